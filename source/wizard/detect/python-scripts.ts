import type {Found, FoundCommand} from '../facts.ts';
import type {Folder} from './folder.ts';
import {pythonFlags} from './python-flags.ts';

/** A command of a script; `hasFlags`: it takes parameters. */
export type ScriptCommand = Found<FoundCommand> & {readonly hasFlags: boolean};

const usualNames = ['train', 'main', 'run', 'experiment', 'fit', 'app', '__main__'];
const mostScripts = 200;

/** Python scripts that can be started, the likeliest first: at the top of the folder, with a usual name, with flags. */
export async function findPythonScripts(folder: Folder): Promise<readonly ScriptCommand[]> {
	const candidates = folder.paths.filter(path => path.endsWith('.py') && !isNoScript(path)).slice(0, mostScripts);
	const scripts: Array<ScriptCommand & {readonly path: string}> = [];
	for (const path of candidates) {
		const text = await folder.text(path);
		const line = text === undefined ? -1 : text.split('\n').findIndex(row => /^if\s+__name__\s*==\s*['"]__main__['"]/.test(row));
		const isUsual = !path.includes('/') && usualNames.includes(nameOf(path));
		if (text === undefined || (line < 0 && !isUsual)) continue;
		const flags = pythonFlags(text);
		const command = [`python3 ${quote(path)}`, ...flags.map(({word}) => word)].join(' ');
		const foundIn = line < 0 ? path : `${path}:${line + 1}`;
		scripts.push({path, foundIn, hasFlags: flags.length > 0, value: {command, declarations: flags.map(({declaration}) => declaration)}});
	}
	const rank = ({path, hasFlags}: (typeof scripts)[number]) => path.split('/').length * 100 + (usualIndex(path) + 1) * 2 + (hasFlags ? 0 : 1);
	return scripts.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1)).map(({path: _, ...script}) => script);
}

function isNoScript(path: string): boolean {
	return /(?:^|\/)(?:setup|conftest|noxfile|tasks|test_[^/]*|[^/]*_test|__init__)\.py$|(?:^|\/)(?:tests?|docs?|site-packages|\.[^/]+)\//.test(path);
}

function usualIndex(path: string): number {
	const index = usualNames.indexOf(nameOf(path));
	return index < 0 ? usualNames.length : index;
}

function nameOf(path: string): string {
	return path.replace(/^.*\//, '').replace(/\.py$/, '');
}

function quote(path: string): string {
	return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
