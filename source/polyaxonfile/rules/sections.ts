import type {Environment, Kind} from '../specification.ts';
import {build, buildKeys, buildSource, nestedVersion} from './build.ts';
import {declarations} from './declarations.ts';
import {backends, framework} from './distribution.ts';
import {environment, notebookEnvironment} from './environment.ts';
import {header} from './header.ts';
import {hptuning} from './hptuning.ts';
import {inputs} from './inputs.ts';
import {misplacedBuildNames, newerBuildNames, newerFileNames, newerTopNames} from './newer-names.ts';
import {olderSections} from './older-sections.ts';
import {needed, pipelineKeys} from './pipeline.ts';
import {graphCheck} from './pipeline-graph.ts';
import {distributedEnvironment, replicaChecks, replicaNeeds} from './replicas.ts';
import {type Key, type SectionRule, section, type ValueOf} from './rule.ts';
import {run} from './run.ts';

/** The sections of the kinds that run something, in the order of the reference. */
const sections = {...header, ...inputs, declarations, framework, environment, build, run, hptuning, ...olderSections} as const satisfies Readonly<
	Record<string, Key>
>;

/** Sections that files of a kind have no place for, and their other names. */
export function foreignTo(kind: Kind): readonly string[] {
	const foreign = Object.entries<Key>(sections).filter(([, key]) => key.kinds && !key.kinds.includes(kind));
	return foreign.flatMap(([name, {otherName}]) => (otherName === undefined ? [name] : [name, otherName]));
}

type BuildValues = ValueOf<{readonly type: 'section'; readonly keys: typeof buildKeys}>;
/** What of a file a run is made from; the keys of a build stand at the top in `kind: build`. */
export type FileValues = BuildValues & {
	readonly name?: string;
	readonly description?: string;
	readonly tags?: readonly string[];
	readonly build?: BuildValues;
	readonly environment?: Partial<Environment>;
	readonly run?: ValueOf<typeof run.rule>;
};

/** The rule of a whole file of each kind. */
const rules: Readonly<Record<Kind, SectionRule>> = {
	experiment: runRule('experiment'),
	group: runRule('group'),
	job: runRule('job'),
	notebook: runRule('notebook'),
	tensorboard: runRule('tensorboard'),
	build: section(
		{...header, ...inputs, ...buildKeys, environment, ...backendOf('build')},
		{choices: [buildSource], newer: newerFileNames, strangers: {...newerTopNames, ...newerBuildNames, ...strangersOf('build')}},
	),
	pipeline: pipelineRule(),
};

/** The rule of a whole file of a kind. */
export function fileRule(kind: Kind): SectionRule {
	return rules[kind];
}

/** A file of kind build as releases up to 0.4.1 had it: `liftBuild` makes the newer form of it. */
export const olderBuildRule = section({...header, environment, build: {...build, isNeeded: true}});

function runRule(kind: Kind): SectionRule {
	const isDistributed = kind === 'experiment' || kind === 'group';
	const needs = isDistributed ? distributedEnvironment : kind === 'notebook' ? notebookEnvironment : environment;
	const keys = {...own(kind), environment: needs, ...backendOf(kind)};
	return section(keys, {
		newer: newerFileNames,
		strangers: {...newerTopNames, ...misplacedBuildNames, ...strangersOf(kind)},
		...(isDistributed ? {needs: replicaNeeds, also: replicaChecks} : {}),
	});
}

function pipelineRule(): SectionRule {
	const templates = Object.fromEntries((['build', 'job', 'experiment', 'group', 'tensorboard', 'notebook'] as const).map(kind => [kind, templateRule(kind)]));
	const keys = {...header, ...inputs, environment, ...backendOf('pipeline'), ...pipelineKeys(templates)};
	return section(keys, {newer: newerFileNames, strangers: {...newerTopNames, ...strangersOf('pipeline')}, also: [graphCheck]});
}

/** A template is a file whose sections may be missing: ops give the rest. */
function templateRule(kind: Kind): SectionRule {
	const keys = kind === 'build' ? {...header, ...inputs, ...buildKeys, environment, ...backendOf('build')} : runRule(kind).keys;
	const optional = Object.entries<Key>(keys).map(([name, {isNeeded: _, ...key}]) => [name, key] as const);
	return section({...Object.fromEntries(optional), version: nestedVersion, name: {...header.name, ...needed}});
}

function own(kind: Kind): Readonly<Record<string, Key>> {
	return Object.fromEntries(
		Object.entries<Key>(sections)
			.filter(([, key]) => key.kinds?.includes(kind) ?? true)
			.map(([name, key]) => [name, key.neededBy?.includes(kind) ? {...key, isNeeded: true} : key]),
	);
}

function backendOf(kind: Kind): Readonly<Record<string, Key>> {
	const backend = backends[kind];
	return backend ? {backend} : {};
}

function strangersOf(kind: Kind): NonNullable<SectionRule['strangers']> {
	const ofPipeline = kind === 'pipeline' ? [] : ['templates', 'ops', 'schedule', 'concurrency'];
	return Object.fromEntries([...foreignTo(kind), ...ofPipeline].map(name => [name, notIn(name, kind)]));
}

function notIn(name: string, kind: Kind) {
	return {code: 'not-in-kind', message: `"${name}" has no place in a file of kind ${kind}.`, hint: hintFor(name, kind)} as const;
}

function hintFor(name: string, kind: Kind): string {
	if (kind === 'build' && name === 'build') return 'Move what is under it two blanks to the left, and delete "build:".';
	if (kind === 'build' && name === 'run') return 'A build runs its build_steps only. Delete it, or write "kind: job".';
	if (name === 'hptuning') return 'Write "kind: group", or delete it.';
	if (name === 'concurrency') return 'Put it under hptuning, in kind group.';
	return 'Delete it, or choose another kind.';
}
