import {type ChildProcess, spawn} from 'node:child_process';
import {appendFileSync, closeSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {HostPlan} from '../source/engines/host/plan.ts';
import {openJournal} from '../source/runs/journal.ts';
import {jsonLines} from '../source/runs/json-lines.ts';
import {openLog} from '../source/runs/log-reader.ts';
import {plainLines} from '../source/runs/plain.ts';
import {logFile} from '../source/runs/run-folder.ts';
import {listRuns} from '../source/runs/store.ts';
import {startTicking} from '../source/runs/tick.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../test/helpers/fake-run.ts';
import type {Row} from './table.ts';

const opened = (id: string, isFile: boolean) => ({at: 1, type: 'stream-opened', stream: {id, title: id, stage: 'run', attempt: 1}, isFile}) as const;
const ids = ['one', 'two'];
const lineCount = 4_000_000;
const linesPerChunk = 800;
const chunk = Buffer.from(
	Array.from({length: linesPerChunk}, (_, line) => `epoch ${line} loss=0.3121 acc=0.912 lr=0.100000 step=${line} eta=0:00:11 ok\n`).join(''),
);
const times = Array.from({length: linesPerChunk}, () => Date.now());
const million = (perSecond: number) => `${(perSecond / 1e6).toFixed(1)} M lines/s`;

/** How fast log bytes get into the journal and out of it, and what it costs while they come. */
export async function run(): Promise<readonly Row[]> {
	await using world = await temporaryWorld();
	return [await ingest(world), ...(await growing(world)), ...(await printing(world)), await listing(world)];
}

async function ingest(world: TemporaryWorld): Promise<Row> {
	const {folder} = await createFakeRun(world);
	const bare = await secondsOf(() => {
		const files = ids.map(id => openSync(join(folder, id), 'a'));
		for (let line = 0; line < lineCount; line += linesPerChunk) writeSync(files[(line / linesPerChunk) % 2]!, chunk);
		files.forEach(closeSync);
	});
	const seconds = await secondsOf(async () => {
		const journal = await openJournal(folder);
		for (const id of ids) journal.write(opened(id, false));
		for (let line = 0; line < lineCount; line += linesPerChunk)
			journal.write({at: 1, type: 'log', streamId: ids[(line / linesPerChunk) % 2]!, bytes: chunk, times});
		await journal.close();
	});
	const rate = lineCount / seconds;
	return {
		figure: `ingest of log events, 2 streams, ${lineCount / 1e6} M lines`,
		value: million(rate),
		baseline: `bare append ${million(lineCount / bare)}`,
		ratio: `${(seconds / bare).toFixed(1)}×`,
		bar: '≥ 2 M lines/s',
		isMet: rate >= 2e6,
	};
}

async function growing(world: TemporaryWorld): Promise<readonly Row[]> {
	const {folder} = await createFakeRun(world);
	const journal = await openJournal(folder);
	journal.write(opened('main', true));
	appendFileSync(logFile(folder, 'main'), '');
	const idle = await costOf(journal, 2);
	const writer = writeLines(logFile(folder, 'main'), 100_000, 5);
	const share = await costOf(journal, 4);
	await new Promise(resolve => writer.once('exit', resolve));
	journal.write({at: 2, type: 'status', status: 'succeeded'});
	await journal.close();
	const log = openLog(folder, 'main');
	log.refresh();
	const kept = log.lineCount;
	log.close();
	const percent = (part: number) => `${(part * 100).toFixed(2)} % of a core`;
	return [
		{figure: 'index a file that grows by 100k lines/s', value: percent(share), bar: '≤ 3 % of a core', isMet: share <= 0.03},
		{figure: 'lines of it in the index', value: String(kept), baseline: '500000 written', bar: 'all', isMet: kept === 500_000},
		{figure: 'the same loop while nothing comes', value: percent(idle), bar: '< 1 % of a core', isMet: idle < 0.01},
	];
}

async function printing(world: TemporaryWorld): Promise<readonly Row[]> {
	const {folder} = await createFakeRun(world);
	const count = 1_000_000;
	const journal = await openJournal(folder);
	journal.write(opened('main', false));
	for (let line = 0; line < count; line += linesPerChunk) journal.write({at: 1, type: 'log', streamId: 'main', bytes: chunk, times});
	journal.write({at: 2, type: 'status', status: 'succeeded'});
	await journal.close();
	const rows: Row[] = [];
	const readings = {'--plain': plainLines, '--json': jsonLines};
	for (const [name, lines] of Object.entries(readings)) {
		const seconds = await secondsOf(async () => {
			for await (const _ of lines(folder, new AbortController().signal)) void _;
		});
		rows.push({figure: `${name} of a run with 1 M lines`, value: million(count / seconds), bar: '≥ 0.3 M lines/s', isMet: count / seconds >= 300_000});
	}
	return rows;
}

async function listing(world: TemporaryWorld): Promise<Row> {
	const codeFiles = Array.from({length: 500}, (_, file) => `package/module-${file}/file-${file}.py`);
	for (let number = 0; number < 200; number++) {
		const {folder, record} = await createFakeRun(world);
		await createFakeRun(world, {plan: {...(record.plan as HostPlan), codeFiles}});
		const journal = await openJournal(folder);
		journal.write(opened('main', false));
		for (let event = 0; event < 20; event++) journal.write({at: event, type: 'notice', severity: 'info', text: `${event}`});
		await journal.close();
	}
	await listRuns(world);
	const seconds = await secondsOf(() => listRuns(world));
	const perTwoHundred = (seconds * 1000) / 2;
	return {figure: 'list of runs, for 200', value: `${perTwoHundred.toFixed(0)} ms`, bar: '< 150 ms', isMet: perTwoHundred < 150};
}

/** Share of a core that the driver's loop costs this process while it waits. */
async function costOf(journal: Awaited<ReturnType<typeof openJournal>>, seconds: number): Promise<number> {
	const ticking = startTicking(() => journal.indexFiles());
	await setTimeout(500);
	const before = globalThis.process.cpuUsage();
	const began = performance.now();
	await setTimeout(seconds * 1000);
	const {user, system} = globalThis.process.cpuUsage(before);
	ticking.end();
	return (user + system) / 1000 / (performance.now() - began);
}

/** A process of its own that writes so many lines a second for some seconds, as a busy program does. */
function writeLines(file: string, perSecond: number, seconds: number): ChildProcess {
	const program = `
		const fs = require('node:fs');
		const file = fs.openSync(${JSON.stringify(file)}, 'a');
		const chunk = Buffer.from('epoch 17 loss=0.3121 acc=0.912 lr=0.100000 step=17 eta=0:00:11\\n'.repeat(${perSecond / 100}));
		let left = ${seconds * 100};
		const began = Date.now();
		const timer = setInterval(() => {
			while (left > 0 && ${seconds * 100} - left < (Date.now() - began) / 10) { fs.writeSync(file, chunk); left--; }
			if (left === 0) clearInterval(timer);
		}, 10);`;
	return spawn(globalThis.process.execPath, ['-e', program], {stdio: 'ignore'});
}

async function secondsOf(work: () => unknown): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}
