import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {argv, stdout} from 'node:process';
import {pathToFileURL} from 'node:url';
import {printTable, type Row} from './table.ts';

// Runs every file here that exports `run`, or those that are named: npm run bench -- ingest
const named = argv.slice(2);
const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.ts') && name !== 'main.ts' && name !== 'table.ts');
for (const file of files) {
	if (named.length > 0 && !named.includes(file.replace('.ts', ''))) continue;
	const module: unknown = await import(pathToFileURL(join(import.meta.dirname, file)).href);
	if (!hasRun(module)) continue;
	stdout.write(`\n${file.replace('.ts', '')}\n`);
	stdout.write(printTable(await module.run()));
}

function hasRun(module: unknown): module is {run(): Promise<readonly Row[]>} {
	return typeof module === 'object' && module !== null && 'run' in module && typeof module.run === 'function';
}
