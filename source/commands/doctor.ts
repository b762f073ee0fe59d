import {access, constants} from 'node:fs/promises';
import {dirname} from 'node:path';
import {checkRefs} from '../engines/check-refs.ts';
import {cacheFolder, dataFolder, stateFolder} from '../engines/data-folders.ts';
import {type EngineName, engineNames} from '../engines/engine.ts';
import {createKubernetesEngine, findPlace} from '../engines/kubernetes/kubernetes.ts';
import {readSettings} from '../engines/settings.ts';
import {printProblems} from '../polyaxonfile/print.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {isError} from '../polyaxonfile/problem.ts';
import {reasonOf} from '../runs/file-error.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {engineFor} from './engine-for.ts';
import {toJsonLine} from './json-line.ts';
import {lookOf} from './look.ts';

/** One thing that was looked at. */
type Finding = {readonly subject: string; readonly isReady: boolean; readonly detail: string; readonly problems: readonly Problem[]};

/** `context` and `namespace`: the cluster to look at, else that of the settings. */
type DoctorOptions = Place & {readonly json?: boolean; readonly role?: boolean};

type Place = {readonly context?: string; readonly namespace?: string};

/** Says which engines are ready here and what is missing, or with `role` prints the rights to ask for. Exit code 1 when nothing can be run: by the engine of the settings, or without one there by any. */
export async function doctorCommand(world: World, options: DoctorOptions): Promise<number> {
	if (options.role && options.json) throw new UserError('--role prints YAML for kubectl apply and has no JSON: leave --json or --role out.');
	if (options.role) return (await import('./print-role.ts')).printRole(world, options);
	const engines = await Promise.all(engineNames.map(name => (name === 'kubernetes' ? lookAtCluster(world, options) : lookAtEngine(world, name))));
	const {finding: settings, isUsable, engine: chosen} = await lookAtSettings(world);
	const folders = await Promise.all(foldersOf(world).map(lookAtFolder));
	const findings = [...engines, settings, ...folders];
	const meant = engines.filter(({subject}) => chosen === undefined || subject === `engine ${chosen}`);
	const canRun = meant.some(({isReady}) => isReady) && folders.every(({isReady}) => isReady) && isUsable;
	if (options.json) {
		world.stdout.write(toJsonLine({node: process.version, platform: `${world.platform}-${process.arch}`, isReady: canRun, findings}));
		return canRun ? 0 : 1;
	}
	const {style, symbols} = lookOf(world);
	world.stdout.write(`${style.dim(`Node ${process.version}, ${world.platform}-${process.arch}`)}\n`);
	for (const {subject, isReady, detail, problems} of findings) {
		const mark = isReady ? style.green(symbols.done) : isAbsent(problems) ? style.dim(symbols.skipped) : style.red(symbols.failed);
		world.stdout.write(`${mark} ${subject.padEnd(17)} ${sanitiseLine(detail)}\n${isAbsent(problems) ? '' : indent(printProblems(problems, {style}))}`);
	}
	return canRun ? 0 : 1;
}

const details: Readonly<Record<'host' | 'other', string>> = {
	host: 'ready: runs are processes of this machine',
	other: 'ready: builds images and runs containers',
};

/** What is not there; nobody needs all of them. */
const absent: readonly string[] = ['engine-not-installed', 'no-kubeconfig'];

function isAbsent(problems: readonly Problem[]): boolean {
	return problems.some(({code}) => absent.includes(code));
}

async function lookAtEngine(world: World, name: EngineName): Promise<Finding> {
	const subject = `engine ${name}`;
	const problems = await engineFor(world, name).probe(AbortSignal.timeout(6000));
	if (!problems.some(isError)) return {subject, isReady: true, detail: details[name === 'host' ? 'host' : 'other'], problems};
	return {subject, isReady: false, detail: isAbsent(problems) ? 'not installed' : 'not ready', problems};
}

/** The cluster that a run would go to, as flags, settings and kubeconfig say. */
async function lookAtCluster(world: World, flags: Place): Promise<Finding> {
	const subject = 'engine kubernetes';
	const {settings} = await readSettings(world, flags);
	const {context, namespace} = settings.kubernetes ?? {};
	const place = await findPlace(world, {...(context !== undefined && {context}), ...(namespace !== undefined && {namespace})});
	if ('code' in place) return {subject, isReady: false, detail: isAbsent([place]) ? 'not installed: there is no kubeconfig' : 'not ready', problems: [place]};
	const problems = await createKubernetesEngine(world, place).probe(AbortSignal.timeout(6000));
	const isReady = !problems.some(isError);
	return {subject, isReady, detail: `${isReady ? 'ready' : 'not ready'}: context ${place.context}, namespace ${place.namespace}`, problems};
}

/** `isUsable`: a source that is not right keeps only those from running that refer to it. */
async function lookAtSettings(world: World): Promise<{readonly finding: Finding; readonly isUsable: boolean; readonly engine?: EngineName}> {
	const {settings, problems} = await readSettings(world, {});
	if (problems.some(isError)) return {finding: {subject: 'settings', isReady: false, detail: 'cannot be used', problems}, isUsable: false};
	const {secretRefs, configmapRefs, engine} = settings;
	const ofSources = await checkRefs(world, {secretRefs, configmapRefs, missingRefs: []});
	const isReady = !ofSources.some(isError);
	const named = `${secretRefs.length} secrets and ${configmapRefs.length} configmaps`;
	const detail = isReady ? `${named} have a source here` : `name ${named}, and not all have what they should`;
	return {finding: {subject: 'settings', isReady, detail, problems: [...problems, ...ofSources]}, isUsable: true, ...(engine !== undefined && {engine})};
}

function foldersOf(world: World): ReadonlyArray<readonly [string, string]> {
	return [
		['runs', dataFolder(world)],
		['environments', cacheFolder(world)],
		['drafts', stateFolder(world)],
	];
}

async function lookAtFolder([subject, folder]: readonly [string, string]): Promise<Finding> {
	try {
		await lookWhetherWritable(folder);
		return {subject, isReady: true, detail: folder, problems: []};
	} catch (error) {
		const message = `${folder} cannot be written: ${reasonOf(error)}`;
		const hint = 'Change its rights, or set XDG_DATA_HOME, XDG_CACHE_HOME and XDG_STATE_HOME to folders that can be written.';
		return {subject, isReady: false, detail: 'cannot be kept', problems: [{code: 'unwritable-folder', severity: 'error', message, hint, path: []}]};
	}
}

/** A folder that is not there yet can be made when the one above it can be written. Nothing is made by looking. */
async function lookWhetherWritable(folder: string): Promise<void> {
	try {
		await access(folder, constants.W_OK);
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		if (!isMissing || dirname(folder) === folder) throw error;
		await lookWhetherWritable(dirname(folder));
	}
}

function indent(text: string): string {
	return text.replaceAll(/^(?=.)/gm, '  ');
}
