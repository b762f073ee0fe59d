import {afterEach, describe, expect, test} from 'vitest';
import {noBash} from '../../../../source/engines/command-script.ts';
import {type FollowOptions, followContainerLog} from '../../../../source/engines/kubernetes/logs/follow-container-log.ts';
import type {LogPiece, LogPosition, LogSummary} from '../../../../source/engines/kubernetes/logs/piece.ts';
import {type Entry, type Fault, type LogServer, startLogServer} from '../../../helpers/log-server.ts';
import {createRandom, type Random} from '../../../helpers/random.ts';

const pace = {shortest: 1, longest: 8, idle: 8, quiet: 16, silence: 25, position: 0, trust: 0, fill: 20_000, patience: 20_000};
const begin = Date.parse('2026-11-26T10:00:00Z');

type Result = {
	bytes: Buffer;
	times: number[];
	gaps: Array<Extract<LogPiece, {type: 'gap'}>>;
	states: string[];
	positions: LogPosition[];
	summary?: LogSummary;
};

const servers: LogServer[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

async function serve(options: Parameters<typeof startLogServer>[0] = {}): Promise<LogServer> {
	const server = await startLogServer(options);
	servers.push(server);
	return server;
}

/** A stamp so many milliseconds after the start of the tests' time. */
function stamp(milliseconds: number, nanoseconds = 0): string {
	return new Date(begin + milliseconds).toISOString().replace('Z', `${String(nanoseconds).padStart(6, '0')}Z`);
}

/** Follows to the end, or until `isEnough`; `journal` is what was given, as a driver keeps it. */
async function follow(
	server: LogServer,
	options: Partial<FollowOptions> = {},
	journal: Buffer = Buffer.alloc(0),
	isEnough: (result: Result) => boolean = () => false,
): Promise<Result> {
	const result: Result = {bytes: journal, times: [], gaps: [], states: [], positions: []};
	const abort = new AbortController();
	const pieces = followContainerLog({
		client: server.client,
		target: {namespace: 'n', pod: 'p', container: 'c'},
		restarts: 0,
		stateOf: async () => server.state,
		known: {bytes: journal.length},
		async *readGiven(from, to) {
			yield result.bytes.subarray(from, to);
		},
		signal: abort.signal,
		pace,
		...options,
	});
	let parts: Buffer[] = [journal];
	for (;;) {
		const {value, done} = await pieces.next();
		if (parts.length > 50 || done || value.type !== 'bytes') {
			result.bytes = Buffer.concat(parts);
			parts = [result.bytes];
		}
		if (done) {
			result.summary = value;
			return result;
		}
		if (value.type === 'bytes') {
			parts.push(Buffer.from(value.bytes));
			for (const time of value.times) result.times.push(time);
		} else if (value.type === 'gap') result.gaps.push(value);
		else if (value.type === 'state') result.states.push(value.state);
		else result.positions.push(value.position);
		if (isEnough(result)) {
			result.bytes = Buffer.concat(parts);
			await pieces.return(undefined as never);
			abort.abort();
			return result;
		}
	}
}

/** What the kubelet makes of entries: parts are joined in the order of the file. */
function textOf(entries: readonly Entry[]): Buffer {
	return Buffer.concat(entries.flatMap(({text, tag}) => [Buffer.from(text), Buffer.from(tag === 'P' ? '' : '\n')]));
}

const line = (time: number, text: string | Buffer, more: Partial<Entry> = {}): Entry => ({stamp: stamp(time), text, ...more});

describe('without faults', () => {
	test('bytes and times come as they were written, and are verified', async () => {
		const server = await serve();
		const entries = [
			line(0, 'one'),
			line(1, ''),
			line(1500, Buffer.from([0xff, 0xfe, 0, 0x80])),
			line(1500, 'x'.repeat(200_000)),
			line(2000, 'end', {tag: 'P'}),
		];
		server.append(...entries);
		server.end();
		const {bytes, times, gaps, summary} = await follow(server);
		expect(bytes.equals(textOf(entries))).toBe(true);
		expect({times, gaps, summary}).toEqual({
			times: [0, 1, 1500, 1500].map(time => begin + time),
			gaps: [],
			summary: {lines: 5, verified: true, detail: '5 lines, verified'},
		});
	});

	test('a container that waits is waited for, and one that is written to is followed', async () => {
		const server = await serve();
		server.state = {is: 'waiting'};
		setTimeout(() => {
			server.state = {is: 'running', restarts: 0};
			server.append(line(0, 'a'));
			setTimeout(() => {
				server.append(line(5, 'b'));
				server.end();
			}, 40);
		}, 40);
		const {bytes, states, summary} = await follow(server, {pace: {...pace, quiet: 60_000}});
		expect({text: bytes.toString(), states, summary}).toEqual({
			text: 'a\nb\n',
			states: ['live'],
			summary: {lines: 2, verified: true, detail: '2 lines, verified'},
		});
	});

	test('a pod that is deleted ends its log with what is known of it', async () => {
		const server = await serve();
		server.append(line(0, 'a'), line(1, 'b'));
		const {bytes, summary} = await follow(server, {}, undefined, ({bytes}) => {
			if (bytes.length === 4) server.state = {is: 'gone'};
			return false;
		});
		expect({text: bytes.toString(), summary}).toEqual({
			text: 'a\nb\n',
			summary: {lines: 2, verified: false, detail: '2 lines, the pod was deleted before they could be compared'},
		});
	});

	test('a progress bar is given as it comes, also when the connection is cut in it', async () => {
		let answers = 0;
		const server = await serve({fault: () => (answers++ === 0 ? {kind: 'cut', after: 60} : undefined)});
		const entries = [line(0, 'a'), line(10, '10%', {tag: 'P'}), line(20, '\r20%', {tag: 'P'}), line(1030, '\r30%', {tag: 'P'})];
		server.append(...entries);
		const {bytes} = await follow(server, {}, undefined, ({bytes}) => bytes.includes('30%'));
		expect(bytes.toString()).toBe('a\n10%\r20%\r30%');
		server.append(line(1040, ' done'), line(1050, 'b'));
		server.end();
		const whole = await follow(server);
		expect({text: whole.bytes.toString(), times: whole.times, verified: whole.summary?.verified}).toEqual({
			text: 'a\n10%\r20%\r30% done\nb\n',
			times: [begin, begin + 10, begin + 1050],
			verified: true,
		});
	});
});

describe('an answer that ends cleanly before the log does', () => {
	test('is not the end while the container runs, nor when it has ended', async () => {
		let answers = 0;
		const server = await serve({fault: () => ({kind: 'close', after: [40, 100, 130, 70, 200, 150, 90, 260][answers++] ?? 1e9})});
		const entries = Array.from({length: 12}, (_, index) => line(index, `line ${index}`));
		server.append(...entries);
		setTimeout(() => server.end(), 20);
		const {bytes, gaps, summary} = await follow(server);
		expect({text: bytes.toString(), gaps, verified: summary?.verified}).toEqual({text: textOf(entries).toString(), gaps: [], verified: true});
	});

	test('is told when a second reading never agrees', async () => {
		const server = await serve({fault: () => ({kind: 'close', after: 80})});
		server.append(...Array.from({length: 12}, (_, index) => line(index, `line ${index}`)));
		server.end();
		const {gaps, summary} = await follow(server, {
			async *readGiven(from, to) {
				yield Buffer.alloc(to - from, 'x');
			},
		});
		expect({gaps: gaps.map(({detail}) => detail), verified: summary?.verified}).toEqual({
			gaps: ['Lines may be missing: a second reading differs.'],
			verified: false,
		});
	});
});

describe('a second reading in which nothing stands', () => {
	/** Follows a log that has ended; `isEmpty` says of the second and later readings, from 1, whether nothing comes. */
	async function compared(isEmpty: (reading: number) => boolean, mayReadNode: boolean) {
		let readings = 0;
		const server = await serve({
			mayReadNode,
			fault: path => (!path.includes('/nodes/') && readings++ > 0 && isEmpty(readings - 1) ? {kind: 'close', after: 0} : undefined),
		});
		server.append(line(0, 'a'), line(1, 'b'));
		server.end();
		const {gaps, summary} = await follow(server);
		return {gaps, readings, summary};
	}

	test('is no rotation: it is tried again, and then said that nothing could be compared', async () => {
		const summary = {lines: 2, verified: false, detail: '2 lines, could not be compared'};
		expect(await compared(() => true, false)).toEqual({gaps: [], readings: 5, summary});
	});

	test('is followed by one that verifies, of the API server or of the node', async () => {
		const summary = {lines: 2, verified: true, detail: '2 lines, verified'};
		expect(await compared(reading => reading < 3, false)).toEqual({gaps: [], readings: 4, summary});
		expect(await compared(() => true, true)).toEqual({gaps: [], readings: 2, summary});
	});
});

test('a log whose journal was deleted could not be compared, and nothing is said to be missing', async () => {
	const server = await serve();
	server.append(line(0, 'a'));
	server.end();
	const {gaps, summary} = await follow(server, {async *readGiven() {}});
	expect({gaps, summary}).toEqual({gaps: [], summary: {lines: 1, verified: false, detail: '1 line, could not be compared'}});
});

describe('a first line that comes seconds after the start', () => {
	const first = async (options: Partial<FollowOptions>) => {
		const server = await serve({mayReadNode: false});
		server.state = {is: 'running', restarts: 0, uid: 'uid', node: 'node', startedAt: begin};
		server.append(line(3200, 'a'));
		server.end();
		const {gaps, summary} = await follow(server, options);
		return {gaps: gaps.length, verified: summary?.verified};
	};

	test('is the first one of a container that was seen before it started', async () => {
		// The start is told in whole seconds, and the cluster may be a second late with it
		expect(await first({watchedSince: Date.now() - 900})).toEqual({gaps: 0, verified: true});
	});

	test('may not be the first one where nobody had looked', async () => {
		expect(await first({})).toEqual({gaps: 1, verified: false});
	});
});

describe('a container that was restarted', () => {
	test('is read to its end as the previous one, and its next instance has a log of its own', async () => {
		const server = await serve();
		server.append(line(0, 'a'));
		const {bytes, summary} = await follow(server, {}, undefined, ({bytes}) => {
			if (bytes.length === 2 && server.state.is === 'running') {
				server.append(line(1, 'b'));
				server.state = {is: 'terminated', restarts: 1};
			}
			return false;
		});
		expect({text: bytes.toString(), lines: summary?.lines, verified: summary?.verified}).toEqual({text: 'a\nb\n', lines: 2, verified: true});
		expect(server.requests.slice(1).every(request => request.includes('previous=true'))).toBe(true);
	});

	test('twice has lost its log, which is said', async () => {
		const server = await serve({mayReadNode: false});
		server.state = {is: 'running', restarts: 2, uid: 'uid', node: 'node'};
		const {gaps, summary} = await follow(server);
		expect({gaps: gaps.map(({detail}) => detail), summary}).toEqual({
			gaps: [
				'The end of the log is missing: the container was restarted twice since, and your account may not read the files of node node ("get" on "nodes/proxy").',
			],
			summary: {lines: 0, verified: false, detail: '0 lines, the end is missing'},
		});
	});
});

describe('a driver that takes over', () => {
	const entries = Array.from({length: 400}, (_, index) => line(Math.floor(index / 5) * 40, index % 7 === 0 ? 'same' : `line ${index}`));

	test.each([0, 1, 5, 60, 61, 399])('goes on from the last position that was saved, %s lines of the journal behind it', async behind => {
		const server = await serve({chunk: () => 50});
		server.append(...entries);
		const first = await follow(server, {}, undefined, ({positions}) => (positions.at(-1)?.lines ?? 0) > 100);
		const position = first.positions.at(-1)!;
		server.end();
		const journal = textOf(entries).subarray(0, textOf(entries.slice(0, position.lines + Math.min(behind, 299 - (position.lines % 2)))).length);
		const {bytes, summary, gaps} = await follow(server, {known: {bytes: journal.length, position}}, journal);
		expect(bytes.toString()).toBe(textOf(entries).toString());
		expect({summary, gaps}).toEqual({summary: {lines: 400, verified: true, detail: '400 lines, verified'}, gaps: []});
	});

	test('without a position it skips what the journal has', async () => {
		const server = await serve();
		server.append(...entries);
		server.end();
		const {bytes, summary} = await follow(server, {}, textOf(entries.slice(0, 33)));
		expect({text: bytes.toString(), lines: summary?.lines}).toEqual({text: textOf(entries).toString(), lines: 400});
	});
});

describe('1000 random faults', () => {
	const kinds = ['cut', 'cut', 'close', 'close', 'stall', 'status'] as const;

	function randomFault(random: Random, path: string, isEnded: boolean): Fault | undefined {
		if (random.below(path.includes('/nodes/') ? 10 : 4) > 2) return undefined;
		const chosen = random.pick(kinds);
		// A clean end of an answer that is not the end can only be seen by reading again, and not if that happens each time
		const kind = chosen === 'close' && isEnded ? 'cut' : chosen;
		return {kind, after: random.below(random.pick([30, 300, 1500])), status: random.pick([429, 500, 502, 503, 504])};
	}

	/** Lines with unique texts, some in parts, some of stderr a little out of order, some of the same time. */
	function randomEntries(count: number, random: Random, isUnique: boolean): Entry[] {
		const entries: Entry[] = [];
		let time = 0;
		let nanoseconds = 0;
		let back = 0;
		for (let index = 0; index < count; index++) {
			// Of two equal lines of one time with one of another time between them nobody can say which is which
			const step = random.pick([back, back, 1, 30, 200]) + (random.below(300) === 0 ? 7000 : 0);
			time += step;
			nanoseconds = step > 0 ? 0 : nanoseconds + random.pick([0, 0, 1 + random.below(400)]);
			back = random.below(20) === 0 ? 1 : 0;
			const body = isUnique
				? `${index} ${'x'.repeat(random.below(60))}`
				: random.pick(['', 'same', `${index}`, `${index} \u00fc`, 'y'.repeat(random.below(3000))]);
			const source = random.pick(['stdout', 'stderr'] as const);
			const at = stamp(Math.max(0, time - back), back === 0 ? nanoseconds : 990_000 + index);
			if (random.below(15) === 0) entries.push({stamp: at, source, tag: 'P', text: `${body}~`}, {stamp: stamp(time + 900), source, text: isUnique ? '' : body});
			else
				entries.push({
					stamp: at,
					source,
					text: isUnique || random.below(9) > 0 ? body : Buffer.from([random.below(256), 0xff, 13].filter(byte => byte !== 10)),
				});
		}
		return entries;
	}

	/** Writes all of it while somebody reads, and rotates now and then. */
	async function write(server: LogServer, entries: readonly Entry[], random: Random, isWhole: boolean): Promise<void> {
		let sinceRotation = 0;
		for (let index = 0; index < entries.length; ) {
			let count = 1 + random.below(60);
			// Where a hole is said, not between the parts of a line; never between lines that cannot be told apart
			while (
				(isWhole && entries[index + count - 1]?.tag === 'P') ||
				(entries[index + count] && entries[index + count - 1]?.stamp === entries[index + count]?.stamp)
			)
				count++;
			server.append(...entries.slice(index, index + count));
			index += count;
			sinceRotation += count;
			// So that a file is never shorter than three seconds
			if (sinceRotation > 100 && random.below(4) === 0) {
				server.rotate();
				sinceRotation = 0;
			}
			await new Promise(resolve => setTimeout(resolve, random.below(4)));
		}
		server.end();
	}

	const count = (server: LogServer) => Object.values(server.faults).reduce((sum, faults) => sum + faults, 0);
	let total = 0;

	/** Follows a log whose every line can be had, and finds every one. */
	async function readWhole(seed: number): Promise<void> {
		const random = createRandom(seed);
		const entries = randomEntries(1000, random, false);
		const server: LogServer = await startLogServer({
			fault: path => randomFault(random, path, server.state.is !== 'running'),
			chunk: () => 1 + random.below(700),
		});
		server.state = {is: 'running', restarts: 0, uid: 'uid', node: 'node', startedAt: begin};
		const writing = write(server, entries, random, false);
		const {bytes, gaps, summary, times} = await follow(server);
		await writing;
		await server.close();
		total += count(server);
		expect(gaps).toEqual([]);
		expect(bytes.toString('latin1')).toBe(textOf(entries).toString('latin1'));
		expect(times.length).toBe(entries.filter(({tag}) => tag !== 'P').length);
		expect(summary?.lines).toBe(times.length);
		// Comparing meets faults too, and gives up after some
		expect(summary?.detail).toMatch(/verified|could not be compared|differ/);
	}

	/** Follows a log of which files are gone before they are read, and finds every hole said. */
	async function readWithHoles(seed: number): Promise<void> {
		const random = createRandom(seed);
		const entries = randomEntries(1000, random, true);
		const server: LogServer = await startLogServer({
			fault: path => randomFault(random, path, server.state.is !== 'running'),
			chunk: () => 1 + random.below(700),
			mayReadNode: false,
		});
		server.state = {is: 'running', restarts: 0, uid: 'uid', node: 'node', startedAt: begin};
		const writing = write(server, entries, random, true);
		const {bytes, gaps, times} = await follow(server);
		await writing;
		await server.close();
		total += count(server);
		const lines = whole(entries);
		const given = bytes.toString('latin1').split('\n').slice(0, -1);
		const places = new Map(lines.map(({text}, index) => [text, index]));
		let next = 0;
		const holes: Array<{after: string | undefined; before: string | undefined}> = [];
		for (const text of [...given, undefined]) {
			const place = text === undefined ? lines.length : places.get(text);
			if (place === undefined) throw new Error(`This line was not written: ${text}`);
			expect(place).toBeGreaterThanOrEqual(next);
			if (place > next) holes.push({after: lines[next - 1]?.stamp, before: lines[place]?.stamp});
			next = place + 1;
		}
		const said = gaps.map(({after, before}) => ({after, before}));
		for (const hole of holes) expect(said).toContainEqual(hole);
		expect(times.length).toBe(given.length);
	}

	test.concurrent.each(Array.from({length: 20}, (_, index) => index + 1))(
		'nothing is lost, doubled or torn where the files of the node may be read (seed %s)',
		readWhole,
	);

	test.concurrent.each(Array.from({length: 20}, (_, index) => 100 + index))(
		'where they may not, every hole is said, and nothing else is missing (seed %s)',
		readWithHoles,
	);

	test('there were 1000 of them, in further rounds on a machine that is slow', async () => {
		for (let seed = 200; total < 1000; seed++) await readWhole(seed);
	}, 120_000);

	function whole(entries: readonly Entry[]): Array<{text: string; stamp: string}> {
		const lines: Array<{text: string; stamp: string}> = [];
		let open: Entry | undefined;
		for (const entry of entries) {
			if (entry.tag === 'P') open = entry;
			else {
				lines.push({text: `${open ? open.text : ''}${entry.text}`, stamp: (open ?? entry).stamp});
				open = undefined;
			}
		}
		return lines;
	}
});

describe('what a container says of its shell', () => {
	const saying = (at: number) => line(at, noBash);

	test('is told and no line of the log, and the log is verified without it, however often it is read again', async () => {
		let reads = 0;
		const server = await serve({fault: () => (reads++ < 2 ? {kind: 'cut', after: 20} : undefined)});
		server.append(saying(0), line(1, 'a'), line(2, `${noBash}!`));
		server.end();
		let told = 0;
		const {bytes, gaps, summary} = await follow(server, {onNoBash: () => told++});
		expect({text: bytes.toString(), gaps, summary}).toEqual({
			text: `a\n${noBash}!\n`,
			gaps: [],
			summary: {lines: 2, verified: true, detail: '2 lines, verified'},
		});
		expect(told).toBeGreaterThan(0);
	});

	test('leaves a log without a line where nothing else was written', async () => {
		const server = await serve();
		server.append(saying(0));
		server.end();
		expect((await follow(server)).summary).toEqual({lines: 0, verified: true, detail: '0 lines, verified'});
	});
});
