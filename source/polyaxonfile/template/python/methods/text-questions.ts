import {type Methods, plain} from './method.ts';

/** Whether every cased letter is of one case, and there is one. */
const isCased = (text: string, other: RegExp) => /\p{Cased}/u.test(text) && !other.test(text);

/** Whether capitals stand at the start of words only, and small letters nowhere else. */
export function isTitle(text: string): boolean {
	return /\p{Cased}/u.test(text) && (text.match(/\p{Cased}+/gu) ?? []).every(word => /^[\p{Lu}\p{Lt}][^\p{Lu}\p{Lt}]*$/u.test(word));
}

/** Python's `str.islower()`. */
export const isLower = (text: string) => isCased(text, /[\p{Lu}\p{Lt}]/u);
/** Python's `str.isupper()`. */
export const isUpper = (text: string) => isCased(text, /[\p{Lowercase}\p{Lt}]/u);

/** The methods of Python's text that ask something of all its characters. */
export const textQuestions: Methods<string> = {
	// Raised, lowered and circled ones are digits and no decimal ones
	isdigit: plain(text => /^[\p{Nd}²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]+$/u.test(text)),
	isdecimal: plain(text => /^\p{Nd}+$/u.test(text)),
	isnumeric: plain(text => /^[\p{N}一二三四五六七八九十百千万億零〇]+$/u.test(text)),
	isalpha: plain(text => /^\p{L}+$/u.test(text)),
	isalnum: plain(text => /^[\p{L}\p{N}]+$/u.test(text)),
	islower: plain(isLower),
	isupper: plain(isUpper),
	istitle: plain(isTitle),
	isspace: plain(text => /^(?:[^\S\ufeff]|[\x1c-\x1f\x85])+$/.test(text)),
	isidentifier: plain(text => /^[\p{XIDS}_]\p{XIDC}*$/u.test(text)),
	isprintable: plain(text => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text)),
	isascii: plain(text => /^[\0-\x7f]*$/.test(text)),
};
