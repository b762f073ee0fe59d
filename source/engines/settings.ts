import {join} from 'node:path';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import {configFolder} from './data-folders.ts';
import {type EngineName, type EngineSettings, engineNames, type RefSource} from './engine.ts';
import {type GivenSettings, settingsFrom} from './kubernetes/settings/cluster-settings.ts';
import {clusterFromEnvironment, clusterFromFlags} from './kubernetes/settings/from-environment.ts';
import {readSettingsFile} from './settings-file.ts';

const defaultGracePeriod = 10;

/** The settings files of a project and of the user, in the order of their weight. Absolute. */
export function settingsFiles(world: Pick<World, 'cwd' | 'env'>): readonly [project: string, user: string] {
	return [join(world.cwd, '.polyaxon', 'tui.yaml'), join(configFolder(world), 'config.yaml')];
}

/** What decides where and how runs go: flags, then POLYAXON_TUI_ENGINE, _CONTEXT and _NAMESPACE, then `.polyaxon/tui.yaml`, then the user's `config.yaml`, then defaults. */
export async function readSettings(
	world: World,
	flags: {readonly engine?: string; readonly context?: string; readonly namespace?: string},
): Promise<{readonly settings: EngineSettings; readonly problems: readonly Problem[]}> {
	const [projectFile, userFile] = settingsFiles(world);
	const project = await readSettingsFile(world, projectFile, {envFilesFrom: world.cwd});
	const user = await readSettingsFile(world, userFile, {envFilesFrom: configFolder(world)});
	const fromFlag = engineOf(flags.engine, '--engine');
	const fromEnv = engineOf(world.env.POLYAXON_TUI_ENGINE, 'POLYAXON_TUI_ENGINE');
	const shmSize = project.shmSize ?? user.shmSize;
	const engine = fromFlag.engine ?? fromEnv.engine ?? project.engine ?? user.engine;
	const clusterPlaces: readonly GivenSettings[] = [clusterFromFlags(flags), clusterFromEnvironment(world), project.kubernetes ?? {}, user.kubernetes ?? {}];
	return {
		settings: {
			...(engine && {engine}),
			secretRefs: merged(project.secretRefs, user.secretRefs),
			configmapRefs: merged(project.configmapRefs, user.configmapRefs),
			gracePeriod: project.gracePeriod ?? user.gracePeriod ?? defaultGracePeriod,
			...(shmSize !== undefined && {shmSize}),
			kubernetes: settingsFrom(...clusterPlaces),
		},
		problems: [...fromFlag.problems, ...fromEnv.problems, ...project.problems, ...user.problems],
	};
}

function engineOf(text: string | undefined, from: string): {readonly engine?: EngineName; readonly problems: readonly Problem[]} {
	if (!text) return {problems: []};
	const engine = engineNames.find(name => name === text);
	if (engine) return {engine, problems: []};
	const message = `${from} names the engine "${text}", which this release does not have.`;
	return {problems: [{code: 'unknown-engine', severity: 'error', message, hint: `Use ${engineNames.join(', ')}.`, path: []}]};
}

/** The project's entry of a name hides the user's. */
function merged(project: readonly RefSource[], user: readonly RefSource[]): readonly RefSource[] {
	return [...project, ...user.filter(source => !project.some(({name}) => name === source.name))];
}
