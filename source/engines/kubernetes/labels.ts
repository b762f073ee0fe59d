import {hashOf} from '../../image/content-hash.ts';
import {needsBuild} from '../../image/needs-build.ts';
import type {RunRequest} from '../engine.ts';
import {labelValue} from './names.ts';
import type {BuildStrategy} from './plan.ts';

/** Finds everything that this program makes in a namespace: a selector of labels. */
export const managedSelector = 'app.kubernetes.io/managed-by=polyaxon-tui';

/** Label with the id of the run, on all that belongs to it. */
export const runLabel = 'app.kubernetes.io/instance';
/** Label that says what a Job is for: one of `roles`. */
export const roleLabel = 'polyaxon-tui/role';
/** `run`: the command; `build`: its image. */
export type Role = 'run' | 'build';

/** Annotations of a Job: what another machine needs to know the run again, each under its key. */
export const annotationKeys = {
	run: 'polyaxon-tui/run',
	name: 'polyaxon-tui/name',
	kind: 'polyaxon-tui/kind',
	/** When the run was started, as ISO 8601. */
	created: 'polyaxon-tui/created',
	/** JSON. */
	declarations: 'polyaxon-tui/declarations',
	command: 'polyaxon-tui/command',
	/** What the file says under `environment`, JSON. */
	environment: 'polyaxon-tui/environment',
	strategy: 'polyaxon-tui/strategy',
	/** The sentence that goes with it. */
	why: 'polyaxon-tui/strategy-why',
	/** Name of the container whose end is the end of the run. */
	container: 'polyaxon-tui/container',
	/** First lines of the build steps, a JSON list. */
	steps: 'polyaxon-tui/steps',
	base: 'polyaxon-tui/base-image',
	repository: 'polyaxon-tui/repository',
	/** Name of the Job that builds the image. */
	buildJob: 'polyaxon-tui/build-job',
	/** Folders on the machine that started the run. */
	codeFolder: 'polyaxon-tui/code-folder',
	/** Changes with the data folder of that machine: says whether a run of the same id is this one. */
	folderHash: 'polyaxon-tui/run-folder-hash',
	polyaxonfile: 'polyaxon-tui/polyaxonfile',
	/** Set when somebody asks for the end of the run: when, as ISO 8601. */
	stopped: 'polyaxon-tui/stopped',
	/** What else the Job of the run is made of, JSON: see `writeRest`. */
	rest: 'polyaxon-tui/rest-of-plan',
	/** Those that were too long, a comma-separated list of the words above. */
	leftOut: 'polyaxon-tui/left-out',
} as const;

/** Bytes of one annotation. All of an object together may have 256 KiB (apimachinery, TotalAnnotationSizeLimitB). */
const longestAnnotation = 32 * 1024;

/** What is on every object of a run. Free text is in annotations. */
export function labelsOf({runId, name, specification}: RunRequest): Readonly<Record<string, string>> {
	return {
		'app.kubernetes.io/name': 'polyaxon-tui',
		[runLabel]: labelValue(runId),
		'app.kubernetes.io/component': specification.kind,
		'app.kubernetes.io/part-of': labelValue(name),
		'app.kubernetes.io/managed-by': 'polyaxon-tui',
	};
}

/** Whether an object with these labels is one of a run: what has just the name that one of its objects would have may be another's. */
export function isOfRun(runId: string, labels: Readonly<Record<string, string>> = {}): boolean {
	return labels['app.kubernetes.io/managed-by'] === 'polyaxon-tui' && labels[runLabel] === labelValue(runId);
}

/** What goes along with a run so that it can be known again without its folder. What is too long is left out, and named. */
export function annotationsOf(
	request: RunRequest,
	{
		created,
		strategy,
		repository,
		buildJob,
		rest,
	}: {
		readonly created: number;
		readonly strategy: BuildStrategy;
		readonly repository?: string;
		readonly buildJob?: string;
		readonly rest?: string;
	},
): Readonly<Record<string, string>> {
	const {specification, image} = request;
	const texts: Readonly<Partial<Record<keyof typeof annotationKeys, string | undefined>>> = {
		run: request.runId,
		name: request.name,
		kind: specification.kind,
		created: new Date(created).toISOString(),
		declarations: JSON.stringify(specification.declarations),
		command: specification.command,
		environment: JSON.stringify(specification.environment),
		strategy: strategy.type,
		why: strategy.why,
		container: specification.command === undefined ? 'build' : 'main',
		steps: needsBuild(image) ? JSON.stringify(image.steps.map(step => step.trim().split('\n')[0]?.slice(0, 200))) : undefined,
		base: image.base,
		repository,
		buildJob,
		codeFolder: request.codeFolder,
		folderHash: hashOf([request.runFolder]).slice(0, 12),
		polyaxonfile: request.polyaxonfile,
		rest,
	};
	const given = Object.entries(texts).flatMap(([key, text]) => (text === undefined ? [] : [{key: key as keyof typeof annotationKeys, text}]));
	const isLong = ({text}: {readonly text: string}) => Buffer.byteLength(text) > longestAnnotation;
	const leftOut = given.filter(isLong).map(({key}) => key);
	return Object.fromEntries([
		...given.filter(each => !isLong(each)).map(({key, text}) => [annotationKeys[key], text] as const),
		...(leftOut.length > 0 ? [[annotationKeys.leftOut, leftOut.join(',')] as const] : []),
	]);
}
