import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import ignore, {type Ignore} from 'ignore';
import {UserError} from '../user-error.ts';

/** Which paths of a code folder are left out. */
export type IgnoreRules = {
	/** Name of the file that the rules are from; absent when the folder has none that leaves anything out. */
	readonly file?: '.polyaxonignore' | '.dockerignore';
	/** Whether the path (relative, with `/`, no slash at its end) is left out. */
	isIgnored(path: string, isFolder: boolean): boolean;
	/** False when a later `!` rule may take back something below an ignored folder, so that the folder has to be walked. */
	readonly prunes: boolean;
	/** Whether a `!` rule takes the file along by its own name, and not with a folder or with everything. */
	isNamed(path: string): boolean;
	/** Whether a `!` rule takes the file along where no rule of the folder leaves it out. */
	isTakenBack(path: string): boolean;
};

/**
 * Reads `.polyaxonignore` (git's rules), else `.dockerignore` (Docker's rules); without both nothing is ignored. What they leave out is never merged: the one
 * that counts is the first that leaves anything out. Of one that only takes along the `!` lines count with the next one, else to follow the hint to write
 * `!.env` would drop all other rules. Throws a UserError when a file cannot be read.
 */
export async function readIgnoreRules(folder: string): Promise<IgnoreRules> {
	const polyaxon = await read(folder, '.polyaxonignore');
	if (polyaxon !== undefined && leavesOut(polyaxon)) return {file: '.polyaxonignore', ...gitRules(polyaxon)};
	const docker = await read(folder, '.dockerignore');
	const ofDocker = dockerRules(docker ?? '');
	const rules = docker !== undefined && leavesOut(docker) ? {file: '.dockerignore' as const, ...ofDocker} : ofDocker;
	return polyaxon === undefined ? rules : takingAlong(gitRules(polyaxon), rules);
}

/** Whether a line of an ignore file is more than a comment or something that is taken along. */
function leavesOut(text: string): boolean {
	return text.split(/\r?\n/).some(line => /^[^!#]/.test(line.trim()));
}

function takingAlong(kept: Rules, rules: IgnoreRules): IgnoreRules {
	return {
		...rules,
		isIgnored: (path, isFolder) => rules.isIgnored(path, isFolder) && !kept.isTakenBack(path),
		prunes: false,
		isNamed: path => kept.isNamed(path) || rules.isNamed(path),
		isTakenBack: path => kept.isTakenBack(path) || rules.isTakenBack(path),
	};
}

type Rules = Omit<IgnoreRules, 'file'>;

/** Git's rules, and the platform's own way to anchor a path: `./data`, as in the file that its `init` writes. */
export function gitRules(text: string): Rules {
	const anchored = text.replaceAll(/^(!?)\.\//gm, '$1/');
	const lines = anchored.split(/\r?\n/);
	const rules = ignore().add(anchored);
	return {prunes: true, isIgnored: (path, isFolder) => rules.ignores(isFolder ? `${path}/` : path), isNamed: namedIn(lines), isTakenBack: takenBackBy(lines)};
}

function takenBackBy(lines: readonly string[]): (path: string) => boolean {
	const taken = ignore().add(lines.flatMap(line => (line.startsWith('!') ? [line.slice(1).trim()] : [])));
	return path => taken.ignores(path);
}

/** Whether one of the `!` lines names a file. `!keys/`, `!*` and `!*.json` name none: who writes them has other files in mind. */
function namedIn(lines: readonly string[]): (path: string) => boolean {
	const rules = lines.flatMap(line => {
		const pattern = line.startsWith('!') ? line.slice(1).trim() : '';
		const last = nameOf(pattern);
		return /\w/.test(last) && !/[*?[]/.test(last) ? [{whole: ignore().add(pattern), last: ignore().add(last)}] : [];
	});
	return path => rules.some(({whole, last}) => whole.ignores(path) && last.ignores(nameOf(path)));
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Docker's rules: every pattern starts at the folder, the last that matches a path or one of its parents decides. */
export function dockerRules(text: string): Rules {
	const lines = text.split(/\r?\n/);
	const rules = lines.flatMap(dockerRule);
	const anchored = lines.map(line => line.trim().replace(/^!\s*\/?(?=.)/, '!/'));
	return {
		isNamed: namedIn(anchored),
		isTakenBack: takenBackBy(anchored),
		prunes: rules.every(rule => !rule.takesBack),
		isIgnored(path) {
			// A rule may name a folder without a slash at its end, so every path is asked for as both.
			return rules.reduce((isIgnored, {takesBack, pattern}) => (pattern.ignores(path) || pattern.ignores(`${path}/`) ? !takesBack : isIgnored), false);
		},
	};
}

function dockerRule(line: string): ReadonlyArray<{takesBack: boolean; pattern: Ignore}> {
	const trimmed = line.trim();
	if (trimmed === '' || trimmed.startsWith('#')) return [];
	const takesBack = trimmed.startsWith('!');
	const path = (takesBack ? trimmed.slice(1).trim() : trimmed).replace(/^\.?\//, '').replace(/\/+$/, '');
	if (path === '' || path === '.') return [];
	return [{takesBack, pattern: ignore({ignorecase: false}).add(`/${path}`)}];
}

/**
 * Whether a path is left out of an image when the folder has no ignore file. The file that the platform's `init` wrote has also `lib`, `lib64`, `parts`, `var`,
 * `eggs` and `sdist`, which drop folders of code of these names at any depth: who wants that writes it down. Files that look like secrets are named one by one instead.
 */
export function isIgnoredByDefault(path: string): boolean {
	return path.startsWith('outputs/') || path.split('/').some(name => neverBaked.has(name) || /\.(?:pyc|swp)$/.test(name));
}

const neverBaked = new Set([
	...['.git', '.hg', '.svn', '.polyaxon', '.idea', '.vscode', '.DS_Store', 'node_modules', '.eggs', '__pycache__', '.ipynb_checkpoints'],
	...['.venv', 'venv', '.tox', '.nox', '.mypy_cache', '.pytest_cache', '.ruff_cache'],
]);

/** The text of a file, or undefined where there is none. Rules that cannot be read are not taken for none: what they leave out would go along. */
async function read(folder: string, name: string): Promise<string | undefined> {
	try {
		return await readFile(join(folder, name), 'utf8');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT') return undefined;
		const why = code === 'EACCES' || code === 'EPERM' ? 'you have no right to read it' : code === 'EISDIR' ? 'it is a folder' : String(code ?? error);
		throw new UserError(`Cannot read ${name}: ${why}. It says what is left out of the code. Mend it, or delete it.`, 2, {cause: error});
	}
}
