import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {createImagePlan, type ImagePlan} from '../../source/image/plan.ts';
import type {Build} from '../../source/polyaxonfile/specification.ts';

/** A folder of code for one test. Must be removed. */
export type Project = ReturnType<typeof createProject>;

/** Makes a folder with the given files (path → text). */
export function createProject(files: Readonly<Record<string, string | Uint8Array>> = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'image-project-'));
	const write = (path: string, text: string | Uint8Array) => {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text, {mode: 0o644});
	};
	for (const [path, text] of Object.entries(files)) write(path, text);
	return {
		folder,
		write,
		/** The plan of an image of `base:1`, or of what `build` says. */
		plan: (build: Partial<Build> = {}): Promise<ImagePlan> =>
			createImagePlan(
				{build: {...(build.dockerfile === undefined && {image: 'base:1'}), build_steps: [], env_vars: [], ...build}},
				folder,
				new AbortController().signal,
			),
		remove: () => rmSync(folder, {recursive: true, force: true}),
	};
}
