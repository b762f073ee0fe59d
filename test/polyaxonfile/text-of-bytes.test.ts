import {expect, test} from 'vitest';
import {checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';
import {printProblems} from '../../source/polyaxonfile/print.ts';
import {strayByte, textOfBytes} from '../../source/polyaxonfile/text-of-bytes.ts';
import {plainStyle} from '../helpers/plain-style.ts';
import {createRandom} from '../helpers/random.ts';

const text = 'version: 1\nkind: job\nrun:\n  cmd: echo é\n';
const problemsOf = (bytes: Buffer, file?: string) =>
	checkPolyaxonfile(textOfBytes(bytes), {file}).problems.map(({code, line, column, length, message}) => [code, `${line}:${column}+${length}`, message]);

test('a file that is Latin-1 is an error at its first such letter, and not run with another one', () => {
	const marks = [['not-utf-8', '4:13+1', 'This file is not UTF-8: the byte E9 stands here.']];
	expect(problemsOf(Buffer.from(text, 'latin1'))).toEqual(marks);
	const json = JSON.stringify({version: 1, kind: 'job', run: {cmd: 'é'}});
	expect(problemsOf(Buffer.from(json, 'latin1'), 'a.json').map(([code]) => code)).toEqual(['not-utf-8']);
});

test('UTF-16 is told from what has no meaning at all, and its lines can be read', () => {
	for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]) {
		expect(problemsOf(bytes)).toEqual([['not-utf-8', '1:1+2', 'This file is UTF-16, and the platform reads UTF-8.']]);
		const source = textOfBytes(bytes);
		expect(printProblems(checkPolyaxonfile(source).problems, {source, style: plainStyle})).toContain('version: 1\n');
	}
});

test('a file that holds zero bytes is no text file', () => {
	for (const bytes of ['7f454c46020100', '89504e470d0a1a0a00', '613a20310a00']) {
		expect(problemsOf(Buffer.from(bytes, 'hex')).map(([code, , message]) => [code, message])).toEqual([
			['not-text', 'This is no text file: it holds bytes that are no characters.'],
		]);
	}
});

test('what is UTF-8 is its text, with its mark, and of other bytes each is one character', () => {
	for (const valid of ['', '\ufeffa: é\n', '日本 😀 \u2028', 'a\0b']) expect(textOfBytes(Buffer.from(valid))).toBe(valid);
	const random = createRandom(5);
	const pieces = ['61', 'c3a9', 'e697a5', 'f09f9880', 'e9', 'c3', 'f09f', '80', 'ff', 'eda080', 'c0af', 'f4908080'];
	for (let round = 0; round < 500; round++) {
		const bytes = Buffer.from(Array.from({length: 1 + random.below(8)}, () => random.pick(pieces)).join(''), 'hex');
		const back = Buffer.concat(
			[...textOfBytes(bytes)].map(char => {
				const byte = strayByte(char.charCodeAt(0));
				return byte === undefined ? Buffer.from(char) : Buffer.from([byte]);
			}),
		);
		// The mark of UTF-16 makes another text of all that follows
		if (!/^(?:fffe|feff)/.test(bytes.toString('hex'))) expect(back.toString('hex')).toBe(bytes.toString('hex'));
	}
});
