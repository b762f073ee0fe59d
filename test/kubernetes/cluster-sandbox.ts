import {existsSync, readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import type {EngineSettings, RunEvent, RunId} from '../../source/engines/engine.ts';
import {createKubernetesEngine, findPlace} from '../../source/engines/kubernetes/kubernetes.ts';
import {managedSelector} from '../../source/engines/kubernetes/labels.ts';
import type {KubernetesPlan} from '../../source/engines/kubernetes/plan.ts';
import {type ClusterSettings, defaultClusterSettings} from '../../source/engines/kubernetes/settings/cluster-settings.ts';
import {createImagePlan} from '../../source/image/plan.ts';
import type {RenderedSpecification} from '../../source/polyaxonfile/specification.ts';
import {drive} from '../../source/runs/driver.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {createRunFolder, logFile, writeRecord} from '../../source/runs/run-folder.ts';
import {stopRun} from '../../source/runs/stop.ts';
import {removeRun} from '../../source/runs/store.ts';
import {inShort, lastStatus, worldIn} from '../engines/sandbox.ts';
import {apply, busybox, kaniko, kubectl, python, registry} from './kubectl.ts';
import {limitedAccount} from './limited-account.ts';
import {ownLabel} from './own-namespaces.ts';

/** What a run is asked to be. */
export type Request = {
	readonly image?: string;
	readonly steps?: readonly string[];
	readonly envVars?: ReadonlyArray<readonly [string, string]>;
	readonly noCache?: boolean;
	readonly command?: string;
	readonly environment?: Partial<RenderedSpecification['environment']>;
	readonly specification?: Partial<RenderedSpecification>;
	readonly settings?: Partial<EngineSettings>;
	readonly kubernetes?: Partial<ClusterSettings>;
	readonly name?: string;
};

export type ClusterSandbox = Awaited<ReturnType<typeof createClusterSandbox>>;

/** What of ours is in a namespace, as `kind/name`. */
export async function ownObjects(namespace: string, kinds = 'jobs,pods,configmaps,secrets'): Promise<readonly string[]> {
	return (await kubectl('get', kinds, '-n', namespace, '-l', managedSelector, '-o', 'name')).split('\n').filter(Boolean);
}

/** Makes a namespace of that name; it is deleted with all that is in it, which is not waited for. */
export async function makeNamespace(namespace: string, labels: Readonly<Record<string, string>> = {}): Promise<AsyncDisposable> {
	await apply({apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace, labels: {...labels, ...ownLabel()}}});
	return {
		async [Symbol.asyncDispose]() {
			await kubectl('delete', 'namespace', namespace, '--wait=false');
		},
	};
}

type Wanted = {readonly labels?: Readonly<Record<string, string>>; readonly objects?: readonly object[]; readonly isAdministrator?: boolean};

/**
 * A namespace, home, code folder and run folders of our own, and the real engine. It goes about with the rights of the Role that the preflight proposes,
 * unless `isAdministrator`. Nothing of it stays when it cannot be made whole.
 */
export async function createClusterSandbox(purpose: string, wanted: Wanted = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'cluster-engine-'));
	const namespace = `plx-test-${purpose}-${process.pid}`;
	const made = await makeNamespace(namespace, wanted.labels);
	const remove = async () => {
		await made[Symbol.asyncDispose]();
		await rm(folder, {recursive: true, force: true, maxRetries: 3});
	};
	try {
		return {...(await fill(folder, namespace, wanted)), [Symbol.asyncDispose]: remove};
	} catch (error) {
		await remove();
		throw error;
	}
}

async function fill(folder: string, namespace: string, {objects = [], isAdministrator = false}: Wanted) {
	const code = join(folder, 'project');
	await mkdir(code);
	await apply(...objects.map(object => ({...object, metadata: {...Reflect.get(object, 'metadata'), namespace}})));
	const KUBECONFIG = isAdministrator ? process.env.KUBECONFIG : await limitedAccount(namespace, folder);
	const world = worldIn(folder, code, {XDG_DATA_HOME: join(folder, 'data'), KUBECONFIG});
	const place = await findPlace(world, {namespace});
	if ('code' in place) throw new Error(place.message);
	const engine = createKubernetesEngine(world, place);
	const ownName = `t-${folder.slice(-6)}`;

	/** `by`: another engine than that of the sandbox, which goes to the same cluster by another account. */
	const plan = async (request: Request, by = engine) => {
		const {image = python, steps = [], envVars = [], noCache, name = ownName, command, environment, kubernetes} = request;
		const build = {image, build_steps: steps, env_vars: envVars, ...(noCache !== undefined && {nocache: noCache})};
		const specification: RenderedSpecification = {
			version: 1,
			kind: 'experiment',
			tags: [],
			declarations: {},
			build,
			environment: {secret_refs: [], configmap_refs: [], ...environment},
			...(command !== undefined && {command}),
			...request.specification,
		};
		const {runId, folder: runFolder} = await createRunFolder(world);
		const own = {registry: `${registry}/${namespace}`, isInsecureRegistry: true, kanikoImage: kaniko, helperImage: busybox, stickyWait: 5};
		const settings = {
			...{secretRefs: [], configmapRefs: [], gracePeriod: 5, ...request.settings},
			kubernetes: {...defaultClusterSettings, ...own, ...kubernetes},
		};
		const baked = await createImagePlan({build}, code, new AbortController().signal);
		const asked = {runId, name, specification, image: baked, codeFolder: code, runFolder, settings};
		const planned = by.plan(asked);
		const record = {
			...{runId, name, kind: specification.kind, engine: 'kubernetes' as const, createdAt: Date.now(), codeFolder: code},
			...{declarations: {}, specification, plan: planned, command: []},
		};
		await writeRecord(runFolder, record);
		return planned;
	};

	const look = ({runFolder}: Pick<KubernetesPlan, 'runFolder'>) => {
		const events: readonly RunEvent[] = readEvents(runFolder);
		const log = (id = 'run') => (existsSync(logFile(runFolder, id)) ? readFileSync(logFile(runFolder, id), 'utf8') : undefined);
		const diagnosis = events.findLast(event => event.type === 'diagnosis')?.diagnosis;
		return {events, short: inShort(events), end: lastStatus(events), diagnosis, log};
	};

	/** Drives a run to its end, or to the end of `signal`, with a journal, as the program does. */
	const driveRun = async (planned: KubernetesPlan, signal?: AbortSignal, by = engine) => {
		await drive(world, planned.runId, () => by, {...(signal && {signal}), patience: 60_000});
		return {plan: planned, ...look(planned)};
	};

	return {
		folder,
		code,
		world,
		engine,
		namespace,
		plan,
		drive: driveRun,
		look,
		run: async (request: Request) => driveRun(await plan(request)),
		/** Problems of the preflight, by their codes. */
		async preflight(request: Request) {
			const problems = await engine.preflight(await plan(request), AbortSignal.timeout(20_000));
			return Object.fromEntries(problems.map(problem => [problem.code, problem]));
		},
		stop: (runId: RunId) => stopRun(world, runId, () => engine),
		remove: (runId: RunId) => removeRun(world, runId, () => engine),
		/** Waits for something that is seen in a run; at most 60 s. */
		async until(planned: KubernetesPlan, what: string, isSeen: (seen: ReturnType<typeof look>) => boolean) {
			for (const end = Date.now() + 60_000; !isSeen(look(planned)); await wait(50))
				if (Date.now() > end) throw new Error(`Waited in vain for: ${what}. Seen: ${look(planned).short.join('\n')}`);
		},
		async write(files: Readonly<Record<string, string | Uint8Array>>) {
			for (const [path, text] of Object.entries(files)) {
				await mkdir(dirname(join(code, path)), {recursive: true});
				await writeFile(join(code, path), text, {mode: path.endsWith('.sh') ? 0o755 : 0o644});
			}
		},
	};
}
