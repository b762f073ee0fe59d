import {appendFileSync, closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync} from 'node:fs';
import {expect, test} from 'vitest';
import {readEvents} from '../../source/runs/event-file.ts';
import {readHandle} from '../../source/runs/handle.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {openLog} from '../../source/runs/log-reader.ts';
import {eventsFile, handleFile, indexFile, logFile} from '../../source/runs/run-folder.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';
import {createRandom} from '../helpers/random.ts';
import {joined, randomLines, randomPieces} from '../helpers/random-lines.ts';

const streamOf = (id: string) => ({id, title: id, stage: 'run', attempt: 1}) as const;
const opened = (id: string, isFile: boolean) => ({at: 1, type: 'stream-opened', stream: streamOf(id), isFile}) as const;
const textOf = (line: Buffer) => line.toString('utf8').replace(/\r+$/, '');

function allLines(folder: string, id: string): readonly string[] {
	const log = openLog(folder, id, {maxBytes: 4_000_000});
	log.refresh();
	const lines = log.lines(0, log.lineCount);
	log.close();
	return lines;
}

test('events are one JSON line each, and log bytes are not among them', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write(opened('main', false));
	journal.write({at: 2, type: 'log', streamId: 'main', bytes: Buffer.from('a\nb\n'), times: [10, 20]});
	journal.write({at: 3, type: 'status', status: 'running'});
	expect(readFileSync(eventsFile(folder), 'utf8')).toBe(
		'{"at":1,"type":"stream-opened","stream":{"id":"main","title":"main","stage":"run","attempt":1},"isFile":false}\n{"at":3,"type":"status","status":"running"}\n',
	);
	expect(readFileSync(logFile(folder, 'main'), 'utf8')).toBe('a\nb\n');
	expect([eventsFile(folder), logFile(folder, 'main'), indexFile(folder, 'main')].map(file => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
	await journal.close();
});

test('a large piece of a log stays behind the small one before it', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write(opened('main', false));
	const large = `${'x'.repeat(140_000)}\n`;
	for (const text of ['first\n', large, 'last\n']) journal.write({at: 1, type: 'log', streamId: 'main', bytes: Buffer.from(text), times: [1]});
	await journal.close();
	expect(readFileSync(logFile(folder, 'main'), 'utf8')).toBe(`first\n${large}last\n`);
});

test('a handle is on the disk as soon as it was written', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	for (const pid of [1, 2]) {
		journal.write({at: pid, type: 'handle', handle: {pid}});
		expect(JSON.parse(readFileSync(handleFile(folder), 'utf8'))).toEqual({pid});
	}
	await journal.close();
	writeFileSync(handleFile(folder), '{"pid":');
	expect(readHandle(folder)).toEqual({pid: 2});
});

test('a new writer ends the line that a killed one left torn', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const first = await openJournal(folder);
	first.write({at: 1, type: 'status', status: 'running'});
	appendFileSync(eventsFile(folder), '{"at":2,"type":"sta');
	expect(readEvents(folder)).toEqual([{at: 1, type: 'status', status: 'running'}]);
	const second = await openJournal(folder);
	second.write({at: 3, type: 'status', status: 'succeeded'});
	expect(readEvents(folder)).toEqual([
		{at: 1, type: 'status', status: 'running'},
		{at: 3, type: 'status', status: 'succeeded'},
	]);
	await first.close();
	await second.close();
});

test.each([1, 2, 3])('no line is lost, doubled or torn, however it was cut and however often the writer died (seed %i)', async seed => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const random = createRandom(seed);
	const ids = ['one', 'two'];
	const expected = ids.map(() => randomLines(3000, random));
	const pieces = expected.map(lines => randomPieces(joined(lines), 20_000, random));
	const files = ids.map(id => openSync(logFile(folder, id), 'a'));
	let journal = await openJournal(folder);
	for (const id of ids) journal.write(opened(id, true));
	for (let turn = 0; pieces.some(({length}) => length > 0); turn++) {
		for (const [index, file] of files.entries()) {
			const piece = pieces[index]?.shift();
			if (piece) writeSync(file, piece);
		}
		if (random.below(3) === 0) journal.indexFiles();
		if (random.below(20) !== 0) continue;
		// As if it was killed: nothing is closed, and the index ends anywhere
		const torn = indexFile(folder, ids[turn % 2]!);
		journal.indexFiles();
		truncateSync(torn, Math.max(0, statSync(torn).size - random.below(3000)));
		journal = await openJournal(folder);
	}
	journal.write({at: 9, type: 'status', status: 'succeeded'});
	for (const [index, id] of ids.entries()) {
		expect(allLines(folder, id)).toEqual(expected[index]!.map(textOf));
		expect(readFileSync(logFile(folder, id)).equals(joined(expected[index]!))).toBe(true);
	}
	for (const file of files) closeSync(file);
	await journal.close();
});

test('streams that come through the journal hold the same bytes and times', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const random = createRandom(7);
	const lines = [...randomLines(4999, random), Buffer.from('last')];
	const journal = await openJournal(folder);
	journal.write(opened('pod', false));
	for (let at = 0; at < lines.length; ) {
		const end = Math.min(lines.length, at + 1 + random.below(200));
		const isLast = end === lines.length;
		const bytes = Buffer.concat(lines.slice(at, end).flatMap((line, index) => (isLast && at + index === end - 1 ? [line] : [line, Buffer.from('\n')])));
		journal.write({at: 1, type: 'log', streamId: 'pod', bytes, times: lines.slice(at, end).map((_, index) => 1_000_000 + at + index)});
		at = end;
	}
	await journal.flush();
	expect(allLines(folder, 'pod')).toEqual(lines.map(textOf));
	const log = openLog(folder, 'pod');
	log.refresh();
	expect(log.times(0, 4999)).toEqual(Array.from({length: 4999}, (_, line) => 1_000_000 + line));
	log.close();
	await journal.close();
});

test('a line that a killed writer brought in part is cut, since it will come again whole', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const first = await openJournal(folder);
	first.write(opened('pod', false));
	first.write({at: 1, type: 'log', streamId: 'pod', bytes: Buffer.from('a\n'), times: [1]});
	await first.close();
	appendFileSync(logFile(folder, 'pod'), 'not yet in the index\nhalf a li');
	const second = await openJournal(folder, () => 5);
	second.write({at: 2, type: 'log', streamId: 'pod', bytes: Buffer.from('half a line\n'), times: [7]});
	await second.close();
	expect(allLines(folder, 'pod')).toEqual(['a', 'not yet in the index', 'half a line']);
});

test('an index that does not fit its log is made again', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	writeFileSync(logFile(folder, 'main'), 'one\ntwo\nthree\n'.repeat(500));
	const first = await openJournal(folder);
	first.write(opened('main', true));
	first.indexFiles();
	await first.close();
	const index = readFileSync(indexFile(folder, 'main'));
	for (const spoiled of [Buffer.concat([index, Buffer.alloc(5000, 7)]), Buffer.alloc(index.length, 1), Buffer.alloc(20), index.subarray(0, 2064 + 21)]) {
		writeFileSync(indexFile(folder, 'main'), spoiled);
		const next = await openJournal(folder);
		next.indexFiles();
		await next.close();
		expect(allLines(folder, 'main')).toEqual(Array.from({length: 1500}, (_, line) => ['one', 'two', 'three'][line % 3]));
	}
});

test('a stream cannot be written outside of the folder', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	expect(() => journal.write({at: 1, type: 'log', streamId: '../x', bytes: Buffer.from('a\n'), times: [1]})).toThrow('A stream cannot be named "../x".');
	await journal.close();
});
