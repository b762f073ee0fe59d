import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {valuesOf} from '../ref-values.ts';
import type {ContainerPlan} from './plan.ts';

/** How variables get into a container without being an argument of any process. */
export type RunEnvironment = {
	/** Lines of the file for `--env-file`. */
	readonly file: string;
	/** For `-e NAME`: the value is in the environment of the engine's command alone. */
	readonly passed: Readonly<Record<string, string>>;
};

/** All variables of a run besides those that are baked: configmaps, secrets, what it is told, in this order. Throws what reading a source throws. */
export async function runVariables(plan: ContainerPlan): Promise<Readonly<Record<string, string>>> {
	const env: Record<string, string> = {};
	for (const source of [...plan.configmapRefs, ...plan.secretRefs]) Object.assign(env, await valuesOf(source));
	for (const [name, value] of plan.polyaxonEnv) env[name] = value;
	return env;
}

/** An env file has no escapes, and engines read quotes and blanks in different ways: only values that all read alike go there. */
export function toRunEnvironment(variables: Readonly<Record<string, string>>): RunEnvironment {
	const lines: string[] = [];
	const passed: Record<string, string> = {};
	for (const [name, value] of Object.entries(variables)) {
		if (isPlain(value) || (isOfEngine(name) && !/[\r\n]/.test(value))) lines.push(`${name}=${value}\n`);
		else passed[name] = value;
	}
	return {file: lines.join(''), passed};
}

/** Names of variables whose values can be given to the container only by changing what the engine's own command does. */
export function unpassable(variables: Readonly<Record<string, string>>): readonly string[] {
	return Object.keys(toRunEnvironment(variables).passed).filter(isOfEngine);
}

function isPlain(value: string): boolean {
	return value.length < 16_000 && /^[\w!%&()*+,./:;<=>?@[\]^{|}~-]*$/.test(value);
}

/** What podman, docker, nerdctl and their libraries look for in their environment. */
function isOfEngine(name: string): boolean {
	return (
		/^(?:PATH|HOME|USER|TMPDIR|LANG|LC_\w+|SHELL|NOTIFY_SOCKET|SSL_CERT_\w+|REGISTRY_AUTH_FILE|STORAGE_\w+|_?CONTAINER\w*|LISTEN_\w+|CNI_\w+|NETNS|NETAVARK_\w+)$/.test(
			name,
		) ||
		/^(?:DOCKER|PODMAN|NERDCTL|BUILDKIT|BUILDX|BUILDAH|XDG|LD|GO|DBUS|LIBPOD|OCI)\w*$/.test(name) ||
		/_proxy$/i.test(name)
	);
}

/** Where the env file of a run is while its container is made. */
export function envFileOf(runFolder: string): string {
	return join(runFolder, 'container.env');
}

/** Writes the env file, for our eyes only. */
export async function writeEnvFile(runFolder: string, text: string): Promise<string> {
	const file = envFileOf(runFolder);
	await rm(file, {force: true});
	await writeFile(file, text, {mode: 0o600, flag: 'wx'});
	return file;
}
