import {basename} from 'node:path';
import {chooseEngine} from '../engines/choose.ts';
import {clusterFlagsProblem} from '../engines/cluster-flags.ts';
import {cacheFolder, configFolder, dataFolder, stateFolder} from '../engines/data-folders.ts';
import type {Engine, RunId, RunPlan} from '../engines/engine.ts';
import {type RegistryChoice, withRegistry} from '../engines/kubernetes/settings/registry-choice.ts';
import {readSettings} from '../engines/settings.ts';
import {unusedOf} from '../engines/unused-environment.ts';
import {createImagePlan} from '../image/plan.ts';
import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {locate, type PolyaxonDocument} from '../polyaxonfile/document.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import type {Kind, RenderedSpecification} from '../polyaxonfile/specification.ts';
import {runFolderPath} from '../runs/run-folder.ts';
import type {World} from '../world.ts';

/** What is wanted: the text of a polyaxonfile and the flags. */
export type Wish = {
	readonly text: string;
	/** The path of the text, as it is shown in problems. */
	readonly shown: string;
	/** Files that are laid over it, each over those before. */
	readonly over?: ReadonlyArray<{readonly text: string; readonly file: string}>;
	readonly overrides: Readonly<Record<string, string>>;
	/** Absolute; the folder whose code runs. */
	readonly codeFolder: string;
	readonly engine?: string;
	/** Of the kubeconfig, for the engine kubernetes. */
	readonly context?: string;
	readonly namespace?: string;
	/** Chosen for this run, or of the run that is run again, where the settings name no registry. */
	readonly registry?: RegistryChoice;
	/** A very large code folder may go into an image. */
	readonly takesLargeContext?: boolean;
};

/** A run that could be started now. */
export type ReadyRun = {
	readonly specification: RenderedSpecification;
	readonly name: string;
	readonly engine: Engine;
	/** Why that engine was chosen. */
	readonly reason: string;
	/** Pure: the plan for a run of that id and folder. */
	plan(runId: RunId, runFolder: string): RunPlan;
};

/** The kinds that this release runs. */
const runnableKinds: readonly Kind[] = ['experiment', 'job', 'build'];

/** The id in a plan that is only looked at. */
export const plannedRunId: RunId = 'r-planned';

/** Finds all that would keep the run from succeeding before anything is made. `ready` is absent when one problem is an error. */
export async function prepareRun(world: World, wish: Wish, signal: AbortSignal): Promise<{ready?: ReadyRun; problems: readonly Problem[]}> {
	const {rendered, problems: checked, document} = checkPolyaxonfile(wish.text, {file: wish.shown, overrides: wish.overrides, over: wish.over});
	const {settings: read, problems: ofSettings} = await readSettings({...world, cwd: wish.codeFolder}, wish);
	const kubernetes = read.kubernetes && withRegistry(read.kubernetes, wish.registry);
	const settings = {...read, ...(kubernetes && {kubernetes}), ...(wish.takesLargeContext && {takesLargeContext: true})};
	// Of a group the values of one run are given by now
	const specification: RenderedSpecification | undefined = rendered && {...rendered, kind: rendered.kind === 'group' ? 'experiment' : rendered.kind};
	const problems = [...checked, ...(specification ? kindProblems(specification.kind, document) : []), ...ofSettings];
	if (!specification || problems.some(isError)) return {problems};

	const chosen = await chooseEngine({...world, cwd: wish.codeFolder}, settings, specification.build?.image);
	if ('code' in chosen) return {problems: [...problems, chosen]};
	const {engine, reason} = chosen;
	const useless = clusterFlagsProblem(wish, engine.name);
	if (useless) return {problems: [...problems, useless]};
	const name = specification.name ?? basename(wish.codeFolder);
	const ownFolders = [dataFolder, cacheFolder, stateFolder, configFolder].map(folder => folder(world));
	const image = await createImagePlan(specification, wish.codeFolder, signal, ownFolders);
	const plan = (runId: RunId, runFolder: string) =>
		engine.plan({runId, name, specification, image, codeFolder: wish.codeFolder, runFolder, settings, polyaxonfile: wish.text});
	const found = await engine.preflight(plan(plannedRunId, runFolderPath(world, plannedRunId)), signal);
	const unused = engine.name === 'kubernetes' ? [] : unusedOf(specification.environment);
	problems.push(...[...unused, ...found].map(problem => placed(problem, document)));
	return {ready: problems.some(isError) ? undefined : {specification, name, engine, reason, plan}, problems};
}

/** What an engine found is about a place of the polyaxonfile when it names one. */
function placed(problem: Problem, document: PolyaxonDocument): Problem {
	return problem.path.length === 0 || problem.file !== undefined || problem.line !== undefined ? problem : locate(document, problem);
}

function kindProblems(kind: Kind, document: PolyaxonDocument): readonly Problem[] {
	if (runnableKinds.includes(kind)) return [];
	const message = `Files of kind ${kind} are checked by this release, and not run.`;
	return [
		locate(document, {
			code: 'unsupported-kind',
			severity: 'error',
			path: ['kind'],
			message,
			hint: `It runs ${runnableKinds.join(', ')}, and one run of a group.`,
		}),
	];
}
