import {typeProblem, valueTypes} from '../input-type.ts';
import {printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {flag, type Key, list, oneOf, type Report, section, text} from './rule.ts';

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
		{also: checkInput},
	),
);

/** `inputs` and `outputs`: declarations with types, of the releases from 0.5 on. */
export const inputs = {
	inputs: {rule: declared, description: 'The declarations that a run takes, with their types.', isPlain: true},
	outputs: {rule: declared, description: 'The declarations that a run gives, with their types.', isPlain: true},
} as const satisfies Readonly<Record<string, Key>>;

function checkInput(values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	const {name = null, type = null, is_list, is_optional, is_flag} = values;
	const called = printValue(name);
	const fallback = values.default ?? null;
	if (is_flag === true && type !== 'bool')
		report({
			code: 'wrong-value',
			path: [...path, 'is_flag'],
			message: `Only an input of type bool can be a flag; ${called} is of type ${type === null ? 'none' : printValue(type)}.`,
			hint: 'Write "type: bool".',
		});
	if (!isTrue(fallback)) return;
	if (is_optional !== true)
		report({
			code: 'wrong-value',
			path: [...path, 'default'],
			message: `${called} has a default value and must be given all the same.`,
			hint: 'Write "is_optional: true" beside it, or delete the default.',
		});
	const wrong = type === null ? undefined : typeProblem(printValue(type), fallback, {isList: is_list === true});
	if (wrong !== undefined)
		report({
			code: 'wrong-type',
			path: [...path, 'default'],
			message: `The default of ${called} must be ${wrong}, not ${printValue(fallback)}.`,
			hint: 'Write such a value, or change the type.',
		});
}

/** Whether Python takes a value as true: the platform did not look at other defaults. */
function isTrue(value: Value): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null) return Object.keys(value).length > 0;
	return value !== null && value !== '' && value !== false && Number(value) !== 0;
}
