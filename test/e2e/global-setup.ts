import {execFileSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds dist/ when it is missing or older than what it is made of. */
export function setup(): void {
	if (process.env.POLYAXON_TUI_PROGRAM) return;
	const built = changedAt('dist/cli.js');
	const sources = [
		'cli.tsx',
		'build.mjs',
		'package.json',
		...readdirSync(join(root, 'source'), {recursive: true, encoding: 'utf8'}).map(path => `source/${path}`),
	];
	if (sources.some(path => changedAt(path) > built)) execFileSync(process.execPath, ['build.mjs'], {cwd: root, stdio: 'inherit'});
}

function changedAt(path: string): number {
	return statSync(join(root, path), {throwIfNoEntry: false})?.mtimeMs ?? 0;
}
