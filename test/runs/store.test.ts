import {existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {takeDriverLock} from '../../source/runs/driver-lock.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {recordFile, runFolderPath, runsFolder, writeRecord} from '../../source/runs/run-folder.ts';
import {findRun, listRuns, removeRun} from '../../source/runs/store.ts';
import {createFakeEngine} from '../helpers/fake-engine.ts';
import {createFakeRun, fakeRecord, type TemporaryWorld, temporaryWorld} from '../helpers/fake-run.ts';

async function runWith(world: TemporaryWorld, events: readonly RunEvent[], codeFolder = world.cwd) {
	const run = await createFakeRun(world, {codeFolder});
	const journal = await openJournal(run.folder);
	for (const event of events) journal.write(event);
	await journal.close();
	return run;
}

async function runNamed(world: TemporaryWorld, runId: `r-${string}`) {
	const folder = runFolderPath(world, runId);
	mkdirSync(folder, {recursive: true});
	await writeRecord(folder, fakeRecord(runId, folder, world));
	return folder;
}

const succeeded: RunEvent = {at: 9, type: 'status', status: 'succeeded', exitCode: 0};
const running: RunEvent = {at: 5, type: 'status', status: 'running'};

test('all runs are listed, newest first, with their state and whether they are driven', async () => {
	await using world = await temporaryWorld();
	expect(await listRuns(world)).toEqual([]);
	const done = await runWith(world, [running, succeeded]);
	const abandoned = await runWith(world, [running]);
	const driven = await runWith(world, [running]);
	const lock = await takeDriverLock(driven.folder);
	const shown = (await listRuns(world)).map(({runId, status, isDriven, exitCode, folder, codeFolder}) => ({
		runId,
		status,
		isDriven,
		exitCode,
		folder,
		codeFolder,
	}));
	const codeFolder = world.cwd;
	expect(shown).toEqual([
		{runId: driven.runId, status: 'running', isDriven: true, folder: driven.folder, codeFolder},
		{runId: abandoned.runId, status: 'running', isDriven: false, folder: abandoned.folder, codeFolder},
		{runId: done.runId, status: 'succeeded', isDriven: false, exitCode: 0, folder: done.folder, codeFolder},
	]);
	lock?.release();
});

test('folders that are no runs are passed over, and damaged runs are listed as such', async () => {
	await using world = await temporaryWorld();
	const {folder, runId} = await runWith(world, [running]);
	writeFileSync(recordFile(folder), '{"runId');
	mkdirSync(join(runsFolder(world), 'r-000002'));
	mkdirSync(join(runsFolder(world), 'r-000003', 'run.json'), {recursive: true});
	mkdirSync(join(runsFolder(world), 'lost+found'));
	await runNamed(world, 'r-000001');
	writeFileSync(join(runsFolder(world), 'r-000001', 'events.jsonl'), '{"at":1}\nrubbish\n\u0000\u0000{"at":1,"type":"status","status":"running"}\n');
	const shown = (await listRuns(world)).map(run => [run.runId, run.status, run.damage]);
	expect(shown).toEqual([
		[runId, 'unknown', expect.stringMatching(/^run.json cannot be read: /)],
		['r-000003', 'unknown', expect.stringMatching(/^run.json cannot be read: EISDIR/)],
		['r-000002', 'unknown', 'run.json is missing'],
		['r-000001', 'created', undefined],
	]);
});

test('a run whose folder is gone when it is read is not listed', async () => {
	await using world = await temporaryWorld();
	await runNamed(world, 'r-000001');
	// Its name is in the list of names, and nothing stands behind it
	symlinkSync(join(runsFolder(world), 'nowhere'), join(runsFolder(world), 'r-000002'));
	expect((await listRuns(world)).map(({runId}) => runId)).toEqual(['r-000001']);
});

test('a run is found by its id, by the beginning of it, and by nothing', async () => {
	await using world = await temporaryWorld();
	for (const id of ['r-7f3k2m', 'r-7f3k9z', 'r-80aaaa'] as const) await runNamed(world, id);
	const found = async (text?: string) => (await findRun(world, text).catch((error: Error) => error.message)) as {runId: string} | string;
	const shown = async (text?: string) => {
		const run = await found(text);
		return typeof run === 'string' ? run : run.runId;
	};
	expect(await shown('r-7f3k2m')).toBe('r-7f3k2m');
	expect(await shown('7f3k2m')).toBe('r-7f3k2m');
	expect(await shown('8')).toBe('r-80aaaa');
	expect(await shown('r-8')).toBe('r-80aaaa');
	expect(await shown()).toBe('r-80aaaa');
	expect(await shown('7f3')).toBe('7f3 can be 2 runs: r-7f3k9z, r-7f3k2m. Give more of the id.');
	expect(await shown('../..\u001b[2J')).toBe('There is no run ../... The newest are r-80aaaa, r-7f3k9z, r-7f3k2m; all are listed by polyaxon-tui runs.');
});

test('without an id, the newest run of this folder comes before newer ones of others', async () => {
	await using world = await temporaryWorld();
	await expect(findRun(world)).rejects.toThrow('There is no run yet. Start one: polyaxon-tui run.');
	await expect(findRun(world, 'x')).rejects.toThrow('There is no run x, nor any other yet. Start one: polyaxon-tui run.');
	const here = await runWith(world, [succeeded]);
	const elsewhere = await runWith(world, [succeeded], '/somewhere/else');
	expect((await findRun(world)).runId).toBe(here.runId);
	expect((await findRun({...world, cwd: '/nowhere'})).runId).toBe(elsewhere.runId);
});

test('a run that is over is deleted with what its engine keeps; one that is not over is refused', async () => {
	await using world = await temporaryWorld();
	const engine = createFakeEngine([]);
	const living = await runWith(world, [running]);
	await expect(removeRun(world, living.runId, () => engine)).rejects.toThrow(
		`${living.runId} is not over: running. Stop it first: polyaxon-tui stop ${living.runId}.`,
	);
	const over = await runWith(world, [{at: 1, type: 'handle', handle: {pid: 7}}, succeeded]);
	await removeRun(world, over.runId, () => engine);
	expect([existsSync(living.folder), existsSync(over.folder), engine.calls]).toEqual([true, false, [{name: 'remove', handle: {pid: 7}}]]);
	rmSync(recordFile(living.folder));
	await removeRun(world, living.runId, () => engine);
	expect(existsSync(living.folder)).toBe(false);
});
