import {Scalar, type ScalarTag, Schema, type Tags} from 'yaml';
import {floatValue, intValue} from './numeral.ts';

/** A date of YAML 1.1. The platform's reader makes a date of it, and its renderer nothing. */
export class YamlDate {
	constructor(readonly source: string) {}
}

const replaced = new Set(['bool', 'int', 'float', 'timestamp', 'null'].map(name => `tag:yaml.org,2002:${name}`));

const scalarTags: readonly ScalarTag[] = [
	scalar('null', /^(?:~|null|Null|NULL|)$/, () => null),
	scalar('bool', /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true),
	scalar('bool', /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false),
	scalar('int', /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/, text =>
		intValue(toInt(text)),
	),
	scalar(
		'float',
		/^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
		text => floatValue(toFloat(text)),
	),
	scalar(
		'timestamp',
		/^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/,
		text => new YamlDate(text),
	),
];

const jsonScalarTags: readonly ScalarTag[] = [
	scalar('null', /^null$/, () => null),
	scalar('bool', /^(?:true|false)$/, text => text === 'true'),
	scalar('int', /^-?(?:0|[1-9]\d*)$/, text => intValue(BigInt(text))),
	scalar('float', /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/, text => floatValue(Number(text))),
];

const withScalars = (scalars: readonly ScalarTag[]) => ({
	customTags: (tags: Tags): Tags => [...tags.filter(tag => typeof tag === 'string' || !replaced.has(tag.tag)), ...scalars],
});

/** Which plain words are no text, by the expressions of the platform's reader (PyYAML, `resolver.py`): `1e-4` is text there, `yes` and `012` are not. */
export const pyYamlSchema = new Schema({schema: 'yaml-1.1', resolveKnownTags: false, ...withScalars(scalarTags)});

/** The words of JSON, with the numbers that Python's reader makes of them: a point or an exponent makes a float. */
export const jsonSchema = new Schema({schema: 'core', resolveKnownTags: true, ...withScalars(jsonScalarTags)});

function scalar(name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag {
	return {tag: `tag:yaml.org,2002:${name}`, default: true, test, resolve: text => new Scalar(resolve(text))};
}

function toInt(text: string): bigint {
	const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
	return text.startsWith('-') ? -wholeOf(digits) : wholeOf(digits);
}

function wholeOf(digits: string): bigint {
	if (digits.includes(':')) return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
	if (/^0[bx]/.test(digits)) return digits.length > 2 ? BigInt(digits) : 0n;
	return digits.length > 1 && digits.startsWith('0') ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
}

function toFloat(text: string): number {
	const digits = text.replaceAll('_', '').replace(/^[-+]/, '').toLowerCase();
	return text.startsWith('-') ? -amountOf(digits) : amountOf(digits);
}

function amountOf(digits: string): number {
	if (digits === '.inf') return Number.POSITIVE_INFINITY;
	if (digits === '.nan') return Number.NaN;
	return digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
