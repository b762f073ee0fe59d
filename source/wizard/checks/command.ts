import {nearest} from '../../polyaxonfile/names.ts';
import {type Answers, commandLines} from '../answers.ts';
import type {Facts} from '../facts.ts';
import {templateNames} from '../template-names.ts';
import {errorAt, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the command: names that are not declared, files that are not there, lines that bash could not join. */
export function problemsOfCommand(answers: Answers, facts: Facts): readonly WizardProblem[] {
	const lines = commandLines(answers.command);
	if (lines.length === 0) {
		if (answers.kind === 'build') return [];
		return [
			errorAt(
				['command'],
				'command-missing',
				`There is no command; ${answers.kind === 'job' ? 'a job' : 'an experiment'} needs one.`,
				'Write what you would type in this folder, such as python3 train.py.',
			),
		];
	}
	return [...undeclared(answers), ...brokenTemplate(answers.command), ...badJoints(lines), ...missingScripts(lines, facts)];
}

function undeclared({command, declarations}: Answers): readonly WizardProblem[] {
	const declared = declarations.map(({name}) => name);
	return templateNames(command)
		.filter(({name}) => !declared.includes(name))
		.map(({name}) => {
			const meant = nearest(name, declared);
			if (meant === undefined) {
				const answers = {declarations: [...declarations, {name, value: ''}]};
				return warningAt(['command'], 'undeclared-name', `{{ ${name} }} is not declared, so nothing stands there.`, `Add the declaration ${name}.`, {
					label: `add the declaration ${name}`,
					answers,
				});
			}
			const fixed = command.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, block =>
				block.replaceAll(new RegExp(`(?<![\\w.'"])${name}(?![\\w'"])`, 'g'), meant),
			);
			return warningAt(['command'], 'undeclared-name', `{{ ${name} }} is not declared, so nothing stands there.`, `Did you mean ${meant}?`, {
				label: `make it {{ ${meant} }}`,
				answers: {command: fixed},
			});
		});
}

function brokenTemplate(command: string): readonly WizardProblem[] {
	const rest = command.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/g, '');
	const open = /\{\{|\{%|\{#/.exec(rest);
	if (!open) return [];
	const close = open[0] === '{{' ? '}}' : open[0] === '{%' ? '%}' : '#}';
	const hint = open[0] === '{#' ? 'The template language reads {# as the start of a comment. Put this into a script.' : `Write ${close} after the name.`;
	return [errorAt(['command'], 'template-open', `${open[0]} is opened and never closed with ${close}.`, hint)];
}

function badJoints(lines: readonly string[]): readonly WizardProblem[] {
	if (lines.length < 2) return [];
	return lines.flatMap((line, index) => {
		const isLast = index === lines.length - 1;
		const joint = /(;|&&|\|\||\||(?<!&)&)$/.exec(line);
		if (!joint || (isLast && joint[1] !== '&&' && joint[1] !== '||' && joint[1] !== '|')) return [];
		const command = lines.map((other, at) => (at === index ? other.slice(0, joint.index).trimEnd() : other)).join('\n');
		return [
			errorAt(
				['command'],
				'command-joint',
				`Line ${index + 1} ends with ${joint[1]}, and lines are joined with &&.`,
				`Take the ${joint[1]} away, or write it all in one line.`,
				{
					label: `take ${joint[1]} away`,
					answers: {command},
				},
			),
		];
	});
}

function missingScripts(lines: readonly string[], facts: Facts): readonly WizardProblem[] {
	if (facts.size.isCut) return [];
	return lines.flatMap(line => {
		const name = /(?:^|&&|;|\|\|)\s*(?:(?:\/bin\/)?(?:ba)?sh|python[0-9.]*)\s+(?:-u\s+)?(?:\.\/)?([\w./-]+\.(?:py|sh))(?=\s|$|;|&)/.exec(line)?.[1];
		if (name === undefined || name.startsWith('/') || facts.paths.includes(name) || /\b(?:cd|git|curl|wget|unzip|tar)\b/.test(lines.join('\n'))) return [];
		const meant = nearest(
			name,
			facts.paths.filter(path => /\.(?:py|sh)$/.test(path)),
		);
		const fix =
			meant === undefined
				? undefined
				: {label: `run ${meant}`, answers: {command: lines.map(other => (other === line ? other.replace(name, meant) : other)).join('\n')}};
		return [
			warningAt(
				['command'],
				'script-missing',
				`There is no ${name} in this folder.`,
				meant === undefined ? 'Make it before you run, or change the command.' : `Did you mean ${meant}?`,
				fix,
			),
		];
	});
}
