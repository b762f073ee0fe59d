import {typeProblem, valueTypes} from '../input-type.ts';
import {printValue} from '../print-value.ts';
import {isFilled} from './filled.ts';
import {newerInputNames} from './newer-names.ts';
import {flag, type Key, list, type Need, oneOf, type ReadSection, section, text} from './rule.ts';

const flagNeedsBool: Need = {
	where: {key: 'is_flag', is: [true]},
	needs: {key: 'type', is: ['bool']},
	at: 'is_flag',
	said: ({read}) => ({
		code: 'wrong-value',
		message: `Only an input of type bool can be a flag; ${nameOf(read)} is of type ${read.type ?? 'none'}.`,
		hint: 'Write "type: bool".',
	}),
};
/** The platform looked only at defaults that Python takes as true. */
const defaultNeedsOptional: Need = {
	where: {key: 'default'},
	needs: {key: 'is_optional', is: [true]},
	at: 'default',
	said: ({read}) => ({
		code: 'wrong-value',
		message: `${nameOf(read)} has a default value and must be given all the same.`,
		hint: 'Write "is_optional: true" beside it, or delete the default.',
	}),
};

const declared = list(
	section(
		{
			name: {rule: text, description: 'The name of the declaration.', isNeeded: true},
			description: {rule: text, description: 'What it is.'},
			type: {rule: oneOf(...valueTypes), description: 'What its value must be.'},
			default: {rule: {type: 'any'}, description: 'The value when none is given.'},
			is_optional: {rule: flag, description: 'Whether a value need not be given.'},
			is_list: {rule: flag, description: 'Whether it is a list of values of the type.'},
			is_flag: {rule: flag, description: 'Whether it prints as --name or as nothing.'},
			options: {rule: list({type: 'any'}), description: 'The values that it can have.'},
		},
		{needs: [flagNeedsBool, defaultNeedsOptional], also: [{reads: ['default', 'type', 'is_list'], check: checkDefault}], strangers: newerInputNames},
	),
);

/** `inputs` and `outputs`: declarations with types, of the releases from 0.5 on. */
export const inputs = {
	inputs: {rule: declared, description: 'The declarations that a run takes, with their types.', isPlain: true},
	outputs: {rule: declared, description: 'The declarations that a run gives, with their types.', isPlain: true},
} as const satisfies Readonly<Record<string, Key>>;

function checkDefault({read, written, path, report}: ReadSection): void {
	const fallback = written.default ?? null;
	if (!isFilled({type: 'any'}, fallback) || typeof read.type !== 'string') return;
	const wrong = typeProblem(read.type, fallback, {isList: read.is_list === true});
	if (wrong !== undefined)
		report({
			code: 'wrong-type',
			path: [...path, 'default'],
			message: `The default of ${nameOf(read)} must be ${wrong}, not ${printValue(fallback)}.`,
			hint: 'Write such a value, or change the type.',
		});
}

function nameOf(read: ReadSection['read']): string {
	return typeof read.name === 'string' ? read.name : 'this';
}
