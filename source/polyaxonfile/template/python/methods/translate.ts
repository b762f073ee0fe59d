import {itemOf} from '../access.ts';
import {dict, hashOf} from '../equality.ts';
import {isDict, isMissing, type Python, textIn, wrong} from '../values.ts';
import {type Methods, textOf} from './method.ts';

const codes = (text: string) => Array.from(text, char => BigInt(char.codePointAt(0) ?? 0));

/** `maketrans` and `translate`: characters that become others. */
export const translationMethods: Methods<string> = {
	maketrans: {
		parameters: ['x', 'y?', 'z?'],
		run: (_text, [from = null, to, dropped]) =>
			to === undefined ? tableOf(from) : pairs(textOf(from), textOf(to), dropped === undefined ? '' : textOf(dropped)),
	},
	translate: {
		parameters: ['table'],
		run: (text, [table = null], tools) => {
			tools.spend(text.length);
			return Array.from(text, char => replacement(char, itemOf(table, codes(char)[0] ?? 0n, tools))).join('');
		},
	},
};

function replacement(char: string, by: Python): string {
	if (isMissing(by)) return char;
	if (by === null) return '';
	return typeof by === 'bigint' && by >= 0n && by <= 0x10ffffn ? String.fromCodePoint(Number(by)) : textOf(by);
}

function tableOf(table: Python): Python {
	if (!isDict(table)) throw wrong('maketrans() takes two texts of the same length, or a dict.', 'Write maketrans("abc", "xyz").');
	return dict([...table.entries.values()].map(([key, value]) => [textIn(key) === undefined ? key : (codes(textOf(key))[0] ?? 0n), value] as const));
}

function pairs(from: string, to: string, dropped: string): Python {
	const [before, after] = [codes(from), codes(to)];
	if (before.length !== after.length) throw wrong('maketrans() takes two texts of the same length.', 'Write as many characters in both.');
	const table = new Map<string, readonly [Python, Python]>();
	for (const [index, code] of before.entries()) table.set(hashOf(code), [code, after[index] ?? null]);
	for (const code of codes(dropped)) table.set(hashOf(code), [code, null]);
	return {type: 'dict', entries: table};
}
