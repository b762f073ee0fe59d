import {posix} from 'node:path';
import {type BakedFile, bakedCode, bakedFolders, codeRoot} from './baked-code.ts';
import {dockerfileText} from './dockerfile.ts';
import type {ImagePlan} from './plan.ts';
import {scriptsOf} from './step-scripts.ts';

/** One entry of the tar that a builder gets. `path` is relative to its root, with `/`; `source` to the code folder. */
export type ContextEntry =
	| {readonly type: 'folder'; readonly path: string}
	| {readonly type: 'text'; readonly path: string; readonly text: string}
	| {readonly type: 'file'; readonly path: string; readonly source: string; readonly size: number; readonly isExecutable: boolean}
	| {readonly type: 'link'; readonly path: string; readonly source: string; readonly target: string};

/** What goes into the tar, sorted by path: the Dockerfile, scripts of long steps, and the code with its empty folders. Folders come before what is in them. */
export function contextFiles(image: ImagePlan): readonly ContextEntry[] {
	const entries: ContextEntry[] = bakedCode(image).map(toEntry);
	entries.push({type: 'text', path: 'Dockerfile', text: dockerfileText(image)});
	for (const {path, text} of scriptsOf(image)) entries.push({type: 'text', path, text});
	const folders = new Set([codeRoot]);
	for (const {path} of entries) addFolders(folders, path);
	for (const folder of bakedFolders(image).map(path => `${codeRoot}/${path}`)) {
		addFolders(folders, folder);
		folders.add(folder);
	}
	for (const path of folders) entries.push({type: 'folder', path});
	return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** How much code goes into the image, and the five largest of its top-level folders (with a `/` at the end) and files. */
export function contextSummary(image: ImagePlan): {
	readonly files: number;
	readonly bytes: number;
	readonly largest: ReadonlyArray<{readonly path: string; readonly bytes: number}>;
} {
	const files = bakedCode(image);
	const sizes = new Map<string, number>();
	for (const {path, size} of files) {
		const top = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path;
		sizes.set(top, (sizes.get(top) ?? 0) + size);
	}
	const largest = [...sizes].map(([path, bytes]) => ({path, bytes})).toSorted((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1));
	return {files: files.length, bytes: files.reduce((sum, {size}) => sum + size, 0), largest: largest.slice(0, 5)};
}

function toEntry({path, source, size, mode, isLink, target = ''}: BakedFile): ContextEntry & {readonly type: 'file' | 'link'} {
	const inTar = `${codeRoot}/${path}`;
	return isLink ? {type: 'link', path: inTar, source, target} : {type: 'file', path: inTar, source, size, isExecutable: (mode & 0o100) !== 0};
}

/** Adds the folders that a path is in, up to one that is known. */
function addFolders(known: Set<string>, path: string): void {
	const folder = posix.dirname(path);
	if (folder === '.' || known.has(folder)) return;
	known.add(folder);
	addFolders(known, folder);
}
