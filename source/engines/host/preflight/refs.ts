import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {relative} from 'node:path';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {World} from '../../../world.ts';
import type {RefSource} from '../../engine.ts';
import {parseEnvFile} from '../../env-file.ts';
import {settingsFiles} from '../../settings.ts';
import type {HostPlan} from '../plan.ts';

type Kind = HostPlan['missingRefs'][number]['kind'];

/** Secrets and configmaps that have no source here, or one that does not give what it should. Values are looked at and forgotten. */
export async function checkRefs(world: World, plan: HostPlan): Promise<readonly Problem[]> {
	const missing = plan.missingRefs.map(({kind, name}) => missingRef(world, kind, name));
	const secrets = await Promise.all(plan.secretRefs.map(source => checkSource(world, 'secret', source)));
	const configmaps = await Promise.all(plan.configmapRefs.map(source => checkSource(world, 'configmap', source)));
	return [...missing, ...secrets.flat(), ...configmaps.flat()];
}

function missingRef(world: World, kind: Kind, name: string): Problem {
	const [project, user] = settingsFiles(world);
	return {
		code: 'missing-ref',
		severity: 'error',
		message: `The ${kind} "${name}" has no source on this computer. Looked in ${shown(world, project)} and ${shown(world, user)}.`,
		hint: `Add to ${shown(world, project)}: ${kind}Refs: [{name: ${name}, envFile: .polyaxon/${name}.env}] and write KEY=value lines into that file.`,
		path: pathOf(kind),
	};
}

async function checkSource(world: World, kind: Kind, {name, envFile, items}: RefSource): Promise<readonly Problem[]> {
	const problem = (code: string, message: string, hint: string, severity: Problem['severity'] = 'error'): Problem => ({
		code,
		severity,
		message,
		hint,
		path: pathOf(kind),
	});
	const file = shown(world, envFile);
	let text: string;
	try {
		text = await readFile(envFile, 'utf8');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
		const hint =
			code === 'ENOENT' ? 'Make the file, with KEY=value lines, or correct envFile in the settings.' : 'Change its rights, or correct envFile in the settings.';
		return [problem('env-file-unreadable', `The env file ${file} of the ${kind} "${name}" ${why}.`, hint)];
	}
	const {values, badLines} = parseEnvFile(text);
	const absent = (items ?? []).filter(item => !values.has(item));
	return [
		...badLines.map(line => ({...problem('env-file-line', `Line ${line} of ${file} is not KEY=value, and is left out.`, 'Correct the line.', 'warning')})),
		...absent.map(item => problem('missing-item', `The ${kind} "${name}" has no ${item} in ${file}.`, 'Add the line, or take the item out of the settings.')),
	];
}

function pathOf(kind: Kind): readonly string[] {
	return ['environment', `${kind}_refs`];
}

function shown({cwd, env}: World, path: string): string {
	const below = relative(cwd, path);
	if (below !== '' && !below.startsWith('..')) return below;
	const home = env.HOME ?? homedir();
	return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
