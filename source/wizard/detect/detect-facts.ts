import {basename} from 'node:path';
import {readSettings} from '../../engines/settings.ts';
import {isSecretVar} from '../../image/secret-looks.ts';
import {stepFileNames} from '../../image/step-files.ts';
import {findPolyaxonfile} from '../../polyaxonfile/find.ts';
import type {World} from '../../world.ts';
import type {EnvVar} from '../answers.ts';
import {emptyFacts, type Facts, type Found} from '../facts.ts';
import {type Placed, parseDockerfile} from './dockerfile.ts';
import {findEnvFile} from './env-file.ts';
import {type Folder, openFolder} from './folder.ts';
import {findGitBranch} from './git-branch.ts';
import {findProjectStep} from './pyproject.ts';
import {findPythonScripts} from './python-scripts.ts';
import {findPythonImages} from './python-version.ts';
import {findRequiredImages, findSteps} from './requirements.ts';
import {findShellScripts} from './shell-scripts.ts';

/** The longest that looking may take, milliseconds. */
const mostTime = 2000;

/** Looks at the folder: at most 2,000 files, 1 MB of each, 2 s. Never throws; what cannot be read was not found. */
export async function detectFacts(world: World, signal: AbortSignal): Promise<Facts> {
	const folder = await openFolder(world.cwd, AbortSignal.any([signal, AbortSignal.timeout(mostTime)]));
	const [dockerfile, envFile, gitBranch, commands, images, polyaxonfiles, settings] = await Promise.all([
		orElse(readDockerfile(folder), {env: [], steps: []}),
		orElse(findEnvFile(folder), {offeredEnvVars: [], secretNames: []}),
		findGitBranch(world.cwd),
		orElse(findCommands(folder), []),
		orElse(findImages(folder), []),
		findPolyaxonfiles(world.cwd),
		readSettings(world, {}).catch(() => undefined),
	]);
	const buildSteps = await orElse(mergeSteps(folder, dockerfile.steps), dockerfile.steps);
	const env = dockerfile.env;
	return {
		...emptyFacts(world.cwd),
		size: {files: folder.paths.length, bytes: folder.bytes, isCut: folder.isCut},
		paths: [...folder.paths].sort(),
		...(gitBranch === undefined ? {} : {gitBranch}),
		polyaxonfiles,
		stepFiles: Object.values(stepFileNames).flatMap(names => names.find(name => folder.paths.includes(name)) ?? []),
		images: distinct([...(dockerfile.image ? [dockerfile.image] : []), ...images]),
		buildSteps,
		envVars: env.filter(({value}) => !isSecretVar(value)),
		offeredEnvVars: envFile.offeredEnvVars,
		secretNames: [...env.filter(({value}) => isSecretVar(value)).map(({value, foundIn}) => ({value: value.name, foundIn})), ...envFile.secretNames],
		commands: [
			...commands,
			...(dockerfile.command ? [{value: {command: dockerfile.command.value, declarations: []}, foundIn: dockerfile.command.foundIn}] : []),
		],
		secretRefs: settings?.settings.secretRefs.map(({name}) => name) ?? [],
		configmapRefs: settings?.settings.configmapRefs.map(({name}) => name) ?? [],
	};
}

type DockerfileFound = {
	readonly image?: Found<string>;
	readonly command?: Found<string>;
	readonly env: ReadonlyArray<Found<EnvVar>>;
	readonly steps: ReadonlyArray<Found<string>>;
};

async function readDockerfile(folder: Folder): Promise<DockerfileFound> {
	const facts = parseDockerfile((await folder.text('Dockerfile')) ?? '');
	const found = <T>({value, line}: Placed<T>): Found<T> => ({value, foundIn: `Dockerfile:${line}`});
	const image = facts.image && found(facts.image);
	const command = facts.command && found(facts.command);
	return {image, command, env: facts.env.map(found), steps: facts.steps.map(found)};
}

/** Code that makes a detector fail, such as a text too odd for an expression, hides only what that detector looks for. */
async function orElse<T>(looking: Promise<T>, fallback: NoInfer<T>): Promise<T> {
	return looking.catch(() => fallback);
}

/** Scripts with parameters first, since they make the better experiment; then scripts of the shell; then what is left. */
async function findCommands(folder: Folder): Promise<Facts['commands']> {
	const scripts = await findPythonScripts(folder);
	const plain = scripts.map(({value, foundIn, hasFlags}) => ({hasFlags: hasFlags && !value.command.includes('/'), command: {value, foundIn}}));
	const shell = findShellScripts(folder);
	return [
		...plain.filter(({hasFlags}) => hasFlags).map(({command}) => command),
		...shell,
		...plain.filter(({hasFlags}) => !hasFlags).map(({command}) => command),
	];
}

async function findImages(folder: Folder): Promise<Facts['images']> {
	return [...(await findRequiredImages(folder)), ...(await findPythonImages(folder))];
}

/** The Dockerfile's steps, then what its files stand for and it does not use; the dependencies of pyproject.toml only when nothing else installs any. */
async function mergeSteps(folder: Folder, steps: ReadonlyArray<Found<string>>): Promise<Facts['buildSteps']> {
	const missing = findSteps(folder).filter(({foundIn}) => !steps.some(({value}) => value.includes(foundIn)));
	const all = [...steps, ...missing];
	const project = all.some(({value}) => /\bpip3?\b/.test(value)) ? undefined : await findProjectStep(folder);
	return distinct(project ? [...all, project] : all);
}

async function findPolyaxonfiles(folder: string): Promise<readonly string[]> {
	return findPolyaxonfile(folder).then(
		({file, others}) => [...(file === undefined ? [] : [file]), ...others].map(path => basename(path)),
		() => [],
	);
}

function distinct(found: ReadonlyArray<Found<string>>): ReadonlyArray<Found<string>> {
	return found.filter(({value}, at) => found.findIndex(other => other.value === value) === at);
}
