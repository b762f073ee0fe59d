import {join} from 'node:path';
import {build} from 'esbuild';

/** Bundles a TypeScript file so that plain node starts it quickly. The path of the program. */
export async function bundle(entry: string, folder: string): Promise<string> {
	const outfile = join(folder, 'program.mjs');
	await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		banner: {js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);"},
		logLevel: 'silent',
	});
	return outfile;
}
