import {execFile} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {env} from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import {createContainerEngine} from '../../source/engines/containers/containers.ts';
import type {ContainerPlan} from '../../source/engines/containers/plan.ts';
import type {ContainerEngineName, EngineSettings, RunEvent, RunId} from '../../source/engines/engine.ts';
import {createImagePlan} from '../../source/image/plan.ts';
import type {RenderedSpecification} from '../../source/polyaxonfile/specification.ts';
import {drive} from '../../source/runs/driver.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {createRunFolder, logFile, writeRecord} from '../../source/runs/run-folder.ts';
import {removeRun} from '../../source/runs/store.ts';
import {inShort, lastStatus, worldIn} from '../engines/sandbox.ts';

/** Base images that need no network: see ../shared/containers/up. */
export const python = 'localhost/python3:bookworm';
export const busybox = 'localhost/busybox:1';

/** So that a storage of its own can be given to podman, beside other work on the same machine. */
const ownStorage = {CONTAINERS_STORAGE_CONF: env.CONTAINERS_STORAGE_CONF};

/** What a run is asked to be. */
export type Request = {
	readonly image?: string;
	readonly steps?: readonly string[];
	readonly envVars?: ReadonlyArray<readonly [string, string]>;
	readonly noCache?: boolean;
	readonly specification?: Partial<RenderedSpecification>;
	readonly settings?: Partial<EngineSettings>;
	readonly name?: string;
};

const run = promisify(execFile);

/** Runs podman itself, to look from outside. Listing fails while something else deletes an image (seen with 4.3): then once more. */
export async function podman(...args: readonly string[]): Promise<string> {
	for (let tries = 1; ; tries++) {
		try {
			return (await run('podman', args, {maxBuffer: 1 << 28})).stdout;
		} catch (error) {
			if (tries === 30 || !/image not known|layer not known/.test(String(error))) throw error;
			await wait(50 * tries);
		}
	}
}

/** Another name for an image, by which what is built on it can be told from what other tests build. */
export async function ownBase(name: string): Promise<string> {
	const base = `localhost/base-${name.toLowerCase()}:1`;
	await podman('tag', python, base);
	return base;
}

/** Working containers of builds on such an image, and temporary folders of builds of these runs. */
export async function leftOfBuilds(base: string, plans: readonly ContainerPlan[]): Promise<readonly string[]> {
	const name = /([^/:]+):1$/.exec(base)?.[1] ?? base;
	const containers = (await podman('ps', '-a', '--external', '--format', '{{.Names}}')).split('\n').filter(container => container.startsWith(name));
	return [...containers, ...readdirSync('/var/tmp').filter(folder => plans.some(({container}) => folder.includes(container)))];
}

/** A home, a code folder and run folders of our own, and the real engine. Its images go with it. */
export async function createEngineSandbox(engineName: ContainerEngineName = 'podman', vars: Readonly<Record<string, string>> = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'container-engine-'));
	const code = join(folder, 'project');
	await mkdir(code);
	const world = worldIn(folder, code, {XDG_DATA_HOME: join(folder, 'data'), ...ownStorage, ...vars});
	const engine = createContainerEngine(world, engineName);
	// No other test has images of this name
	const ownName = `t-${folder.slice(-6)}`;

	const plan = async (request: Request) => {
		const {image = python, steps = [], envVars = [], noCache, name = ownName} = request;
		const build = {image, build_steps: steps, env_vars: envVars, ...(noCache !== undefined && {nocache: noCache})};
		const specification: RenderedSpecification = {
			version: 1,
			kind: 'experiment',
			tags: [],
			declarations: {},
			build,
			environment: {secret_refs: [], configmap_refs: []},
			...request.specification,
		};
		const {runId, folder: runFolder} = await createRunFolder(world);
		const settings = {secretRefs: [], configmapRefs: [], gracePeriod: 5, ...request.settings};
		const made = engine.plan({
			runId,
			name,
			specification,
			image: await createImagePlan({build}, code, new AbortController().signal),
			codeFolder: code,
			runFolder,
			settings,
		});
		const record = {
			...{runId, name, kind: specification.kind, engine: engineName, createdAt: Date.now(), codeFolder: code},
			...{declarations: {}, specification, plan: made, command: []},
		};
		await writeRecord(runFolder, record);
		return made;
	};

	/** Drives a run to its end, or to the end of `signal`, with a journal, as the program does. */
	const driveRun = async (planned: ContainerPlan, signal?: AbortSignal) => {
		await drive(world, planned.runId, () => engine, {...(signal && {signal}), patience: 60_000});
		return look(planned);
	};

	const look = ({runFolder}: Pick<ContainerPlan, 'runFolder'>) => {
		const events: readonly RunEvent[] = readEvents(runFolder);
		const log = (id: string) => (existsSync(logFile(runFolder, id)) ? readFileSync(logFile(runFolder, id), 'utf8') : undefined);
		const diagnosis = events.find(event => event.type === 'diagnosis')?.diagnosis;
		return {events, short: inShort(events), end: lastStatus(events), diagnosis, log};
	};

	return {
		folder,
		code,
		world,
		engine,
		name: ownName,
		plan,
		drive: driveRun,
		look,
		async run(request: Request) {
			const planned = await plan(request);
			return {plan: planned, ...(await driveRun(planned))};
		},
		remove: (runId: RunId) => removeRun(world, runId, () => engine),
		async write(files: Readonly<Record<string, string>>) {
			for (const [path, text] of Object.entries(files)) {
				await mkdir(dirname(join(code, path)), {recursive: true});
				await writeFile(join(code, path), text, {mode: path.endsWith('.sh') ? 0o755 : 0o644});
			}
		},
		async [Symbol.asyncDispose]() {
			const containers = (await podman('ps', '-aq', '--filter', `label=plx.code=${code}`)).split('\n').filter(Boolean);
			if (containers.length > 0) await podman('rm', '-f', '-v', ...containers);
			const images = (await podman('images', '--format', '{{.Repository}}:{{.Tag}}')).split('\n').filter(image => image.includes(`-${ownName.toLowerCase()}:`));
			if (images.length > 0) await podman('rmi', '-f', ...images).catch(() => undefined);
			await rm(folder, {recursive: true, force: true, maxRetries: 3});
		},
	};
}
