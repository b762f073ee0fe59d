import {readFileSync} from 'node:fs';
import type {MatrixOption} from '../../../source/polyaxonfile/matrix/matrix-option.ts';
import {floatValue, intValue, type Numeral} from '../../../source/polyaxonfile/numeral.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';

/** An option of an oracle: numbers as Python prints them, or values as JSON with `{"number": "1.0"}`. */
export type OracleOption = {readonly type: MatrixOption['type']; readonly numbers?: readonly string[]; readonly values?: readonly Json[]};
/** What an oracle has of a value. */
export type Json = string | boolean | number | null | readonly Json[] | {readonly number: string};

/** The cases of a file that make-oracles.py wrote. */
export function readOracle<Case>(name: string): readonly Case[] {
	return JSON.parse(readFileSync(new URL(`../../fixtures/matrix/${name}`, import.meta.url), 'utf8')).cases;
}

/** The option of an oracle, as the code that has checked a file makes it. */
export function optionOf({type, numbers = [], values = []}: OracleOption): MatrixOption {
	if (type === 'values') return {type, values: values.map(decode)};
	if (type !== 'pvalues') return {type, numbers: numbers.map(decodeNumber)};
	const pairs = values.map(pair => decode(pair) as readonly [Value, number | Numeral]);
	return {type, values: pairs.map(([value, probability]) => [value, Number(probability)] as const)};
}

/** A number as Python prints it. */
export function decodeNumber(text: string): number | Numeral {
	return /^-?\d+$/.test(text) ? intValue(BigInt(text)) : floatValue(Number(text));
}

function decode(value: Json): Value {
	if (typeof value === 'number') return decodeNumber(String(BigInt(value)));
	if (Array.isArray(value)) return value.map(decode);
	return typeof value === 'object' && value !== null && 'number' in value ? decodeNumber(value.number) : (value as Value);
}
