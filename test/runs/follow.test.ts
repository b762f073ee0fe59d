import {appendFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {followEvents, watchRun} from '../../source/runs/follow.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {eventsFile, logFile} from '../../source/runs/run-folder.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const noticeOf = (at: number): RunEvent => ({at, type: 'notice', severity: 'info', text: `${at}`});
const end: RunEvent = {at: 999, type: 'status', status: 'succeeded'};

async function collected(folder: string, signal = new AbortController().signal): Promise<readonly RunEvent[]> {
	const events: RunEvent[] = [];
	for await (const batch of followEvents(folder, signal)) events.push(...batch);
	return events;
}

test('two followers, one early and one late, are told the same, and end with the run', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const early = collected(folder);
	const journal = await openJournal(folder);
	const written = Array.from({length: 200}, (_, at) => noticeOf(at));
	for (const event of written.slice(0, 100)) journal.write(event);
	await new Promise(setImmediate);
	const late = collected(folder);
	for (const event of [...written.slice(100), end]) journal.write(event);
	await journal.close();
	expect(await early).toEqual([...written, end]);
	expect(await late).toEqual([...written, end]);
	expect(await collected(folder)).toEqual([...written, end]);
});

test('torn lines and lines that are no events are passed over, wherever the file is cut', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const following = collected(folder);
	const noise =
		'{"at":2,"type":"sta\n\n[]\nnull\n{"at":1,"type":"stream-opened","stream":{"id":"../x","title":"x"}}\n{"at":1,"type":"toString"}\n{"type":"notice"}\n';
	const snow: RunEvent = {at: 3, type: 'notice', severity: 'info', text: '☃ 🐍'};
	const bytes = Buffer.from(`${noise}${JSON.stringify(noticeOf(1))}\n${JSON.stringify(snow)}\n${JSON.stringify(end)}\n{"at":`);
	writeFileSync(eventsFile(folder), '');
	for (let at = 0; at < bytes.length; at += 7) {
		appendFileSync(eventsFile(folder), bytes.subarray(at, at + 7));
		if (at % 70 === 0) await new Promise(setImmediate);
	}
	expect(await following).toEqual([noticeOf(1), snow, end]);
});

test('a viewer is told when logs grow, and is not woken when nothing happens', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write({at: 1, type: 'stream-opened', stream: {id: 'main', title: 'main', stage: 'run', attempt: 1}, isFile: true});
	const controller = new AbortController();
	const changes: Array<readonly [number, boolean]> = [];
	for await (const {events, logsGrew} of watchRun(folder, controller.signal, {interval: 5})) {
		changes.push([events.length, logsGrew]);
		if (changes.length === 1) appendFileSync(logFile(folder, 'main'), 'half a line');
		else controller.abort();
	}
	expect(changes).toEqual([
		[1, false],
		[0, true],
	]);
	await journal.close();
});

test('a follower that is told to leave while nothing happens leaves at once', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const controller = new AbortController();
	const following = collected(folder, controller.signal);
	setTimeout(() => controller.abort(), 20);
	expect(await following).toEqual([]);
});

test('a change after a long rest is seen at once where the system tells of it, and within a second elsewhere', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	const following = collected(folder);
	setTimeout(() => appendFileSync(eventsFile(folder), `${JSON.stringify(end)}\n`), 700);
	expect(await following).toEqual([end]);
});
