import {meantHint, nearest} from '../names.ts';
import {printValue} from '../print-value.ts';
import type {Kind, Value} from '../specification.ts';
import type {OwnRule, Report} from './rule.ts';

/** The kinds that the platform knows. */
export const kinds = ['experiment', 'job', 'build', 'group', 'notebook', 'tensorboard', 'pipeline'] as const satisfies readonly Kind[];

/** The key of that name; `readKind` has said what is wrong with it. */
export const kindRule: OwnRule<Value> = {type: 'own', read: value => value, schema: {enum: kinds}};

/** The kind of a file, or the one that is most likely meant. */
export function readKind(values: {readonly [key: string]: Value}, report: Report): Kind {
	const {kind} = values;
	const path = ['kind'];
	const choice = `Write one of: ${kinds.join(', ')}.`;
	if (kind === undefined || kind === null) {
		report({
			code: 'missing-kind',
			path: kind === null ? path : [],
			message: 'The file does not say its kind.',
			hint: `${choice} "kind: experiment" is the usual one.`,
		});
		return guess(values);
	}
	const known = kinds.find(each => each === kind);
	if (known) return known;
	const word = printValue(kind);
	report({code: 'unknown-kind', path, message: `There is no kind "${word}".`, hint: meantHint(word, kinds, () => choice)});
	const near = nearest(word, kinds);
	return kinds.find(each => each === near) ?? guess(values);
}

/** So that the rest of the file can be checked too. */
function guess(values: {readonly [key: string]: Value}): Kind {
	if (values.hptuning !== undefined) return 'group';
	if (values.ops !== undefined) return 'pipeline';
	return values.image !== undefined && values.run === undefined ? 'build' : 'experiment';
}
