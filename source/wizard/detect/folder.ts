import {lstat, readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** A folder that is looked at: what is in it, and its texts. */
export type Folder = {
	/** Absolute. */
	readonly path: string;
	/** Relative paths with `/`, sorted; what stands at the top first. */
	readonly paths: readonly string[];
	readonly bytes: number;
	/** There is more than was looked at. */
	readonly isCut: boolean;
	/** The text of a regular file of at most 1 MB, or undefined. Never throws. */
	text(path: string): Promise<string | undefined>;
};

const mostFiles = 2000;
const mostBytes = 1_000_000;

/** Folders that hold no code of the user's. */
const passedOver = new Set([
	'.git',
	'.hg',
	'.svn',
	'.polyaxon',
	'node_modules',
	'__pycache__',
	'.venv',
	'venv',
	'.tox',
	'.nox',
	'.mypy_cache',
	'.pytest_cache',
	'.ruff_cache',
	'.ipynb_checkpoints',
	'.idea',
	'.vscode',
]);

/** Walks the folder level by level, until 2,000 files are found or the signal aborts. Never throws; links are listed and not followed. */
export async function openFolder(path: string, signal: AbortSignal): Promise<Folder> {
	const regular = new Set<string>();
	const paths: string[] = [];
	let bytes = 0;
	let isCut = false;
	const folders = [''];
	for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
		const entries = await readdir(join(path, folder), {withFileTypes: true}).catch(() => []);
		entries.sort((a, b) => (a.name < b.name ? -1 : 1));
		const files = entries.filter(entry => entry.isFile() || entry.isSymbolicLink());
		folders.push(...entries.filter(entry => entry.isDirectory() && !passedOver.has(entry.name)).map(entry => nameIn(folder, entry.name)));
		isCut = signal.aborted || paths.length + files.length > mostFiles;
		const taken = signal.aborted ? [] : files.slice(0, mostFiles - paths.length);
		const sizes = await Promise.all(taken.map(entry => (entry.isFile() ? sizeOf(join(path, folder, entry.name)) : 0)));
		taken.forEach((entry, at) => {
			const name = nameIn(folder, entry.name);
			paths.push(name);
			bytes += sizes[at]!;
			if (entry.isFile() && sizes[at]! <= mostBytes) regular.add(name);
		});
		if (isCut) break;
	}
	const text = async (name: string) =>
		regular.has(name) && !signal.aborted ? readFile(join(path, name), {encoding: 'utf8', signal}).catch(() => undefined) : undefined;
	return {path, paths, bytes, isCut, text};
}

function nameIn(folder: string, name: string): string {
	return folder === '' ? name : `${folder}/${name}`;
}

async function sizeOf(path: string): Promise<number> {
	return lstat(path).then(
		stats => stats.size,
		() => 0,
	);
}
