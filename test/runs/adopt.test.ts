import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {stopRequestFile} from '../../source/engines/stop-request.ts';
import {type AdoptableRun, adoptRun, isOnThisMachine} from '../../source/runs/adopt.ts';
import {readHandle} from '../../source/runs/handle.ts';
import {readRecord, runFolderPath} from '../../source/runs/run-folder.ts';
import {listRuns} from '../../source/runs/store.ts';
import {planOf} from '../engines/kubernetes/plan-of.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

const original = planOf();
const found: AdoptableRun = {
	runId: 'r-abcdef',
	name: 'digits',
	kind: 'experiment',
	engine: 'kubernetes',
	createdAt: 5,
	codeFolder: '/project',
	declarations: {lr: 0.1},
	command: 'python train.py',
	polyaxonfile: 'version: 1\n',
	plan: runFolder => ({...original, runFolder}),
	handle: {job: {name: original.job, uid: 'u', at: 6}},
};

test('a run gets a folder on this machine, with all that goes on with it', async () => {
	await using world = await temporaryWorld();
	expect(isOnThisMachine(world, found)).toBe(false);
	await adoptRun(world, found);
	const folder = runFolderPath(world, 'r-abcdef');
	const {plan, specification, ...facts} = await readRecord(folder);
	expect(facts).toEqual({
		...{runId: 'r-abcdef', name: 'digits', kind: 'experiment', engine: 'kubernetes', createdAt: 5, codeFolder: '/project'},
		...{declarations: {lr: 0.1}, command: []},
	});
	expect([plan.runFolder, specification.command]).toEqual([folder, 'python train.py']);
	expect([readHandle(folder), readFileSync(join(folder, 'polyaxonfile.yml'), 'utf8')]).toEqual([found.handle, 'version: 1\n']);
	expect((await listRuns(world)).map(({runId, status, place, damage}) => [runId, status, place, damage])).toEqual([
		['r-abcdef', 'created', 'lab/experiments', undefined],
	]);
	expect([isOnThisMachine(world, found), existsSync(stopRequestFile(folder))]).toEqual([true, false]);
});

test('adopted twice it stays as it is', async () => {
	await using world = await temporaryWorld();
	await adoptRun(world, found);
	await adoptRun(world, {...found, name: 'changed'});
	expect((await readRecord(runFolderPath(world, 'r-abcdef'))).name).toBe('digits');
});

test('a run that is to end begins nothing more', async () => {
	await using world = await temporaryWorld();
	await adoptRun(world, found, {isStopAsked: true});
	expect(existsSync(stopRequestFile(runFolderPath(world, 'r-abcdef')))).toBe(true);
});

test('another run of the same id keeps its folder', async () => {
	await using world = await temporaryWorld();
	const {runId, record} = await createFakeRun(world);
	const taken = {...found, runId};
	await expect(adoptRun(world, taken)).rejects.toThrow(new RegExp(`${runId} is also the id of another run on this machine.*remove ${runId}`));
	expect(await readRecord(runFolderPath(world, runId))).toEqual(record);
	await adoptRun(world, found);
	await expect(adoptRun(world, {...found, plan: runFolder => ({...original, runFolder, namespace: 'other'})})).rejects.toThrow('is also the id of another run');
});

test('what says that it belongs to no run is not taken', async () => {
	await using world = await temporaryWorld();
	await expect(adoptRun(world, {...found, runId: 'r-../../x'})).rejects.toThrow('which is no id of a run');
});
