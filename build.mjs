// Bundles the program into dist/: one small chunk a command, nothing to download for a user.
import {chmod, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {build} from 'esbuild';

/** Ink asks for react-devtools-core only when DEV=true; the bundle never does. */
const withoutDevtools = {
	name: 'without-devtools',
	setup(bundler) {
		bundler.onResolve({filter: /^react-devtools-core$/}, () => ({path: 'react-devtools-core', namespace: 'stub'}));
		bundler.onLoad({filter: /.*/, namespace: 'stub'}, () => ({contents: 'export default {initialize() {}, connectToDevTools() {}};'}));
	},
};

/** Changes a file of a package; fails when the package has changed so that nothing is found to change. */
const patch = (filter, changes) => ({
	name: `patch ${filter.source}`,
	setup(bundler) {
		bundler.onLoad({filter}, async ({path}) => {
			let contents = await readFile(path, 'utf8');
			for (const [before, after] of changes) {
				if (!contents.includes(before)) throw new Error(`${path} has changed: look at its patch in build.mjs.`);
				contents = contents.replaceAll(before, after);
			}
			return {contents};
		});
	},
});

/** Yoga fetches its own data: URL, which makes Node load its HTTP client (20 ms of every start). Without fetch it decodes the same bytes itself. */
const yogaWithoutFetch = patch(/yoga-wasm-base64-esm\.js$/, [['"function"!=typeof fetch', 'true']]);

/** The first Intl.Segmenter takes Node 9 ms, and modules make theirs when they are loaded: here each is made when it is first asked. */
const lateSegmenter = {
	name: 'late-segmenter',
	setup(bundler) {
		bundler.onResolve({filter: /^late-segmenter$/}, () => ({path: 'late-segmenter', namespace: 'own'}));
		bundler.onLoad({filter: /.*/, namespace: 'own'}, () => ({
			contents: `
				const {Segmenter} = globalThis.Intl;
				export class LateSegmenter {
					#made;
					#settings;
					constructor(...settings) { this.#settings = settings; }
					segment(text) { return (this.#made ??= new Segmenter(...this.#settings)).segment(text); }
				}`,
		}));
	},
};

/**
 * string-width measures a text that is not all ASCII with Intl.Segmenter and \p{RGI_Emoji}, which take Node 9 and 15 ms to load. Borders, bullets, ticks and
 * Latin letters never join their neighbours and fill one cell each (terminal/glyphs.ts), so their number is their width, as that of ASCII letters is.
 */
const narrow =
	'\\u0020-\\u007E\\u00A1-\\u00AC\\u00AE-\\u02FF\\u0370-\\u0482\\u048A-\\u052F\\u2010-\\u2027\\u2190-\\u2193\\u2500-\\u25A9\\u25AC-\\u25B5\\u25B7-\\u25BF\\u25C1-\\u25FA\\u2713\\u2717\\u2800-\\u28FF';
const quickStringWidth = patch(/\/string-width\/index\.js$/, [
	['/^[\\u0020-\\u007E]*$/', `/^[${narrow}]*$/`],
	['const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;', 'let emoji; const rgiEmojiRegex = {test: text => (emoji ??= /^\\p{RGI_Emoji}$/v).test(text)};'],
]);

/**
 * Each name of the package from the ES module that has it. The CommonJS that the package gives Node takes longer to load and to run; and of its index the
 * bundler gives every command all that it names, also the parser, which few need.
 */
const yamlModules = {
	name: 'yaml-modules',
	async setup(bundler) {
		const folder = resolve('node_modules/yaml/browser/dist');
		const index = await readFile(join(folder, 'index.js'), 'utf8');
		const exports = [...index.matchAll(/export \{([^}]*)\} from '([^']*)'/g)];
		const modules = new Map(exports.flatMap(([, names, path]) => names.split(',').map(name => [name.trim(), join(folder, path)])));
		bundler.onLoad({filter: /\/source\/.*\.tsx?$/}, async ({path}) => {
			const contents = await readFile(path, 'utf8');
			const direct = contents.replaceAll(/^import \{(.*)\} from 'yaml';$/gm, (_, names) => {
				const values = names.split(',').filter(name => !name.trim().startsWith('type '));
				return values.map(name => `import {${name}} from ${JSON.stringify(modules.get(name.trim()))};`).join(' ');
			});
			return {contents: direct, loader: path.endsWith('x') ? 'tsx' : 'ts'};
		});
	},
};

/** Commander asks for it at once, and needs it only for commands that are programs of their own: there are none. */
const commanderWithoutPrograms = patch(/commander\/lib\/command\.js$/, [["require('node:child_process')", 'undefined']]);

/**
 * Of client-node only the logins of a kubeconfig are used (engines/kubernetes/client/credentials.ts). Their module also names the generated API (half of the
 * program's size), node-fetch and js-yaml, for methods that are not called here: empty ones stand in for them.
 */
const onlyKubeConfig = {
	name: 'only-kube-config',
	setup(bundler) {
		const stubs = {
			'./gen/index.js': 'export class ServerConfiguration {} export function createConfiguration() {}',
			'node-fetch': 'export class Headers {}',
			'js-yaml': 'export default {};',
		};
		const asked = new Set();
		bundler.onResolve({filter: /^(\.\/gen\/index\.js|node-fetch|js-yaml)$/}, ({path, importer}) => {
			if (!/@kubernetes\/client-node\/dist\/config\.js$/.test(importer)) return undefined;
			asked.add(path);
			return {path, namespace: 'kube-stub'};
		});
		bundler.onLoad({filter: /.*/, namespace: 'kube-stub'}, ({path}) => ({contents: stubs[path]}));
		bundler.onEnd(() => {
			if (asked.size < Object.keys(stubs).length) throw new Error("client-node's config.js has changed: look at its stubs in build.mjs.");
		});
	},
};

// What runs from dist/ now is left whole until the new one is.
const fresh = `dist.new.${process.pid}`;
const {metafile} = await build({
	entryPoints: {cli: 'cli.tsx'},
	outdir: fresh,
	bundle: true,
	splitting: true,
	minify: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	legalComments: 'none',
	// Commander and others are CommonJS and call require for Node's own modules.
	banner: {js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);"},
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', 'Intl.Segmenter': 'LateSegmenter'},
	inject: ['late-segmenter'],
	plugins: [yamlModules, commanderWithoutPrograms, lateSegmenter, withoutDevtools, yogaWithoutFetch, quickStringWidth, onlyKubeConfig],
	logLevel: 'warning',
	metafile: true,
}).catch(() => process.exit(1));
await chmod(`${fresh}/cli.js`, 0o755);
await writeFile(`${fresh}/licenses.txt`, await licensesOf(Object.keys(metafile.inputs)));
const old = `${fresh}-old`;
await rename('dist', old).catch(() => {});
await rename(fresh, 'dist');
await rm(old, {recursive: true, force: true});

/** Name, version and licence of each package that is in the bundle, as their licences ask. */
async function licensesOf(inputs) {
	const folders = new Set(inputs.flatMap(input => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
	const texts = [...folders].sort().map(async folder => {
		const {name, version, license} = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
		const file = (await readdir(folder)).find(entry => /^licen[cs]e/i.test(entry));
		return `${name} ${version} (${license})\n\n${file ? await readFile(`${folder}/${file}`, 'utf8') : ''}`;
	});
	return (await Promise.all(texts)).join('\n\n----\n\n');
}
