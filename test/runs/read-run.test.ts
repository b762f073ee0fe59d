import {appendFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {jsonLines} from '../../source/runs/json-lines.ts';
import {plainLines} from '../../source/runs/plain.ts';
import {rawLog} from '../../source/runs/raw-log.ts';
import {logFile} from '../../source/runs/run-folder.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../helpers/fake-run.ts';
import {createRandom} from '../helpers/random.ts';
import {joined, randomLines, randomPieces} from '../helpers/random-lines.ts';

const build = {id: 'build', title: 'build', stage: 'build', attempt: 1} as const;
const main = {id: 'main', title: 'main', stage: 'run', attempt: 1} as const;
const side = {id: 'side', title: 'sidecar', stage: 'run', attempt: 1} as const;
const logOf = (streamId: string, text: string, times: readonly number[]): RunEvent => ({at: 1, type: 'log', streamId, bytes: Buffer.from(text), times});
const forever = new AbortController().signal;

async function textOf(lines: AsyncIterable<string>): Promise<string> {
	const out: string[] = [];
	for await (const text of lines) out.push(text);
	return out.join('\n');
}

async function finishedRun(world: TemporaryWorld) {
	const run = await createFakeRun(world);
	const journal = await openJournal(run.folder);
	const events: RunEvent[] = [
		{at: 10, type: 'stage', stage: 'build', state: 'started'},
		{at: 10, type: 'status', status: 'building'},
		{at: 11, type: 'stream-opened', stream: build},
		logOf('build', 'collecting\ninstalled\u001b[2J\n', [12, 13]),
		{at: 14, type: 'stream-state', streamId: 'build', state: 'ended', exitCode: 0},
		{at: 15, type: 'stage', stage: 'build', state: 'succeeded', detail: '2 steps'},
		{at: 16, type: 'notice', severity: 'warning', text: 'The image is not used.'},
		{at: 17, type: 'status', status: 'running'},
		{at: 18, type: 'stream-opened', stream: main},
		{at: 18, type: 'stream-opened', stream: side},
		logOf('main', 'm1\nm2\nm5\nlast', [21, 22, 25]),
		logOf('side', 's3\ns4\ns6\n', [23, 24, 26]),
		{at: 30, type: 'diagnosis', diagnosis: {code: 'killed', title: 'it was killed', hint: 'Use less.', evidence: 'Killed'}},
		{at: 31, type: 'status', status: 'failed', reason: 'exit', exitCode: 137},
	];
	for (const event of events) journal.write(event);
	await journal.close();
	return run;
}

test('a finished run is printed in the order in which it happened, all streams together', async () => {
	await using world = await temporaryWorld();
	const {folder} = await finishedRun(world);
	expect(await textOf(plainLines(folder, forever))).toBe(`[status] building
[build] collecting
[build] installed
[stage] build succeeded (2 steps)
[warning] The image is not used.
[status] running
[run] m1
[run] m2
[sidecar] s3
[sidecar] s4
[run] m5
[sidecar] s6
[cause] it was killed (Killed). Use less.
[run] last
[status] failed, exit 137 (exit)`);
});

test('why a run waits is printed, and once: with its stage when that is printed, else with its status', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stage', stage: 'schedule', state: 'started', detail: 'not enough cpu'});
	journal.write({at: 1, type: 'status', status: 'unschedulable', reason: 'Unschedulable', message: 'not enough cpu'});
	journal.write({at: 2, type: 'stage', stage: 'schedule', state: 'failed', detail: 'nobody has any'});
	journal.write({at: 2, type: 'status', status: 'failed', message: 'nobody has any'});
	await journal.close();
	expect(await textOf(plainLines(folder, forever))).toBe(`[status] unschedulable (Unschedulable): not enough cpu
[stage] schedule failed (nobody has any)
[status] failed`);
});

test('one stream can be printed alone, without anything else', async () => {
	await using world = await temporaryWorld();
	const {folder} = await finishedRun(world);
	expect(await textOf(plainLines(folder, forever, {streamId: 'main', showsEvents: false, showsPrefix: false}))).toBe('m1\nm2\nm5\nlast');
});

test('a run is JSON, one object a line', async () => {
	await using world = await temporaryWorld();
	const {folder} = await finishedRun(world);
	const objects = (await textOf(jsonLines(folder, forever))).split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
	expect(objects.filter(({type}) => type !== 'log')).toEqual([
		{type: 'stage', time: 10, stage: 'build', state: 'started'},
		{type: 'status', time: 10, status: 'building'},
		{type: 'stream', time: 11, stream: 'build', title: 'build', stage: 'build', attempt: 1},
		{type: 'stream-state', time: 14, stream: 'build', state: 'ended', exitCode: 0},
		{type: 'stage', time: 15, stage: 'build', state: 'succeeded', detail: '2 steps'},
		{type: 'notice', time: 16, severity: 'warning', text: 'The image is not used.'},
		{type: 'status', time: 17, status: 'running'},
		{type: 'stream', time: 18, stream: 'main', title: 'main', stage: 'run', attempt: 1},
		{type: 'stream', time: 18, stream: 'side', title: 'sidecar', stage: 'run', attempt: 1},
		{type: 'diagnosis', time: 30, code: 'killed', title: 'it was killed', hint: 'Use less.', evidence: 'Killed'},
		{type: 'status', time: 31, status: 'failed', reason: 'exit', exitCode: 137},
		{type: 'end', time: 31, status: 'failed', exitCode: 137},
	]);
	expect(objects.filter(({stream, type}) => type === 'log' && stream === 'build')).toEqual([
		{type: 'log', time: 12, stream: 'build', line: 1, text: 'collecting'},
		{type: 'log', time: 13, stream: 'build', line: 2, text: 'installed\u001b[2J'},
	]);
	expect(objects.filter(({stream, type}) => type === 'log' && stream === 'main').map(({line, text}) => [line, text])).toEqual([
		[1, 'm1'],
		[2, 'm2'],
		[3, 'm5'],
		[4, 'last'],
	]);
});

test('what is printed cannot act on a terminal, and JSON keeps it all the same', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const evil = '\u001b]0;owned\u0007 \u009b2J \u202e \u007f \u2028 ☃';
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stream-opened', stream: main});
	journal.write(logOf('main', `${evil}\n`, [2]));
	journal.write({at: 3, type: 'status', status: 'failed', message: evil});
	await journal.close();
	const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/;
	expect(await textOf(plainLines(folder, forever))).not.toMatch(dangerous);
	const json = await textOf(jsonLines(folder, forever));
	expect(json).not.toMatch(dangerous);
	expect(
		json
			.split('\n')
			.map(line => JSON.parse(line))
			.find(({type}) => type === 'log').text,
	).toBe(evil);
});

test('a follower that comes early is given every line once, however fast they come', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const random = createRandom(11);
	const lines = [...randomLines(4000, random), Buffer.from('last, without a newline')];
	const following = textOf(jsonLines(folder, forever, {streamId: 'main'}));
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stream-opened', stream: main, isFile: true});
	for (const piece of randomPieces(joined(lines), 100_000, random)) {
		appendFileSync(logFile(folder, 'main'), piece);
		if (random.below(3) === 0) journal.indexFiles();
		if (random.below(10) === 0) await new Promise(resolve => setTimeout(resolve, random.below(20)));
	}
	journal.write({at: 2, type: 'status', status: 'succeeded'});
	await journal.close();
	const logs = (await following)
		.split('\n')
		.map(line => JSON.parse(line))
		.filter(({type}) => type === 'log');
	expect(logs.map(({line}) => line)).toEqual(lines.map((_, index) => index + 1));
	expect(logs.map(({text}) => text)).toEqual(lines.map(line => line.toString('utf8').replace(/\r+$/, '')));
});

test('what there is of an unfinished run is printed without waiting for more', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stream-opened', stream: main, isFile: true});
	writeFileSync(logFile(folder, 'main'), 'one\nhalf');
	journal.indexFiles();
	expect(await textOf(plainLines(folder, forever, {follow: false}))).toBe('[run] one\n[run] half');
	await journal.close();
});

test('the raw bytes of a stream are given as they are, and as they come', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const bytesOf = async (follow: boolean) => {
		const out: Uint8Array[] = [];
		for await (const chunk of rawLog(folder, 'main', forever, {follow})) out.push(chunk);
		return Buffer.concat(out);
	};
	expect(await bytesOf(false)).toEqual(Buffer.alloc(0));
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stream-opened', stream: main, isFile: true});
	const following = bytesOf(true);
	const bytes = Buffer.from([0x1b, 0xff, 13, 10, 0, 65]);
	for (let part = 0; part < 200; part++) {
		appendFileSync(logFile(folder, 'main'), bytes);
		if (part % 20 === 0) await new Promise(setImmediate);
	}
	journal.write({at: 2, type: 'status', status: 'succeeded'});
	await journal.close();
	const all = Buffer.concat(Array.from({length: 200}, () => bytes));
	expect(await following).toEqual(all);
	expect(await bytesOf(false)).toEqual(all);
});

test('what the log and the stage have said is not said again by the cause and the status', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	const events: RunEvent[] = [
		{at: 17, type: 'stream-opened', stream: main},
		logOf('main', 'Error: no such limit\n', [21]),
		{at: 30, type: 'stage', stage: 'run', state: 'failed', detail: 'it could not start'},
		{at: 30, type: 'diagnosis', diagnosis: {code: 'limit', title: 'the limit is too low', hint: 'Raise it.', evidence: 'Error: no such limit'}},
		{at: 31, type: 'status', status: 'failed', reason: 'not-started', message: 'it could not start'},
	];
	for (const event of events) journal.write(event);
	await journal.close();
	expect(await textOf(plainLines(folder, forever))).toBe(`[run] Error: no such limit
[stage] run failed (it could not start)
[cause] the limit is too low. Raise it.
[status] failed (not-started)`);
});
