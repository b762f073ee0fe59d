import {nearest} from '../names.ts';
import {printValue} from '../print-value.ts';
import type {Kind, Value} from '../specification.ts';
import type {Report} from './rule.ts';
import {kinds} from './sections.ts';

/** The kinds that this release reads and runs. */
const runnableKinds: readonly Kind[] = ['experiment', 'job', 'build'];

/** The kind of a file, or the one that is most likely meant; undefined when it is a kind that this release does not run. */
export function readKind(values: {readonly [key: string]: Value}, report: Report): Kind | undefined {
	const {kind} = values;
	const path = ['kind'];
	const choice = `Write one of: ${runnableKinds.join(', ')}.`;
	if (kind === undefined || kind === null) {
		report({
			code: 'missing-kind',
			path: kind === null ? path : [],
			message: 'The file does not say its kind.',
			hint: `${choice} "kind: experiment" is the usual one.`,
		});
		return guess(values);
	}
	const word = printValue(kind);
	const runnable = runnableKinds.find(each => each === kind);
	if (runnable) return runnable;
	if (kinds.some(each => each === kind)) {
		report({
			code: 'unsupported-kind',
			path,
			message: `Files of kind ${word} cannot be run by this release.`,
			hint: `It runs ${runnableKinds.slice(0, -1).join(', ')} and ${runnableKinds.at(-1)}.`,
		});
		return undefined;
	}
	const near = nearest(word, kinds);
	report({code: 'unknown-kind', path, message: `There is no kind "${word}".`, hint: near ? `Did you mean ${near}?` : choice});
	return runnableKinds.find(each => each === near) ?? guess(values);
}

/** So that the rest of the file can be checked too. */
function guess(values: {readonly [key: string]: Value}): Kind {
	return values.image !== undefined && values.run === undefined ? 'build' : 'experiment';
}
