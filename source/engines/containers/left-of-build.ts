import {readdir, readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {kill} from 'node:process';
import {readOutcome} from '../processes/process-files.ts';
import {readProcessTable} from '../processes/process-table.ts';
import type {ContainerPlan} from './plan.ts';
import {runTool, type Tools} from './run-tool.ts';
import {toolFiles} from './tool-process.ts';

/** What is known of a build that was killed. Times are seconds since 1970. */
export type KilledBuild = {
	readonly log: string;
	readonly since: number;
	readonly until: number;
	/** Beginnings of ids: the containers whose steps it was carrying out. */
	readonly steps: readonly string[];
};

/**
 * Ends and deletes what a podman leaves when it is killed while it builds: the process of the step, which runs on, and its working containers. `root`: the
 * folder for temporary files that only this build has.
 */
export async function clearKilledBuild(tools: Tools & {readonly plan: ContainerPlan}, root: string): Promise<void> {
	if (tools.tool.name !== 'podman') return;
	const build = await killedBuild(tools.plan.runFolder, root);
	if (build === undefined) return;
	for (const step of build.steps) await endStep(step);
	const {isOk, stdout} = await runTool(tools, ['ps', '-a', '--external', '--format', 'json']);
	const ids = isOk ? leftContainers(stdout, build) : [];
	if (ids.length > 0) await runTool(tools, ['rm', '-f', ...ids], {patience: 120_000});
}

/** The working containers of a build that was killed. Where another build or person has one of the same image from the same time, neither is taken. */
export function leftContainers(listing: string, {log, since, until, steps}: KilledBuild): readonly string[] {
	const all = parse(listing).filter(({Command}) => Command?.[0] === 'buildah');
	const certain = all.filter(({Id}) => steps.some(step => Id.startsWith(step)));
	const atThatTime = all.filter(({Created}) => Created >= since && Created <= until);
	// Of each image that it was building on it has one: a second one is of someone else, and cannot be told from it
	const alone = imagesOf(log).flatMap(isOn => {
		const found = atThatTime.filter(isOn);
		return found.length === 1 ? found : [];
	});
	return [...new Set([...certain, ...alone].map(({Id}) => Id))];
}

type Listed = {
	readonly Id: string;
	readonly Command?: readonly string[] | null;
	readonly Names: readonly string[];
	readonly ImageID: string;
	readonly Created: number;
};

function parse(listing: string): readonly Listed[] {
	try {
		return JSON.parse(listing) ?? [];
	} catch {
		return [];
	}
}

/** The images that a build had a container of, by its log: those that it began from, and those that it made or found step by step. */
function imagesOf(whole: string): ReadonlyArray<(container: Listed) => boolean> {
	// Before it says which step is next, it makes the container for it: of the last one it is not known
	const log = whole.slice(0, Math.max(0, whole.lastIndexOf('STEP ')));
	// buildah names a container after the last part of the image's name; of several names of an image podman may list another
	const bases = allIn(log, /STEP \d+\/\d+: FROM (?:\S+\/)?([^\s/:@]+)/g);
	const ids = allIn(log, /--> (?:Using cache )?([0-9a-f]{10,64})/g);
	const isOnBase = (base: string) => (container: Listed) => container.Names.some(name => name.replace(/-\d+$/, '') === `${base}-working-container`);
	const isOnId = (id: string) => (container: Listed) => container.ImageID.startsWith(id);
	return [...bases.map(isOnBase), ...ids.map(isOnId)];
}

function allIn(log: string, pattern: RegExp): readonly string[] {
	return [...new Set([...log.matchAll(pattern)].map(([, word = '']) => word))];
}

/** Undefined when the build came to an end by itself: then podman has cleared away, and said what went wrong. */
async function killedBuild(runFolder: string, root: string): Promise<KilledBuild | undefined> {
	const files = toolFiles(runFolder, 'build');
	try {
		const log = await readFile(files.log, 'utf8');
		const isOver = (await readOutcome(files.exitCode))?.exitCode === 0 || /^Error: /.test(log.trimEnd().split('\n').at(-1) ?? '');
		if (isOver) return undefined;
		const [begun, ended] = await Promise.all([stat(files.script), stat(files.log)]);
		return {log, since: Math.floor(begun.mtimeMs / 1000), until: Math.ceil(ended.mtimeMs / 1000), steps: await stepsIn(root)};
	} catch {
		return undefined; // There was no build
	}
}

/** While a step goes on, its bundle is in a folder of its own; the name of its host is the beginning of the container's id. */
async function stepsIn(root: string): Promise<readonly string[]> {
	const folders = (await readdir(root).catch(() => [])).filter(name => name.startsWith('buildah'));
	const names = await Promise.all(folders.map(folder => readFile(join(root, folder, 'hostname'), 'utf8').catch(() => '')));
	return names.map(name => name.trim()).filter(name => /^[0-9a-f]{12}$/.test(name));
}

async function endStep(host: string): Promise<void> {
	for (const {pid, hasVariable} of await readProcessTable(`HOSTNAME=${host}`)) {
		if (!hasVariable) continue;
		try {
			kill(pid, 'SIGKILL');
		} catch {
			// It ended by itself
		}
	}
}
