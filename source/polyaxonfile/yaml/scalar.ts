import {floatValue, intValue, type Numeral} from '../numeral.ts';
import {isDate, looksLikeDate} from './date.ts';
import type {Finding} from './finding.ts';
import {toFloat, toInt} from './number.ts';

/** What one text stands for. */
export type ScalarValue = null | boolean | number | string | Numeral;

/** A text that stands for nothing that can be used, and why. */
export class OddScalar {
	constructor(readonly finding: Omit<Finding, 'offset' | 'length'>) {}
}

/** What a text stands for: without quotes by its form, else by its tag. Undefined when the tag is none for texts. */
export function readScalar(text: string, isPlain: boolean, tag?: string): ScalarValue | OddScalar | undefined {
	if (tag === undefined) return isPlain ? readPlain(text) : text;
	return Object.hasOwn(tagged, tag) ? tagged[tag]?.(text) : undefined;
}

const words: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
	...['', '~', 'null', 'Null', 'NULL'].map(word => [word, null] as const),
	...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(word => [word, true] as const),
	...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(word => [word, false] as const),
]);

// The expressions of PyYAML's resolver.py: `1e-4` is text there, `yes` and `012` are not.
const float =
	/^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const int = /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;

/** What a text without quotes stands for. */
export function readPlain(text: string): ScalarValue | OddScalar {
	const word = text.length < 6 ? words.get(text) : undefined;
	if (word !== undefined) return word;
	if (!/^[-+.0-9]/.test(text)) return text;
	if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return Number(text);
	if (float.test(text)) return floatOf(text) ?? noNumber(text);
	if (int.test(text)) return intOf(text) ?? noNumber(text);
	return looksLikeDate(text) ? dateOf(text) : text;
}

const tagged: Readonly<Record<string, (text: string) => ScalarValue | OddScalar>> = {
	'!': readPlain,
	'!!str': text => text,
	'!!null': () => null,
	'!!bool': text => {
		const word = words.get(text.toLowerCase());
		return typeof word === 'boolean' ? word : misfit('!!bool', 'yes, no, true, false, on or off');
	},
	'!!int': text => intOf(text) ?? misfit('!!int', 'a whole number'),
	'!!float': text => floatOf(text) ?? misfit('!!float', 'a number'),
	'!!timestamp': text => (looksLikeDate(text, true) ? dateOf(text) : misfit('!!timestamp', 'a date')),
	'!!binary': text => (isBase64(text) ? lostBytes : misfit('!!binary', 'text in Base64')),
};

function intOf(text: string): ScalarValue | undefined {
	const number = toInt(text);
	return number === undefined ? undefined : intValue(number);
}

function floatOf(text: string): ScalarValue | undefined {
	const number = toFloat(text);
	return number === undefined ? undefined : floatValue(number);
}

function dateOf(text: string): OddScalar {
	const hint = `Put it in quotes: '${text}'.`;
	if (!isDate(text)) return new OddScalar({code: 'no-date', message: `${text} is read as a date, and there is no such date.`, hint});
	return new OddScalar({code: 'date', severity: 'warning', message: `${text} is read as a date, which the platform turns into nothing (None).`, hint});
}

function noNumber(text: string): OddScalar {
	return new OddScalar({code: 'no-number', message: `${text} is read as a number, and is none.`, hint: `Put it in quotes: '${text}'.`});
}

function misfit(tag: string, wanted: string): OddScalar {
	return new OddScalar({code: 'wrong-tag', message: `${tag} wants ${wanted} after it.`, hint: 'Leave the tag away, or correct the value.'});
}

const lostBytes = new OddScalar({
	code: 'lost-value',
	severity: 'warning',
	message: '!!binary makes bytes, which the platform turns into nothing (None).',
	hint: 'Leave the tag away.',
});

/** As Python decodes it: characters that do not belong to it are skipped. */
function isBase64(text: string): boolean {
	if (/[^\0-\x7f]/.test(text)) return false;
	const [digits = '', padding = ''] = text.replaceAll(/[^A-Za-z0-9+/=]/g, '').split(/(?==)/, 2);
	return digits.length % 4 === 0 || (digits.length % 4 > 1 && padding.length >= 4 - (digits.length % 4));
}
