import {expect, test} from 'vitest';
import {createK8sFileParser} from '../../../source/engines/containers/logs/k8s-file.ts';
import {createLineJoiner, type LineJoiner} from '../../../source/engines/containers/logs/line-joiner.ts';
import type {Piece} from '../../../source/engines/containers/logs/piece.ts';
import {createStampedLinesParser} from '../../../source/engines/containers/logs/stamped-lines.ts';
import {createRandom} from '../../helpers/random.ts';

const at = '2026-11-26T11:12:57.805995239+00:00';
const time = Date.parse('2026-11-26T11:12:57.805Z');

/** All bytes of a log file, given in parts that end at the places of `cuts`, from byte `known` of the text on. */
function joined(file: Buffer, cuts: readonly number[] = [], known = 0) {
	const joiner = createLineJoiner(known);
	const parser = createK8sFileParser(piece => joiner.push(piece));
	let from = 0;
	for (const cut of [...cuts, file.length]) {
		parser.push(file.subarray(from, cut));
		from = cut;
	}
	parser.end();
	joiner.end();
	return joiner.take() ?? {bytes: Buffer.alloc(0), times: []};
}

const text = (lines: readonly string[], joiner: LineJoiner = createLineJoiner()): string => {
	const parser = createK8sFileParser(piece => joiner.push(piece));
	parser.push(Buffer.from(lines.map(line => `${at} ${line}\n`).join('')));
	joiner.end();
	return joiner.take()?.bytes.toString('latin1') ?? '';
};

test('lines of stdout and stderr keep their order, each whole, with the times of the engine', () => {
	expect(text(['stdout F one', 'stderr F two', 'stdout F ', 'stdout F   three  '])).toBe('one\ntwo\n\n  three  \n');
	expect(text(['stdout P long ', 'stderr F between', 'stdout P line', 'stdout F  ends'])).toBe('between\nlong line ends\n');
	expect(joined(Buffer.from(`${at} stdout F a\n${at} stderr F b\n`)).times).toEqual([time, time]);
});

test('a last line without its end is given at the end, and has no time', () => {
	const {bytes, times} = joined(Buffer.from(`${at} stdout F a\n${at} stdout P la\n${at} stdout P st\n`));
	expect(bytes.toString()).toBe('a\nlast');
	expect(times).toEqual([time]);
});

test('a progress bar is given as it comes, and what is torn by the engine is left out', () => {
	const joiner = createLineJoiner();
	const parser = createK8sFileParser(piece => joiner.push(piece));
	parser.push(Buffer.from(`${at} stderr P 10%\n`));
	expect(joiner.take()).toBeUndefined();
	parser.push(Buffer.from(`${at} stderr P \r20%\n${at} stderr P \r30%\n${at} stderr F \n${at} stdo`));
	expect(joiner.take()?.bytes.toString()).toBe('10%\r20%\r30%\n');
	parser.end();
	joiner.end();
	expect(joiner.take()).toBeUndefined();
});

test('a line of a megabyte and more is given in parts', () => {
	const joiner = createLineJoiner();
	const push = (size: number) => joiner.push({source: 0, isPart: true, time, text: Buffer.alloc(size, 'x')});
	push(900_000);
	expect(joiner.take()).toBeUndefined();
	push(200_000);
	expect(joiner.take()?.bytes.length).toBe(1_100_000);
});

test.each([1, 2, 3])('wherever reading is cut, and wherever it is gone on from, the same bytes come (seed %s)', seed => {
	const random = createRandom(seed);
	const pieces: Buffer[] = [];
	for (let line = 0; line < 120; line++) {
		const bytes = Buffer.from(Array.from({length: random.below(60)}, () => random.below(256))).map(byte => (byte === 10 ? 13 : byte));
		pieces.push(
			Buffer.from(`${at} ${random.below(3) === 0 ? 'stderr' : 'stdout'} ${random.below(3) === 0 ? 'P' : 'F'} `),
			Buffer.from(bytes),
			Buffer.from('\n'),
		);
	}
	const file = Buffer.concat(pieces);
	const whole = joined(file);
	for (let turn = 0; turn < 200; turn++) {
		const cuts = Array.from({length: random.below(6)}, () => random.below(file.length)).sort((one, other) => one - other);
		const known = random.below(whole.bytes.length + 1);
		const rest = joined(file, cuts, known);
		expect(rest.bytes.equals(whole.bytes.subarray(known))).toBe(true);
		expect(rest.times).toHaveLength(rest.bytes.filter(byte => byte === 10).length);
	}
});

function stamped(output: string, cuts: readonly number[] = []) {
	const pieces: Piece[] = [];
	const messages: string[] = [];
	const parser = createStampedLinesParser(
		piece => pieces.push(piece),
		message => messages.push(message),
	);
	const bytes = Buffer.from(output, 'latin1');
	let from = 0;
	for (const cut of [...cuts, bytes.length]) {
		parser.push(bytes.subarray(from, cut));
		from = cut;
	}
	parser.end();
	const joiner = createLineJoiner();
	for (const piece of pieces) joiner.push(piece);
	joiner.end();
	return {text: joiner.take()?.bytes.toString('latin1') ?? '', messages, times: pieces.map(piece => piece.time)};
}

const stamp = '2026-11-26T11:12:57.805995239Z ';

test('what "logs -t" prints is read: stamps, parts of long lines, what the engine itself says', () => {
	expect(stamped(`${stamp}one\n${stamp}\n${stamp}  two\n`)).toEqual({text: 'one\n\n  two\n', messages: [], times: [time, time, time]});
	expect(stamped('Error: no such container\n')).toEqual({text: '', messages: ['Error: no such container'], times: []});
	const part = 'x'.repeat(16_384);
	expect(stamped(`${stamp}${part}${stamp}${part}${stamp}end\n${stamp}next\n`).text).toBe(`${part}${part}end\nnext\n`);
	// A line of exactly one part, and a text that only looks like a stamp
	expect(stamped(`${stamp}${part}\n${stamp}a ${stamp}b\n`).text).toBe(`${part}\na ${stamp}b\n`);
	expect(stamped(`${stamp}last`).text).toBe('last');
	expect(stamped(`2026-11-26T11:12:57+01:00 no fraction\n`).text).toBe('no fraction\n');
});

test('stamped lines may be cut anywhere', () => {
	const output = `${stamp}one\n${stamp}${'y'.repeat(16_384)}${stamp}rest\n${stamp}end`;
	for (const cut of [1, 10, 31, 34, 35, 36, 16_000, 16_449, 16_450, 16_460, output.length - 1]) {
		expect(stamped(output, [cut]).text, `cut at ${cut}`).toBe(`one\n${'y'.repeat(16_384)}rest\nend`);
	}
});
