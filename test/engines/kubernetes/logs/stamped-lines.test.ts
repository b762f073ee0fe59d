import {expect, test} from 'vitest';
import {createCriLines} from '../../../../source/engines/kubernetes/logs/cri-lines.ts';
import {logStateOf} from '../../../../source/engines/kubernetes/logs/log-state.ts';
import {canonicalStamp, createStampReader, sinceOf} from '../../../../source/engines/kubernetes/logs/stamp.ts';
import {createStampedLines, packed, stampAt} from '../../../../source/engines/kubernetes/logs/stamped-lines.ts';
import {createRandom} from '../../../helpers/random.ts';

const stamp = '2026-11-26T11:12:57.805995239Z';

test.each([
	[stamp, stamp],
	['2026-11-26T11:12:57Z', '2026-11-26T11:12:57.000000000Z'],
	['2026-11-26T11:12:57.5Z', '2026-11-26T11:12:57.500000000Z'],
	['2026-11-26T13:12:57.805995239+02:00', stamp],
	['2026-11-26T11:12:57.805995239+00:00', stamp],
	['2026-11-26T11:12:57.Z', undefined],
	['2026-13-26T11:12:57Z', undefined],
	['hello', undefined],
])('the stamp %s is %s', (text, canonical) => {
	expect(canonicalStamp(text)).toBe(canonical);
});

test('reading goes on a second earlier when a line behind may be stamped a little before', () => {
	expect(['2026-11-26T11:12:57.805995239Z', '2026-11-26T11:12:57.005995239Z'].map(sinceOf)).toEqual(['2026-11-26T11:12:57Z', '2026-11-26T11:12:56Z']);
});

test('stamps are read the same quickly and slowly', () => {
	const reader = createStampReader();
	const zones = ['Z', '+00:00', '-03:30'];
	const random = createRandom(7);
	for (let turn = 0; turn < 3000; turn++) {
		const digits = random.below(11);
		const fraction = digits === 0 ? '' : `.${String(random.below(1e9)).padStart(9, '0').slice(0, digits)}`;
		const text = `2026-11-26T11:12:${50 + random.below(2)}${fraction}${random.pick(zones)}`;
		const data = Buffer.from(`--${text} the text`);
		const end = reader.read(data, 2, data.length);
		const canonical = canonicalStamp(text);
		expect([text, end === -1 ? undefined : end, end === -1 ? undefined : reader.time]).toEqual([
			text,
			canonical && text.length + 3,
			canonical && Date.parse(`${canonical.slice(0, 23)}Z`),
		]);
	}
});

test('lines are the same however they are cut, and lines without a stamp are messages', () => {
	const random = createRandom(3);
	const texts = Array.from({length: 200}, (_, index) =>
		Buffer.from(Array.from({length: random.below(80)}, () => random.below(256)).map(byte => (byte === 10 ? index % 9 : byte))),
	);
	const log = Buffer.concat([
		...texts.flatMap(text => [Buffer.from(`${stamp} `), text, Buffer.from('\n')]),
		Buffer.from('failed to open log file\n'),
		Buffer.from(`${stamp} rest`),
	]);
	for (let turn = 0; turn < 60; turn++) {
		const messages: string[] = [];
		const parser = createStampedLines(line => messages.push(line.toString()));
		if (turn % 2 === 0) parser.giveParts();
		const given: Buffer[] = [];
		let newlines = 0;
		for (let at = 0; at < log.length; ) {
			const end = at + 1 + random.below(random.pick([5, 50, 5000]));
			const lines = parser.push(Buffer.from(log.subarray(at, end)));
			newlines += lines.times.length;
			if (lines.times.length > 0) expect(stampAt(lines, lines.times.length - 1)).toBe(stamp);
			given.push(Buffer.from(packed(lines, 0, lines.times.length)), Buffer.from(lines.part));
			at = end;
		}
		given.push(parser.rest());
		expect(Buffer.concat(given).equals(Buffer.concat([...texts.flatMap(text => [text, Buffer.from('\n')]), Buffer.from('rest')]))).toBe(true);
		expect({newlines, messages}).toEqual({newlines: 200, messages: ['failed to open log file']});
	}
});

test('a log file of a node reads as the API server gives it', () => {
	const file = Buffer.from(
		[
			`${stamp} stdout F one`,
			`${stamp} stdout P two `,
			`${stamp} stderr P and `,
			`${stamp} stdout F half`,
			`${stamp} stderr F `,
			`${stamp} stdout P end`,
			`${stamp} std`,
		].join('\n'),
	);
	for (let cut = 0; cut < file.length; cut++) {
		const lines = createCriLines();
		const text = [file.subarray(0, cut), file.subarray(cut)].map(bytes => lines.push(bytes).toString()).join('');
		expect(text).toBe(`${stamp} one\n${stamp} two and half\n${stamp} \n${stamp} end`);
	}
});

test('the state of a pod tells whose log there is', () => {
	const startedAt = '2026-11-26T11:12:57Z';
	const pod = (state: object, lastState: object = {}, phase = 'Running') =>
		JSON.parse(
			JSON.stringify({
				metadata: {uid: 'u'},
				spec: {nodeName: 'n'},
				status: {
					phase,
					containerStatuses: [{name: 'main', restartCount: 2, state, lastState}],
					initContainerStatuses: [{name: 'upload', restartCount: 0, state: {terminated: {startedAt}}}],
				},
			}),
		);
	const place = {restarts: 2, uid: 'u', node: 'n', startedAt: Date.parse(startedAt)};
	expect([
		logStateOf(undefined, 'main'),
		logStateOf(pod({waiting: {reason: 'ContainerCreating'}}), 'main'),
		logStateOf(pod({running: {startedAt}}), 'main'),
		logStateOf(pod({terminated: {startedAt}}), 'main'),
		logStateOf(pod({waiting: {reason: 'CrashLoopBackOff'}}, {terminated: {startedAt}}), 'main'),
		logStateOf(pod({waiting: {}}, {}, 'Failed'), 'main'),
		logStateOf(pod({}), 'upload'),
		logStateOf(pod({}), 'other'),
	]).toEqual([
		{is: 'gone'},
		{is: 'waiting'},
		{is: 'running', ...place},
		{is: 'terminated', ...place},
		{is: 'terminated', ...place},
		{is: 'gone'},
		{is: 'terminated', ...place, restarts: 0},
		{is: 'waiting'},
	]);
});
