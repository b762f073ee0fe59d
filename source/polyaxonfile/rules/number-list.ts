import type {Numbers} from '../matrix/matrix-option.ts';
import {Numeral} from '../numeral.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {fromPython} from '../template/python/convert-value.ts';
import {readLiteral} from '../template/python/literal.ts';
import type {OwnRule, Report} from './rule.ts';
import {describe} from './wording.ts';

type Shape = {
	/** How many of the last names may be left out. */
	readonly optional?: number;
	/** The first must be below the second. */
	readonly isOrdered?: boolean;
};

/** A text that may be a number. */
const numeralText = '\\s*[-+]?[\\d._]+(?:[eE][-+]?\\d+)?\\s*';

/** Numbers with names, which are written as `0:1:5`, `[0, 1, 5]` or `{start: 0, stop: 1, num: 5}`. */
export function numbersRule(names: readonly string[], {optional = 0, isOrdered = false}: Shape): OwnRule<Numbers> {
	const least = names.length - optional;
	const numeric = {anyOf: [{type: ['number', 'boolean']}, {type: 'string', pattern: `^${numeralText}$`}]};
	return {
		type: 'own',
		read: (value, path, report) => readNumbers(value, path, report, names, least, isOrdered),
		schema: {
			anyOf: [
				{type: 'string', pattern: `^${numeralText}(?::${numeralText}){${least - 1},${names.length - 1}}$`},
				// Readers of YAML 1.1 other than the platform's make one number of 0:10:5
				{type: 'number'},
				{type: 'array', items: numeric, minItems: least, maxItems: names.length},
				{
					type: 'object',
					properties: Object.fromEntries(names.map(name => [name, numeric])),
					required: names.slice(0, least),
					additionalProperties: false,
				},
			],
		},
	};
}

/** The written numbers, whatever the rule: those of a text, list or mapping; undefined where one is no number. */
export function numbersOf(value: Value): Numbers | undefined {
	const parts = typeof value === 'string' ? value.split(':') : isList(value) ? value : isMapping(value) ? Object.values(value) : [value];
	const numbers = parts.map(numberOf);
	return numbers.every(number => number !== undefined) ? numbers : undefined;
}

function readNumbers(value: Value, path: Problem['path'], report: Report, names: readonly string[], least: number, isOrdered: boolean): Numbers | undefined {
	const parts = partsOf(value, names, least);
	const example = `Write ${names.slice(0, least).join(', ')} as a list: [${names
		.slice(0, least)
		.map((_, index) => index + 1)
		.join(', ')}].`;
	const wrong = (message: string, at: Problem['path'] = path, hint = example) => void report({code: 'wrong-value', path: at, message, hint});
	if (!parts) {
		const isNumber = typeof value === 'number' || value instanceof Numeral;
		const hint = `YAML makes one number of digits with colons between them. Put it in quotes, or ${example.charAt(0).toLowerCase()}${example.slice(1)}`;
		const needed = names.slice(0, least).join(', ');
		const wanted = isMapping(value) ? `must have the keys ${needed}` : `must be ${needed}, not ${describe(value)}`;
		wrong(`${path.at(-1)} ${wanted}.`, path, isNumber ? hint : example);
		return undefined;
	}
	if (parts.length !== least && parts.length !== names.length) {
		wrong(`${path.at(-1)} has ${parts.length} number${parts.length === 1 ? '' : 's'}, not ${least}${least === names.length ? '' : ` or ${names.length}`}.`);
		return undefined;
	}
	const numbers = parts.map(({value: part}) => numberOf(part));
	for (const [index, number] of numbers.entries()) {
		if (number === undefined)
			wrong(`${names[index]} must be a number, not ${printValue(parts[index]?.value ?? null)}.`, [...path, ...(parts[index]?.step ?? [])]);
	}
	if (!isComplete(numbers)) return undefined;
	const [first, second, third] = numbers;
	if (isOrdered && Number(first) >= Number(second)) {
		wrong(`${names[0]} (${printValue(first ?? null)}) must be below ${names[1]} (${printValue(second ?? null)}).`, path, 'Exchange them.');
		return undefined;
	}
	if (least === 3 && Number(third) === 0) {
		wrong(`${names[2]} must not be 0.`, path, 'Write a number above 0.');
		return undefined;
	}
	return numbers;
}

type Part = {readonly value: Value; readonly step: Problem['path']};

function partsOf(value: Value, names: readonly string[], least: number): readonly Part[] | undefined {
	if (typeof value === 'string') return value.split(':').map(part => ({value: part, step: []}));
	if (isList(value)) return value.map((part, index) => ({value: part, step: [index]}));
	if (!isMapping(value)) return undefined;
	const given = names.filter(name => Object.hasOwn(value, name));
	const isRight = given.length === Object.keys(value).length && names.slice(0, least).every((name, index) => given[index] === name);
	return isRight ? given.map(name => ({value: value[name] ?? null, step: [name]})) : undefined;
}

/** What Python's float() takes, as the number that its text stands for. */
function numberOf(value: Value): number | Numeral | undefined {
	if (typeof value === 'number' || value instanceof Numeral) return Number.isFinite(Number(value)) ? value : undefined;
	if (typeof value === 'boolean') return Number(value);
	if (typeof value !== 'string' || !new RegExp(`^${numeralText}$`).test(value)) return undefined;
	const literal = readLiteral(value.trim());
	const number = literal === undefined ? undefined : fromPython(literal);
	return typeof number === 'number' || number instanceof Numeral ? number : undefined;
}

function isComplete(numbers: ReadonlyArray<number | Numeral | undefined>): numbers is Numbers {
	return !numbers.includes(undefined);
}
