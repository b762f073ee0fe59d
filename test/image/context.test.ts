import {mkdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {bakedCode} from '../../source/image/baked-code.ts';
import {contextFiles, contextSummary} from '../../source/image/context.ts';
import {identityOf} from '../../source/image/identity.ts';
import {createProject, type Project} from './project.ts';

let project: Project;
afterEach(() => project.remove());

const pathsOf = async (build: Parameters<Project['plan']>[0] = {}) => contextFiles(await project.plan(build)).map(({path}) => path);

test('the Dockerfile stands beside the code in build/, sorted, folders before what is in them', async () => {
	project = createProject({'train.py': 'x', 'a/b/c.py': '', 'a-b/d.py': '', 'a.py': ''});
	const entries = contextFiles(await project.plan());
	expect(entries.map(({type, path}) => `${type} ${path}`)).toEqual([
		'text Dockerfile',
		'folder build',
		'folder build/a',
		'folder build/a-b',
		'file build/a-b/d.py',
		'file build/a.py',
		'folder build/a/b',
		'file build/a/b/c.py',
		'file build/train.py',
	]);
});

test('an image has no files that look like secrets, and without an ignore file no caches; what runs on this computer has both', async () => {
	project = createProject({'train.py': '', '.env': 'A=1', 'certs/server.pem': 'x', '__pycache__/a.pyc': '', 'venv/bin/python': ''});
	const image = await project.plan();
	expect(image.codeFiles.map(({path}) => path)).toEqual(['.env', '__pycache__/a.pyc', 'certs/server.pem', 'train.py', 'venv/bin/python']);
	expect(image.secretFiles.map(({path}) => path)).toEqual(['.env', 'certs/server.pem']);
	expect(await pathsOf()).toEqual(['Dockerfile', 'build', 'build/train.py']);
});

test('an ignore file decides alone, and takes a secret along that it names', async () => {
	project = createProject({'.polyaxonignore': 'data\n!.env\n', 'data/x': '', '.env': '', 'a/id_rsa': '', 'venv/x.py': ''});
	const image = await project.plan();
	expect(image.ignoreFile).toBe('.polyaxonignore');
	expect(image.secretFiles).toEqual([{path: 'a/id_rsa', reason: 'it is a private key'}]);
	expect(await pathsOf()).toEqual(['Dockerfile', 'build', 'build/.env', 'build/.polyaxonignore', 'build/venv', 'build/venv/x.py']);
});

test('from a context links to the rest of the code stay behind', async () => {
	project = createProject({'lib/a.py': '', 'model/b.py': ''});
	symlinkSync('../lib/a.py', join(project.folder, 'model/out.py'));
	symlinkSync('b.py', join(project.folder, 'model/in.py'));
	expect(await pathsOf({context: 'model'})).toEqual(['Dockerfile', 'build', 'build/b.py', 'build/in.py']);
});

test.each(['..', '../x', '/etc', 'nothing', 'a.py'])('from the context %s nothing is taken', async context => {
	project = createProject({'a.py': ''});
	expect(await pathsOf({context})).toEqual(['Dockerfile', 'build']);
});

test('the summary counts the code and names the five largest at the top', async () => {
	project = createProject({'a/1': 'xxx', 'a/2': 'xxx', b: 'xxxxx', 'c/d/e': 'xxxx', f: 'xxx', g: 'xx', h: 'x', '.env': 'xxxxxxxxxx'});
	expect(contextSummary(await project.plan())).toEqual({
		files: 7,
		bytes: 21,
		largest: [
			{path: 'a/', bytes: 6},
			{path: 'b', bytes: 5},
			{path: 'c/', bytes: 4},
			{path: 'f', bytes: 3},
			{path: 'g', bytes: 2},
		],
	});
});

test('a file that only takes something along leaves the default rules, or those of .dockerignore, as they are', async () => {
	project = createProject();
	project.write('node_modules/x/y', '');
	project.write('.env', '');
	project.write('venv/a', '');
	project.write('a.py', '');
	project.write('.polyaxonignore', '# secrets\n\n!.env\n!venv/\n');
	const baked = async () => bakedCode(await project.plan()).map(({path}) => path);
	expect(await baked()).toEqual(['.env', '.polyaxonignore', 'a.py', 'venv/a']);
	project.write('.dockerignore', 'a.py\nvenv\n');
	expect(await baked()).toEqual(['.dockerignore', '.env', '.polyaxonignore', 'node_modules/x/y', 'venv/a']);
	project.write('.polyaxonignore', '!.env\n*.pyc\n');
	expect(await baked()).toEqual(['.dockerignore', '.env', '.polyaxonignore', 'a.py', 'node_modules/x/y', 'venv/a']);
});

test('empty folders of the code go along, and are part of the hash', async () => {
	project = createProject();
	project.write('a.py', '');
	project.write('.polyaxonignore', '*.log\ntmp/\n');
	const hash = async () => (await identityOf(await project.plan(), project.folder, {platform: 'p'}, new AbortController().signal)).hash;
	const before = await hash();
	for (const folder of ['logs', 'data/raw', 'tmp/x', '.git/refs']) mkdirSync(join(project.folder, folder), {recursive: true});
	project.write('logs/old.log', '');
	const image = await project.plan();
	expect(image.emptyFolders).toEqual(['data/raw', 'logs']);
	expect(contextFiles(image).flatMap(({type, path}) => (type === 'folder' ? [path] : []))).toEqual(['build', 'build/data', 'build/data/raw', 'build/logs']);
	expect(contextFiles({...image, context: 'data'}).flatMap(({type, path}) => (type === 'folder' ? [path] : []))).toEqual(['build', 'build/raw']);
	expect(await hash()).not.toBe(before);
});
