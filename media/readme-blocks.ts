/** Writes the parts of the readme that the program itself knows: its help and its keys. `npx tsx media/readme-blocks.ts` */
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {argv} from 'node:process';
import {fileURLToPath} from 'node:url';
import {runKeys} from '../source/ui/run/run-keys.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The readme with its generated parts as they should be now. Needs `dist/`. */
export function withBlocks(readme: string): string {
	const help = execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), '--help'], {encoding: 'utf8', env: {...process.env, NO_COLOR: '1'}});
	return replaceBlock(replaceBlock(readme, 'help', `\`\`\`\n${help.trimEnd()}\n\`\`\``), 'keys', keyTable());
}

function keyTable(): string {
	const rows = runKeys.map(({keys, help, ...binding}) => `| ${('label' in binding ? binding.label : keys.join(', ')).replaceAll('|', '\\|')} | ${help} |`);
	return ['| key | what it does |', '|---|---|', ...rows].join('\n');
}

function replaceBlock(text: string, name: string, content: string): string {
	const pattern = new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`);
	if (!pattern.test(text)) throw new Error(`The readme has no block ${name}.`);
	return text.replace(pattern, () => `<!-- ${name} -->\n${content}\n<!-- /${name} -->`);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
	const file = path.join(root, 'readme.md');
	writeFileSync(file, withBlocks(readFileSync(file, 'utf8')));
}
