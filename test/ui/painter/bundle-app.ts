import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build, type Plugin} from 'esbuild';

/** A program in one file, in a temporary folder of its own. */
export type BundledApp = {readonly file: string; readonly folder: string; remove(): Promise<void>};

/** Ink looks for its developer tools only when DEV=true. */
const withoutDevtools: Plugin = {
	name: 'without-devtools',
	setup(bundler) {
		bundler.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'stub'}));
		bundler.onLoad({filter: /.*/, namespace: 'stub'}, () => ({contents: 'export default {};'}));
	},
};

/** Bundles an Ink app as the product is bundled. */
export async function bundleApp(entry: string): Promise<BundledApp> {
	const folder = await mkdtemp(join(tmpdir(), 'polyaxon-tui-app-'));
	const file = join(folder, 'app.mjs');
	await build({
		entryPoints: [entry],
		outfile: file,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		jsx: 'automatic',
		banner: {js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);"},
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		plugins: [withoutDevtools],
		logLevel: 'error',
	});
	return {file, folder, remove: () => rm(folder, {recursive: true, force: true})};
}
