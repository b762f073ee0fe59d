import {homedir} from 'node:os';
import {relative} from 'node:path';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import type {RefSource} from './engine.ts';
import {isVariable, type RefContents, readRef} from './ref-values.ts';
import type {MissingRef, PlannedRefs} from './refs.ts';
import {settingsFiles} from './settings.ts';

type Kind = MissingRef['kind'];

/** Secrets and configmaps that have no source here, or one that does not give what it should. Values are looked at and forgotten. */
export async function checkRefs(world: World, plan: PlannedRefs): Promise<readonly Problem[]> {
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

async function checkSource(world: World, kind: Kind, source: RefSource): Promise<readonly Problem[]> {
	const {name, envFile, items} = source;
	const problem = (code: string, message: string, hint: string, severity: Problem['severity'] = 'error'): Problem => ({
		code,
		severity,
		message,
		hint,
		path: pathOf(kind),
	});
	const file = shown(world, envFile);
	let contents: RefContents;
	try {
		contents = await readRef(source);
	} catch (error) {
		const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		const hint = isAbsent
			? 'Make it (a file of KEY=value lines, a manifest .yaml, or a folder with a file a key), or correct the path in the settings.'
			: 'Change its rights, or correct the path in the settings.';
		return [problem('source-unreadable', `The source ${file} of the ${kind} "${name}" ${isAbsent ? 'is not there' : 'cannot be read'}.`, hint)];
	}
	const {values, badLines, form, fault} = contents;
	if (fault !== undefined) {
		return [
			problem('manifest-unreadable', `The manifest ${file} of the ${kind} "${name}" ${fault}.`, `Write one with metadata.name ${name} and data or stringData.`),
		];
	}
	const absent = (items ?? []).filter(item => !values.has(item));
	const strange = [...values].filter(([key, value]) => !isVariable(key, value)).map(([key]) => key);
	const inForm = form === 'env file' ? 'Add the line' : form === 'manifest' ? 'Add the key' : 'Add the file';
	return [
		...badLines.map(line => problem('env-file-line', `Line ${line} of ${file} is not KEY=value, and is left out.`, 'Correct the line.', 'warning')),
		...strange.map(key =>
			problem(
				'no-variable',
				`${key} in ${file} cannot be an environment variable, and is left out.`,
				'Use letters, digits and _ in its name, and text as its value.',
				'warning',
			),
		),
		...[...values.keys()]
			.filter(key => ofSystem.has(key) && (items?.includes(key) ?? true))
			.map(key =>
				problem(
					'variable-of-system',
					`${key} in ${file} replaces the ${key} that the command would have: programs may not be found, or not work.`,
					'Take it out, or give it another name.',
					'warning',
				),
			),
		...absent.map(item => problem('missing-item', `The ${kind} "${name}" has no ${item} in ${file}.`, `${inForm}, or take the item out of the settings.`)),
	];
}

/** What shells, loaders and Python look for. */
const ofSystem: ReadonlySet<string> = new Set(['PATH', 'LD_PRELOAD', 'LD_LIBRARY_PATH', 'PYTHONHOME', 'HOME', 'SHELL']);

function pathOf(kind: Kind): readonly string[] {
	return ['environment', `${kind}_refs`];
}

function shown({cwd, env}: World, path: string): string {
	const below = relative(cwd, path);
	if (below !== '' && !below.startsWith('..')) return below;
	const home = env.HOME ?? homedir();
	return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
