import {mkdir, readdir, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createRunFolder, isRunId, isStreamId, readRecord, recordFile, runsFolder, writeRecord} from '../../source/runs/run-folder.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

test('runs of one second get ids that sort as they were made', async () => {
	await using world = await temporaryWorld({now: () => Date.UTC(2026, 6, 1)});
	const ids = [];
	for (let run = 0; run < 3; run++) ids.push((await createRunFolder(world)).runId);
	expect(ids.every(isRunId)).toBe(true);
	expect(ids.toSorted()).toEqual(ids);
	expect(new Set(ids).size).toBe(3);
});

test('twenty runs made at once have twenty folders', async () => {
	await using world = await temporaryWorld();
	const made = await Promise.all(Array.from({length: 20}, () => createRunFolder(world)));
	expect(new Set(made.map(({runId}) => runId)).size).toBe(20);
});

test('the folder and its files are for their user alone', async () => {
	await using world = await temporaryWorld();
	const {folder, record} = await createFakeRun(world);
	expect((await stat(folder)).mode & 0o777).toBe(0o700);
	expect((await stat(recordFile(folder))).mode & 0o777).toBe(0o600);
	expect((await readdir(folder)).sort()).toEqual(['drivers', 'logs', 'outputs', 'requests', 'run.json']);
	expect(await readRecord(folder)).toEqual(record);
});

test('a record that is torn or belongs to nobody is not read', async () => {
	await using world = await temporaryWorld();
	const {folder} = await createFakeRun(world);
	for (const text of ['', '{"runId": "r-7f', '{}', 'null', '[]', '{"runId":"../../etc","name":"x","createdAt":1,"plan":{},"declarations":{}}']) {
		await writeFile(recordFile(folder), text);
		await expect(readRecord(folder)).rejects.toThrow(SyntaxError);
	}
});

test('a data folder that cannot be written is said in one line', async () => {
	await using world = await temporaryWorld();
	await mkdir(join(world.root, 'data'));
	await writeFile(join(world.root, 'data', 'polyaxon-tui'), 'a file');
	await expect(createRunFolder(world)).rejects.toThrow(
		`Could not make a folder for the run in ${runsFolder(world)}: a part of its path is a file. Set XDG_DATA_HOME to another folder.`,
	);
});

test('a record that cannot be written is said in one line', async () => {
	await using world = await temporaryWorld();
	const {folder, record} = await createFakeRun(world);
	await expect(writeRecord(join(folder, 'missing'), record)).rejects.toThrow(/^Could not write .*: ENOENT/);
});

test('ids cannot lead out of the folder of runs', () => {
	expect(['r-7f3k2m', 'r-../..', 'r-7F3K2M', 'r-7f3k2', 'r-7f3k2m\n', ''].map(isRunId)).toEqual([true, false, false, false, false, false]);
	expect(['main', 'build-1', 'pod.main_0', '..', '.hidden', 'a/b', '', 'x'.repeat(101)].map(isStreamId)).toEqual([
		true,
		true,
		true,
		false,
		false,
		false,
		false,
		false,
	]);
});
