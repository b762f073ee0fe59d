import {meantHint} from '../names.ts';
import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {anyMap, type Key, type OwnRule, type Report} from './rule.ts';

const unused = 'releases from 0.5 on and this program run a command, not a model that is described in the file';
const instead = 'Describe it in your code, and write the command that runs it: "run: {cmd: python3 train.py}".';
const kinds = ['experiment', 'group'] as const;

/** The models that releases up to 0.4.4 could make, under either of the names that they took. What is in them is not looked at: nothing runs it. */
const models = ['classifier', 'regressor', 'generator', 'model'];

const modelPattern = `^(?:${models.map(word => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`).join('|')})$`;
const named = (key: string) => ({required: [key], properties: {[key]: {type: 'string', pattern: modelPattern}}});

const model: OwnRule<Value> = {
	type: 'own',
	read: readModel,
	schema: {
		type: 'object',
		anyOf: [
			{maxProperties: 0},
			named('model_type'),
			{...named('class_name'), not: {required: ['model_type']}},
			{maxProperties: 1, propertyNames: {pattern: modelPattern}},
		],
	},
};

/** `model`, `train` and `eval`: releases up to 0.4.4 could make a model of TensorFlow from the file. */
export const olderSections = {
	model: {rule: model, description: 'A model, as releases up to 0.4.4 could describe it.', unused, instead, kinds, isPlain: true},
	train: {rule: anyMap, description: 'How that model is trained.', unused, instead, kinds, isPlain: true},
	eval: {rule: anyMap, description: 'How that model is tried.', unused, instead, kinds, isPlain: true},
} as const satisfies Readonly<Record<string, Key>>;

function readModel(value: Value, path: Problem['path'], report: Report): Value | undefined {
	if (!isMapping(value)) {
		report({code: 'wrong-type', path, message: 'model must be keys with values.', hint: `Write one of: ${models.join(', ')}.`});
		return undefined;
	}
	const key = ['model_type', 'class_name'].find(name => value[name] !== undefined);
	const [only, ...others] = Object.keys(value);
	if (only === undefined) return value;
	const word = key === undefined ? only : value[key];
	if (typeof word === 'string' && new RegExp(modelPattern).test(word) && (key !== undefined || others.length === 0)) return value;
	report({
		code: 'unknown-word',
		path: key === undefined ? path : [...path, key],
		message: typeof word === 'string' ? `There is no model "${word}".` : 'The model is not named.',
		hint: meantHint(typeof word === 'string' ? word : '', models, words => `Write one of: ${words}.`),
	});
	return undefined;
}
