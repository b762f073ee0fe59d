import {missingError} from '../operators.ts';
import {roundFloat, roundInt} from '../round.ts';
import {toFloat, toInt} from '../to-number.ts';
import type {Filter} from '../tools.ts';
import {isMissing, numberOf, type Python, TemplateError, typeName} from '../values.ts';

/** Filters that give numbers. */
export const numberFilters: Readonly<Record<string, Filter>> = {
	abs: {
		parameters: [],
		run: value => {
			const number = needed(value);
			return number < 0 ? -number : number;
		},
	},
	int: {
		parameters: ['default', 'base'],
		run: (value, [otherwise = 0n, base = 10n]) => {
			const whole = toInt(value, Number(base));
			if (whole !== undefined) return whole;
			const float = toFloat(value);
			if (float !== undefined && !Number.isFinite(float) && !Number.isNaN(float)) throw new TemplateError('Infinity is no whole number.');
			return float === undefined || Number.isNaN(float) ? otherwise : BigInt(Math.trunc(float));
		},
	},
	float: {parameters: ['default'], run: (value, [otherwise = 0]) => toFloat(value) ?? otherwise},
	round: {parameters: ['precision', 'method'], run: (value, [precision = 0n, method = 'common']) => round(needed(value), Number(needed(precision)), method)},
	filesizeformat: {parameters: ['binary'], run: (value, [binary = false]) => sizeText(toFloat(value) ?? 0, binary === true)},
};

function needed(value: Python): bigint | number {
	if (isMissing(value)) throw missingError(value);
	const number = numberOf(value);
	if (number === undefined)
		throw new TemplateError(`A number is needed here, not ${typeName(value)}.`, undefined, undefined, 'Turn text into a number with "| float".');
	return number;
}

function round(value: bigint | number, precision: number, method: Python): bigint | number {
	if (method === 'common') return typeof value === 'bigint' ? roundInt(value, precision) : roundFloat(value, precision);
	if (method !== 'ceil' && method !== 'floor') throw new TemplateError('The method must be common, ceil or floor.');
	const scaled = Number(value) * 10 ** precision;
	return (method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** precision;
}

function sizeText(bytes: number, isBinary: boolean): string {
	const base = isBinary ? 1024 : 1000;
	if (bytes === 1) return '1 Byte';
	if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
	const units = isBinary ? ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'] : ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
	const step = units.findIndex((_, index) => bytes < base ** (index + 2));
	const index = step < 0 ? units.length - 1 : step;
	return `${(bytes / base ** (index + 1)).toFixed(1)} ${units[index]}`;
}
