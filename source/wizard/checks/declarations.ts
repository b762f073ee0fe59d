import {checkDeclarationName} from '../../polyaxonfile/names.ts';
import {type Answers, replacing} from '../answers.ts';
import {printedValue} from '../declared-value.ts';
import type {Facts} from '../facts.ts';
import {templateNames} from '../template-names.ts';
import {errorAt, errorOf, repeated, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the declarations: names, values that mean something else than they look, and ones that nothing uses. */
export function problemsOfDeclarations(answers: Answers, _facts: Facts): readonly WizardProblem[] {
	const {declarations} = answers;
	const each = declarations.flatMap(({name, value}, index): readonly WizardProblem[] => [
		...errorOf(['declarations', index, 'name'], 'declaration-name', checkDeclarationName(name)),
		...(value.trim() === ''
			? [
					errorAt(
						['declarations', index, 'value'],
						'declaration-empty',
						`${name || 'The declaration'} has no value.`,
						'Write one; "" is the empty text, null is nothing.',
					),
				]
			: changedValue(declarations, index)),
	]);
	return [
		...each,
		...repeated(
			declarations.map(({name}) => name),
			index => ['declarations', index, 'name'],
			'The declaration',
		),
		...unused(answers),
	];
}

function changedValue(declarations: Answers['declarations'], index: number): readonly WizardProblem[] {
	const {name, value} = declarations[index]!;
	const typed = value.trim();
	if (/\{\{|\{%/.test(typed)) return [];
	const printed = printedValue(typed);
	if (printed === undefined || isSame(typed, printed)) return [];
	const path = ['declarations', index, 'value'];
	const quoted = JSON.stringify(typed);
	const message = `${typed} is not kept as it is: the command gets ${printed === '' ? 'nothing' : printed}.`;
	if (isQuoted(typed) || printedValue(quoted) !== typed) return [warningAt(path, 'value-changes', message, 'The platform evaluates it, in quotes too.')];
	return [
		warningAt(path, 'value-changes', message, `Write ${quoted} to keep the text.`, {
			label: `make it ${quoted}`,
			answers: replacing('declarations', declarations, index, {name, value: quoted}),
		}),
	];
}

/** Whether what is printed is what was typed: the same text, or the same fraction, or a list or map with other blanks and quotes. */
function isSame(typed: string, printed: string): boolean {
	const plain = isQuoted(typed) ? unquoted(typed) : typed;
	if (plain === printed || (/^(?:true|false)$/i.test(typed) && plain.toLowerCase() === printed.toLowerCase())) return true;
	if (/^[[{]/.test(plain)) return bare(plain) === bare(printed);
	const number = Number(plain);
	if (/[\s#\\]/.test(plain)) return plain.replaceAll(/\s+/g, ' ').trim() === printed;
	return !isQuoted(typed) && /^[-+]?[\d.]/.test(plain) && number === Number(printed) && (!Number.isInteger(number) || /^[-+]?\d+\.\d*$/.test(plain));
}

function isQuoted(typed: string): boolean {
	return typed.length > 1 && /^(["']).*\1$/s.test(typed);
}

function unquoted(typed: string): string {
	return typed.startsWith('"') ? typed.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : typed.slice(1, -1).replaceAll("''", "'");
}

function bare(text: string): string {
	return text.replaceAll(/[\s'"]/g, '').toLowerCase();
}

/** Declarations that neither the command nor another declaration, step, variable or the image names. */
function unused({declarations, command, buildSteps, envVars, image}: Answers): readonly WizardProblem[] {
	if (command.trim() === '') return [];
	const texts = [command, image, ...buildSteps, ...envVars.map(({value}) => value), ...declarations.map(({value}) => value)];
	const used = new Set(texts.flatMap(text => templateNames(text).map(({name}) => name)));
	return declarations.flatMap(({name}, index) => {
		if (used.has(name) || checkDeclarationName(name) !== undefined) return [];
		const fix = {label: `add --${name}={{ ${name} }} to the command`, answers: {command: `${command.trimEnd()} --${name}={{ ${name} }}`}};
		return [
			warningAt(['declarations', index, 'name'], 'unused-declaration', `Nothing uses ${name}.`, `Write {{ ${name} }} in the command, or delete it.`, fix),
		];
	});
}
