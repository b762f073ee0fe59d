import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import type {RunId} from '../../source/engines/engine.ts';
import {createRunFolder, type RunRecord, writeRecord} from '../../source/runs/run-folder.ts';
import type {World} from '../../source/world.ts';
import {fakePlan} from './fake-engine.ts';

/** A world whose data are in a folder of their own, which goes with it: `await using world = await temporaryWorld()`. */
export type TemporaryWorld = World & AsyncDisposable & {readonly root: string};

/** `self` starts nothing useful unless it is given. */
export async function temporaryWorld(change: Partial<World> = {}): Promise<TemporaryWorld> {
	const root = await mkdtemp(join(tmpdir(), 'polyaxon-tui-'));
	return {
		cwd: join(root, 'code'),
		env: {PATH: '/usr/bin:/bin', HOME: root, XDG_DATA_HOME: join(root, 'data')},
		platform: 'linux',
		stdin: new PassThrough(),
		stdout: new PassThrough(),
		stderr: new PassThrough(),
		now: Date.now,
		self: ['node', '-e', ''],
		...change,
		root,
		[Symbol.asyncDispose]: () => rm(root, {recursive: true, force: true, maxRetries: 5}),
	};
}

/** A run in its folder, of which nothing has happened yet. */
export async function createFakeRun(world: World, change: Partial<RunRecord> = {}): Promise<{runId: RunId; folder: string; record: RunRecord}> {
	const {runId, folder} = await createRunFolder(world);
	const record = {...fakeRecord(runId, folder, world), ...change};
	await writeRecord(folder, record);
	return {runId, folder, record};
}

/** What createFakeRun writes. */
export function fakeRecord(runId: RunId, folder: string, world: Pick<World, 'cwd' | 'now'>): RunRecord {
	const declarations = {lr: 0.1, batch_size: 128};
	return {
		runId,
		name: 'digits',
		kind: 'experiment',
		engine: 'host',
		createdAt: world.now(),
		codeFolder: world.cwd,
		polyaxonfile: join(world.cwd, 'polyaxonfile.yaml'),
		declarations,
		specification: {version: 1, kind: 'experiment', tags: [], declarations, environment: {secret_refs: [], configmap_refs: []}, command: 'python3 train.py'},
		plan: fakePlan({runId, name: 'digits', codeFolder: world.cwd, runFolder: folder}),
		command: ['polyaxon-tui', 'run'],
	};
}
