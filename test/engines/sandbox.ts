import {existsSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {env} from 'node:process';
import {PassThrough} from 'node:stream';
import {setTimeout as wait} from 'node:timers/promises';
import type {Engine, EngineSettings, RunEvent, RunHandle, RunPlan} from '../../source/engines/engine.ts';
import {createHostEngine} from '../../source/engines/host/host.ts';
import type {HostPlan} from '../../source/engines/host/plan.ts';
import {createImagePlan} from '../../source/image/plan.ts';
import type {RenderedSpecification} from '../../source/polyaxonfile/specification.ts';
import type {World} from '../../source/world.ts';

/** A computer of our own for one test: home, code folder and run folders in a temporary folder. */
export type Sandbox = {
	readonly folder: string;
	readonly code: string;
	readonly world: World;
	readonly engine: Engine;
	write(files: Readonly<Record<string, string>>): Promise<void>;
	plan(request?: {
		readonly specification?: Partial<RenderedSpecification>;
		readonly steps?: readonly string[];
		readonly envVars?: ReadonlyArray<readonly [string, string]>;
		readonly image?: string;
		readonly settings?: Partial<EngineSettings>;
	}): Promise<HostPlan>;
	remove(): Promise<void>;
};

/** A computer with this home and code folder; `vars` are added to its environment. */
export function worldIn(folder: string, code: string, vars: Readonly<Record<string, string | undefined>> = {}): World {
	return {
		cwd: code,
		env: {PATH: env.PATH, HOME: folder, ...vars},
		platform: 'linux',
		stdin: new PassThrough(),
		stdout: new PassThrough(),
		stderr: new PassThrough(),
		now: () => Date.now(),
		self: ['node'],
	};
}

/** Makes the folders; `vars` are added to the environment. */
export async function createSandbox(vars: Readonly<Record<string, string | undefined>> = {}): Promise<Sandbox> {
	const folder = await mkdtemp(join(tmpdir(), 'host-engine-'));
	const code = join(folder, 'project');
	await mkdir(code);
	const world = worldIn(folder, code, {LANG: 'C.UTF-8', ...vars});
	const engine = createHostEngine(world);
	let runs = 0;
	return {
		folder,
		code,
		world,
		engine,
		async write(files) {
			for (const [path, text] of Object.entries(files)) {
				await mkdir(dirname(join(code, path)), {recursive: true});
				await writeFile(join(code, path), text);
				await chmod(join(code, path), path.endsWith('.sh') ? 0o755 : 0o644);
			}
		},
		async plan({specification, steps = [], envVars = [], image, settings} = {}) {
			const build = {...(image !== undefined && {image}), build_steps: steps, env_vars: envVars};
			const number = ++runs;
			const runFolder = join(folder, `runs/r-${number}`);
			await mkdir(runFolder, {recursive: true, mode: 0o700});
			return engine.plan({
				runId: `r-${folder.slice(-6)}${number}`,
				name: 'project',
				specification: {
					version: 1,
					kind: 'experiment',
					tags: [],
					declarations: {},
					build,
					environment: {secret_refs: [], configmap_refs: []},
					...specification,
				},
				image: await createImagePlan({build}, code, new AbortController().signal),
				codeFolder: code,
				runFolder,
				settings: {secretRefs: [], configmapRefs: [], gracePeriod: 5, ...settings},
			});
		},
		remove: () => rm(folder, {recursive: true, force: true}),
	};
}

/** All events of a run to its end, and the last handle. */
export async function driveToEnd(
	engine: Engine,
	plan: RunPlan,
	handle: RunHandle = {},
	patience = 30_000,
): Promise<{readonly events: readonly RunEvent[]; readonly handle: RunHandle}> {
	const events: RunEvent[] = [];
	for await (const event of engine.drive(plan, handle, AbortSignal.timeout(patience))) {
		events.push(event);
		if (event.type === 'handle') handle = event.handle;
	}
	return {events, handle};
}

/** Events without times and handles, as they read in a test. */
export function inShort(events: readonly RunEvent[]): readonly string[] {
	return events.flatMap(wordsOf);
}

function wordsOf(event: RunEvent): readonly string[] {
	switch (event.type) {
		case 'status':
			return [`status ${event.status}${event.exitCode === undefined ? '' : ` ${event.exitCode}`}`];
		case 'stage':
			return [`${event.stage} ${event.state}${event.detail === undefined ? '' : `: ${event.detail}`}`];
		case 'stream-opened':
			return [`stream ${event.stream.id}${event.isFile ? ' is a file' : ''}`];
		case 'stream-state':
			return [`stream ${event.streamId} ${event.state}${event.exitCode === undefined ? '' : ` ${event.exitCode}`}`];
		case 'notice':
			return [`notice ${event.text}`];
		case 'handle':
		case 'log':
		case 'gap':
		case 'diagnosis':
			return [];
	}
}

/** The last status of a run, without its time. */
export function lastStatus(events: readonly RunEvent[]): Omit<Extract<RunEvent, {type: 'status'}>, 'at' | 'type'> {
	const {at: _, type: _type, ...rest} = events.flatMap(event => (event.type === 'status' ? [event] : [])).at(-1) ?? {at: 0, type: 'status', status: 'unknown'};
	return rest;
}

/** Waits until a file exists. */
export async function fileAppears(path: string): Promise<void> {
	await eventually(() => existsSync(path), `${path} appears`);
}

/** Waits until something is true, at most 10 s. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
	for (const start = Date.now(); !(await isTrue()); await wait(5)) if (Date.now() - start > 10_000) throw new Error(`Waited in vain: ${what}`);
}
