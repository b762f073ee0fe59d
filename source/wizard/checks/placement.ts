import {checkRefName} from '../../polyaxonfile/names.ts';
import type {Answers} from '../answers.ts';
import {selectorParts} from '../node-selector.ts';
import {errorAt, errorOf, type WizardProblem} from '../wizard-problem.ts';

/** What is wrong with the labels of the nodes and the service account, whatever cluster they are for. */
export function problemsOfPlacement({nodeSelector, serviceAccount}: Answers): readonly WizardProblem[] {
	const parts = selectorParts(nodeSelector);
	return [
		...parts.filter(({key, value}) => !isTemplate(`${key}${value}`)).flatMap(part => labelProblem(part) ?? []),
		...parts.flatMap(({key}, index) =>
			key !== '' && parts.findIndex(other => other.key === key) < index
				? [errorAt(['nodeSelector'], 'repeated-name', `The label ${key} is asked for twice.`, 'A node has one value for it. Delete one of the two.')]
				: [],
		),
		...(serviceAccount === '' || isTemplate(serviceAccount) ? [] : errorOf(['serviceAccount'], 'object-name', checkRefName(serviceAccount))),
	];
}

/** Kubernetes documentation, "Labels and Selectors: Syntax and character set". */
function labelProblem({key, value}: {readonly key: string; readonly value?: string}): WizardProblem | undefined {
	const wrong = (message: string, hint: string) => errorAt(['nodeSelector'], 'node-label', message, hint);
	if (value === undefined) return wrong(`"${key}" has no value.`, 'Write labels as disk=ssd, with a comma between two.');
	const [name = '', prefix, ...others] = key.split('/').toReversed();
	const isPrefix = prefix === undefined || checkRefName(prefix) === undefined;
	if (!isPrefix || others.length > 0 || !isWord(name)) {
		return wrong(`"${key}" cannot be a label.`, 'A label has up to 63 letters, digits, "-", "_" and ".", maybe after a domain and "/": example.com/disk.');
	}
	if (value === '' || isWord(value)) return undefined;
	return wrong(`"${value}" cannot be the value of a label.`, 'It has up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.');
}

/** Whether it is only known for a run what the text comes to. */
export function isTemplate(text: string): boolean {
	return /\{[{%]/.test(text);
}

function isWord(text: string): boolean {
	return text.length <= 63 && /^[A-Za-z0-9](?:[-\w.]*[A-Za-z0-9])?$/.test(text);
}
