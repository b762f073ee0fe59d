import type {NumberRule, Rule, TextRule} from './rules/rule.ts';
import {falseWords, numberText, trueWords, wholeText} from './rules/scalar-words.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = {readonly [keyword: string]: unknown};

export function textSchema({choices, pattern, isNumberInEditors}: TextRule): JsonSchema {
	if (choices) return {enum: choices};
	return {type: isNumberInEditors ? ['string', 'number'] : 'string', ...(pattern ? {pattern: pattern.source} : {})};
}

export function numberSchema({isWhole, isExact, least}: NumberRule): JsonSchema {
	const minimum = least === undefined ? {} : {minimum: least};
	if (isExact) return {type: 'integer', ...minimum};
	return {
		anyOf: [
			{type: 'number', ...minimum},
			{type: 'string', pattern: (isWhole ? wholeText : numberText).source},
		],
	};
}

const trueValues = [true, 1, ...trueWords];
const falseValues = [false, 0, ...falseWords];

/** True or false, or a word for it. */
export const flagSchema: JsonSchema = {enum: [...trueValues, ...falseValues]};

/** What stands in a file for one of the words that a condition names. */
export function wordSchema(rule: Rule, words: ReadonlyArray<string | boolean>): JsonSchema {
	return {enum: rule.type === 'flag' ? words.flatMap(word => (word === true ? trueValues : falseValues)) : words};
}

/** Text that a template makes something else of. */
export const template: JsonSchema = {type: 'string', pattern: '\\{[{%#]'};

/** Text that Python may read as a number, or as true or false, or as nothing; and text in Python's quotes, which is looked at again. */
const number = '0[xXoObB][0-9a-fA-F_]+|[0-9._]+(?:[eE][-+]?[0-9_]+)?';
const literalScalar: JsonSchema = {
	type: 'string',
	pattern: `^[-+\\s(]*(?:${number}|True|False|None|[bBrRuU]{0,2}(?:'[\\s\\S]*'|"[\\s\\S]*"))[\\s)]*(?:#.*)?$`,
};
/** Text that Python may read as a list or a mapping, or as nothing. */
const literalContainer: JsonSchema = {type: 'string', pattern: `^\\s*(?:[\\[({]|[bBrRuU]{0,2}['"]|None|[-+.0-9TF][\\s\\S]*,)`};

/** The texts that may be something else once they are evaluated, where a rule wants no text, and what they are called; undefined where text stays text. */
export function evaluatedSchema(rule: Rule): readonly [name: string, schema: JsonSchema] | undefined {
	switch (rule.type) {
		case 'any':
		case 'text-or-list':
			return undefined;
		case 'text':
			return rule.choices || rule.pattern ? ['template', template] : undefined;
		case 'number':
		case 'flag':
		case 'either':
			return ['evaluated-scalar', {anyOf: [template, literalScalar]}];
		default:
			return ['evaluated-container', {anyOf: [template, literalContainer]}];
	}
}

/** An `if` or a `for`. */
export const operator: JsonSchema = {
	type: 'object',
	properties: {
		if: {description: 'One of two values, by a condition.', type: 'object', properties: {cond: {}, do: {}, else_do: {}}, required: ['cond', 'do']},
		for: {description: 'A value many times.', type: 'object', properties: {len: {}, do: {}, index: {}}, required: ['len', 'do']},
	},
	additionalProperties: false,
	minProperties: 1,
	maxProperties: 1,
};
