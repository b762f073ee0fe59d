import {existsSync} from 'node:fs';
import {ApiError} from '../engines/kubernetes/client/api-error.ts';
import {adoptRun} from '../runs/adopt.ts';
import {refOf} from '../runs/listed-run.ts';
import {recordFile} from '../runs/run-folder.ts';
import {findRun, listRuns, type RunSummary} from '../runs/store.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import {UserError} from '../user-error.ts';
import type {World} from '../world.ts';
import {type FoundRun, findInCluster, findInContainers} from './found-runs.ts';

/** The cluster in which a run is looked for when this machine does not have it; the settings' one otherwise. */
export type Where = {readonly context?: string; readonly namespace?: string};

/** Milliseconds for engines and clusters to answer. */
const patience = 5000;

/** The run that a text means, as `find` finds it on this machine; else as an engine has it. */
export async function findAnywhere(
	world: World,
	text: string | undefined,
	where: Where,
	find: (world: World, text: string | undefined) => Promise<RunSummary>,
): Promise<RunSummary | FoundRun> {
	try {
		const own = await find(world, text);
		if (!isElsewhere(own, where)) return own;
		const {runs} = await findInCluster(world, {...where, patience});
		return oneOf(runs, own.runId) ?? own;
	} catch (error) {
		if (!(error instanceof UserError) || (await isHere(world, text))) throw error;
		return findElsewhere(world, text, where, error);
	}
}

/** The same, with a folder on this machine from then on. */
export async function findOrAdopt(
	world: World,
	text: string | undefined,
	where: Where,
	find: (world: World, text: string | undefined) => Promise<RunSummary>,
): Promise<RunSummary> {
	const found = await findAnywhere(world, text, where, find);
	if (!('listed' in found)) return found;
	await adoptRun(world, found.run);
	return findRun(world, found.run.runId);
}

/** A flag names another place than that of the run: then a run of the same id may be meant that is there. */
function isElsewhere({place}: RunSummary, {context, namespace}: Where): boolean {
	if (context === undefined && namespace === undefined) return false;
	if (place === undefined) return true;
	return (context !== undefined && !place.startsWith(`${sanitiseLine(context)}/`)) || (namespace !== undefined && !place.endsWith(`/${namespace}`));
}

/** Whether a text means a run of this machine, however many. One without its record may have it made anew. */
async function isHere(world: World, text: string | undefined): Promise<boolean> {
	const runs = await listRuns(world);
	if (text === undefined) return runs.some(({codeFolder, damage}) => damage === undefined && codeFolder === world.cwd);
	const meant = runs.filter(({runId}) => isMeant(runId, text));
	return meant.length > 1 || meant.some(({folder}) => existsSync(recordFile(folder)));
}

function isMeant(runId: string, text: string): boolean {
	return text !== '' && (runId.startsWith(text) || runId.startsWith(`r-${text}`));
}

async function findElsewhere(world: World, text: string | undefined, where: Where, error: UserError): Promise<FoundRun> {
	const isMeantHere = ({listed}: FoundRun) => (text === undefined ? listed.codeFolder === world.cwd : isMeant(listed.runId, text) || listed.found.ref === text);
	const ofContainers = (await findInContainers(world, patience)).filter(isMeantHere);
	const isNamed = where.context !== undefined || where.namespace !== undefined;
	if (ofContainers[0] && !isNamed) return text === undefined ? ofContainers[0] : (oneOf(ofContainers, text) ?? ofContainers[0]);
	const {settings} = await (await import('../engines/settings.ts')).readSettings(world, where);
	const isWanted = isNamed || settings.engine === 'kubernetes';
	// Of a folder the runs of a cluster are meant only where its runs go there; and not every mistake is worth a question
	if (text === undefined ? !isWanted : !/^(?:r-)?[0-9a-z]{1,6}$|^plx-[0-9a-z-]+$/.test(text)) throw error;
	const answer = await findInCluster(world, {...where, patience}).catch((fault: unknown) => ({fault}));
	if ('fault' in answer) {
		const {fault} = answer;
		if (!(fault instanceof UserError)) throw fault;
		throw isWanted || fault.cause instanceof ApiError ? new UserError(`${error.message}\nThe cluster could not be asked: ${fault.message}`) : error;
	}
	const meant = answer.runs.filter(isMeantHere);
	const found = text === undefined ? meant[0] : oneOf(meant, text);
	if (found) return found;
	const {context, namespace} = answer.place;
	throw new UserError(
		`${error.message} Nor is it in the namespace ${namespace} of the context ${sanitiseLine(context)}: --context and --namespace name another.`,
	);
}

/** The one that a text means among those that it may mean; undefined when there is none. Throws a UserError when it may be several. */
function oneOf(runs: readonly FoundRun[], text: string): FoundRun | undefined {
	const exact = runs.filter(({listed}) => listed.runId === text || listed.runId === `r-${text}` || listed.found.ref === text);
	const meant = exact.length > 0 ? exact : runs.filter(({listed}) => isMeant(listed.runId, text));
	if (meant.length <= 1) return meant[0];
	const names = meant.slice(0, 5).map(({listed}) => sanitiseLine(`${refOf(listed)} (${listed.runId}, ${listed.name}, of ${listed.codeFolder})`));
	throw new UserError(
		`${sanitiseLine(text)} can be ${meant.length} runs: ${names.join(', ')}${meant.length > 5 ? ', …' : ''}. Give one of these names instead.`,
	);
}
