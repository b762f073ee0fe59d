import {calculateNumbers} from '../python/arithmetic.ts';
import {missingError} from '../python/missing.ts';
import {roundFloat, roundInt, toFixedExact} from '../python/round.ts';
import {toFloat, toInt} from '../python/to-number.ts';
import type {Filter} from '../python/tools.ts';
import {isMissing, numberOf, type Python, truthOf, typeName, wrong} from '../python/values.ts';

/** Filters that give numbers. */
export const numberFilters: Readonly<Record<string, Filter>> = {
	abs: {
		parameters: [],
		run: value => {
			const number = needed(value);
			return number < 0 || Object.is(number, -0) ? -number : number;
		},
	},
	int: {
		parameters: ['default?', 'base?'],
		run: (value, [otherwise = 0n, base = 10n]) => {
			const whole = toInt(value, Number(numberOf(base) ?? Number.NaN));
			if (whole !== undefined) return whole;
			const float = toFloat(value);
			if (float !== undefined && !Number.isFinite(float) && !Number.isNaN(float)) throw wrong('Infinity is no whole number.', 'Write a number.');
			return float === undefined || Number.isNaN(float) ? otherwise : BigInt(Math.trunc(float));
		},
	},
	float: {parameters: ['default?'], run: (value, [otherwise = 0]) => toFloat(value) ?? otherwise},
	round: {parameters: ['precision?', 'method?'], run: (value, [precision = 0n, method = 'common']) => round(value, precision, method)},
	filesizeformat: {
		parameters: ['binary?'],
		run: (value, [binary = false]) => {
			const bytes = toFloat(value);
			if (bytes === undefined) throw wrong(`A size is a number, not ${typeName(value)}.`, 'Write how many bytes.');
			return sizeText(bytes, truthOf(binary));
		},
	},
};

function needed(value: Python): bigint | number {
	if (isMissing(value)) throw missingError(value);
	const number = numberOf(value);
	if (number === undefined) throw wrong(`A number is needed here, not ${typeName(value)}.`, 'Turn text into a number with "| float".');
	return number;
}

function round(value: Python, precision: Python, method: Python): bigint | number {
	const number = needed(value);
	if (method !== 'common' && method !== 'ceil' && method !== 'floor')
		throw wrong('The method must be common, ceil or floor.', 'Write one of them: round(2, "ceil").');
	if (method === 'common' && precision === null) return whole(typeof number === 'bigint' ? number : roundFloat(number, 0));
	const places = needed(precision);
	if (method === 'common') {
		if (typeof places !== 'bigint') throw wrong('The precision is a whole number.', 'Write one: round(2).');
		return typeof number === 'bigint' ? roundInt(number, Number(places)) : roundFloat(number, Number(places));
	}
	const factor = calculateNumbers('**', 10n, places);
	const scaled = calculateNumbers('*', number, factor);
	const cut = typeof scaled === 'bigint' ? scaled : whole(method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled));
	return calculateNumbers('/', cut, factor);
}

function whole(number: bigint | number): bigint {
	if (typeof number === 'number' && !Number.isFinite(number)) throw wrong('Only a finite number can be rounded to a whole one.', 'Write a number.');
	return BigInt(number);
}

function sizeText(bytes: number, isBinary: boolean): string {
	const base = isBinary ? 1024 : 1000;
	if (bytes === 1) return '1 Byte';
	if (bytes < base && Number.isFinite(bytes)) return `${Math.trunc(bytes)} Bytes`;
	if (!Number.isFinite(bytes) && bytes < 0) throw wrong('A size is a finite number.', 'Write how many bytes.');
	const units = isBinary ? ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'] : ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
	const step = units.findIndex((_, index) => bytes < base ** (index + 2));
	const index = step < 0 ? units.length - 1 : step;
	const size = (base * bytes) / base ** (index + 2);
	return `${Number.isFinite(size) ? toFixedExact(size, 1) : Number.isNaN(size) ? 'nan' : 'inf'} ${units[index]}`;
}
