import {Numeral} from '../numeral.ts';
import {isList, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {numbersOf, numbersRule} from './number-list.ts';
import {type Choice, type Key, list, type OwnRule, type ReadSection, type Report, section} from './rule.ts';

const space = (...names: readonly string[]) => numbersRule(names, {isOrdered: true});
const distribution = (...names: readonly string[]) => numbersRule([...names, 'size'], {optional: 1});

/** A value and how likely it is. */
const chance: OwnRule<readonly [value: Value, probability: number]> = {
	type: 'own',
	read: readChance,
	schema: {type: 'array', prefixItems: [{}, {type: 'number', minimum: 0, exclusiveMaximum: 1}], items: false, minItems: 2},
};

const discrete = {
	values: {rule: list({type: 'any', isNeverNull: true}), description: 'The values themselves.'},
	range: {rule: space('start', 'stop', 'step'), description: 'From start up to stop, which is left out, in steps.'},
	linspace: {rule: space('start', 'stop', 'num'), description: 'So many values from start to stop, equally far apart.'},
	logspace: {
		rule: numbersRule(['start', 'stop', 'num', 'base'], {isOrdered: true, optional: 1}),
		description: 'So many powers of the base (10), with exponents from start to stop.',
	},
	geomspace: {rule: space('start', 'stop', 'num'), description: 'So many values from start to stop, each the same multiple of the one before.'},
} as const satisfies Readonly<Record<string, Key>>;

const distributions = {
	pvalues: {rule: list(chance), description: 'Values with their probabilities.'},
	uniform: {rule: distribution('low', 'high'), description: 'Any number from low to high.'},
	quniform: {rule: distribution('low', 'high', 'q'), description: 'Multiples of q from low to high.'},
	loguniform: {rule: distribution('low', 'high'), description: 'e to the power of a number from low to high.'},
	qloguniform: {rule: distribution('low', 'high', 'q'), description: 'Multiples of q of such powers.'},
	normal: {rule: distribution('loc', 'scale'), description: 'Numbers around loc, as far from it as scale says.'},
	qnormal: {rule: distribution('loc', 'scale', 'q'), description: 'Multiples of q of such numbers.'},
	lognormal: {rule: distribution('loc', 'scale'), description: 'e to the power of such numbers.'},
	qlognormal: {rule: distribution('loc', 'scale', 'q'), description: 'e to the power of such numbers again.'},
} as const satisfies Readonly<Record<string, Key>>;

/** The options whose values cannot be counted. */
export const distributionNames = Object.keys(distributions);

const optionKeys = {...discrete, ...distributions} as const;

const optionChoice: Choice = {
	keys: Object.keys(optionKeys),
	none: name => ({code: 'missing-key', message: `"${name}" has no values.`, hint: `Write them, such as "${name}: {values: [1, 2]}".`}),
	several: (first, second, name) => ({
		code: 'several-options',
		message: `"${name}" gets its values in two ways: ${first} and ${second}.`,
		hint: 'Keep one of them.',
	}),
};

/** What a name of the matrix can be: one of the options. */
export const matrixOption = section(optionKeys, {choices: [optionChoice], also: [{reads: Object.keys(optionKeys), check: checkOption}]});

function checkOption({read, written, path, report}: ReadSection): void {
	const [option, ...others] = Object.keys(read);
	if (option !== undefined && others.length === 0) checkMeaning(option, written[option] ?? null, [...path, option], report);
}

/** What numpy refuses of numbers that are right one by one. */
function checkMeaning(option: string, value: Value, path: Problem['path'], report: Report): void {
	if (option === 'pvalues' && isList(value)) {
		const sum = value.reduce((total: number, each) => total + (isList(each) ? Number(each[1]) : 0), 0);
		if (sum > 1) report({code: 'wrong-value', path, message: `The probabilities add up to ${sum}.`, hint: 'They must not be more than 1 together.'});
	}
	const numbers = numbersOf(value);
	const [first, second, third] = numbers ?? [];
	const problem = (message: string, hint: string) => report({code: 'wrong-value', path, message, hint});
	if (option === 'range' && Number(third) < 0) problem('A range with a step below 0 is empty.', 'Write a step above 0.');
	const isCounted = option === 'linspace' || option === 'logspace' || option === 'geomspace';
	if (isCounted && third !== undefined && !isCount(third))
		problem(`num must be a whole number above 0, not ${printValue(third)}.`, 'Say how many values there are.');
	if (option === 'geomspace' && (Number(first) === 0 || Number(second) === 0))
		problem('A geomspace cannot start or stop at 0.', 'Write linspace, or another number.');
	if (/^q?(log)?normal$/.test(option) && Number(second) < 0) problem('scale must not be below 0.', 'Write how far from loc the numbers are, such as 1.');
}

function isCount(value: Value): boolean {
	return !(value instanceof Numeral) && Number.isInteger(value) && Number(value) > 0;
}

function readChance(value: Value, path: Problem['path'], report: Report): readonly [Value, number] | undefined {
	const hint = 'Write it as a pair, such as [relu, 0.25].';
	if (!isList(value) || value.length !== 2) {
		report({code: 'wrong-type', path, message: 'A value and its probability are a pair.', hint});
		return undefined;
	}
	const [what = null, probability = null] = value;
	const isFloat = (typeof probability === 'number' && !Number.isInteger(probability)) || (probability instanceof Numeral && probability.isFloat);
	if (isFloat && Number(probability) >= 0 && Number(probability) < 1) return [what, Number(probability)];
	report({
		code: 'wrong-value',
		path: [...path, 1],
		message: `A probability is a number with a point, from 0.0 and below 1, not ${printValue(probability)}.`,
		hint,
	});
	return undefined;
}
