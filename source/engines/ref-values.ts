import {readdir, readFile, stat} from 'node:fs/promises';
import {extname, join} from 'node:path';
import type {RefSource} from './engine.ts';
import {parseEnvFile} from './env-file.ts';
import {readManifest} from './manifest.ts';

/** What the source of a secret or configmap holds. Values go into the run only, never into a plan, a message or a file that stays. */
export type RefContents = {
	readonly form: 'env file' | 'manifest' | 'folder';
	readonly values: ReadonlyMap<string, string>;
	/** Of an env file, from 1. Their text is not kept: it may be a secret. */
	readonly badLines: readonly number[];
	/** Why a manifest gives nothing; to go after its name. */
	readonly fault?: string;
};

/** Reads a source as what it is: a folder of files, a manifest of Kubernetes, else an env file. Throws what reading throws. */
export async function readRef({name, envFile}: Pick<RefSource, 'name' | 'envFile'>): Promise<RefContents> {
	if ((await stat(envFile)).isDirectory()) return {form: 'folder', values: await readFolder(envFile), badLines: []};
	const text = await readFile(envFile, 'utf8');
	if (['.yaml', '.yml', '.json'].includes(extname(envFile).toLowerCase())) return {form: 'manifest', badLines: [], ...readManifest(text, name)};
	return {form: 'env file', ...parseEnvFile(text)};
}

/** The variables that a source gives to a run: all of it, or the items that it names. Throws what reading throws. */
export async function valuesOf(source: RefSource): Promise<Record<string, string>> {
	const {values} = await readRef(source);
	return Object.fromEntries([...values].filter(([name, value]) => isVariable(name, value) && (!source.items || source.items.includes(name))));
}

/** Whether a key and its value can be an environment variable; Kubernetes leaves out those that cannot, too. */
export function isVariable(name: string, value: string): boolean {
	return /^[A-Za-z_][\w.-]*$/.test(name) && !value.includes('\0');
}

/** Key: the name of a file; value: its text less one newline at its end, which editors and `echo` add. Names with a dot first are for the system. */
async function readFolder(folder: string): Promise<ReadonlyMap<string, string>> {
	const values = new Map<string, string>();
	for (const name of (await readdir(folder)).sort()) {
		const path = join(folder, name);
		if (name.startsWith('.') || !(await stat(path)).isFile()) continue;
		values.set(name, (await readFile(path, 'utf8')).replace(/\r?\n$/, ''));
	}
	return values;
}
