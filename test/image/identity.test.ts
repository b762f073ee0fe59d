import {chmodSync, renameSync, rmSync, symlinkSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {identityOf} from '../../source/image/identity.ts';
import type {ImagePlan} from '../../source/image/plan.ts';
import type {Build} from '../../source/polyaxonfile/specification.ts';
import {createProject, type Project} from './project.ts';

let project: Project;
const {signal} = new AbortController();

beforeEach(() => {
	project = createProject({'train.py': 'print(1)', 'requirements.txt': 'six\n', 'src/a.py': ''});
	symlinkSync('train.py', join(project.folder, 'link'));
});

afterEach(() => project.remove());

const at = {platform: 'linux/amd64', baseDigest: 'sha256:1'};
const build: Partial<Build> = {
	build_steps: ['a', 'b'],
	env_vars: [
		['A', '1'],
		['B', '2'],
	],
	lang_env: 'C.UTF-8',
};
const identity = async (change: Partial<Build> = {}, where: Parameters<typeof identityOf>[2] = at) =>
	identityOf(await project.plan({...build, ...change}), project.folder, where, signal);

test('the same inputs give the same identity, whenever and by whom they were written', async () => {
	const first = await identity();
	expect(first.hash).toMatch(/^[0-9a-f]{20}$/);
	expect(first.depsHash).toMatch(/^[0-9a-f]{64}$/);
	utimesSync(join(project.folder, 'train.py'), 1, 1);
	chmodSync(join(project.folder, 'train.py'), 0o600);
	expect(await identity()).toEqual(first);
});

test('a change of the code alone is another image with the same dependencies: the platform used the old one again', async () => {
	const changes: ReadonlyArray<readonly [string, () => void]> = [
		['the bytes of a file', () => project.write('train.py', 'print(2)')],
		['a file more', () => project.write('b.py', '')],
		['the name of a file', () => renameSync(join(project.folder, 'b.py'), join(project.folder, 'c.py'))],
		['a file less', () => rmSync(join(project.folder, 'c.py'))],
		['the right to execute', () => chmodSync(join(project.folder, 'train.py'), 0o755)],
		[
			'where a link leads',
			() => {
				rmSync(join(project.folder, 'link'));
				symlinkSync('src/a.py', join(project.folder, 'link'));
			},
		],
	];
	const {hash, depsHash} = await identity();
	const seen = new Set([hash]);
	for (const [what, change] of changes) {
		change();
		const now = await identity();
		expect([what, now.depsHash]).toEqual([what, depsHash]);
		// Once the file more is taken away again, all is as it was before it came
		if (what !== 'a file less') expect([what, seen.has(now.hash)]).toEqual([what, false]);
		seen.add(now.hash);
	}
});

test('every other input counts, also their order and where one ends and the next begins', async () => {
	const variants: ReadonlyArray<Promise<{hash: string; depsHash: string}>> = [
		identity(),
		identity({image: 'base:2'}, {platform: 'linux/amd64'}),
		identity({}, {platform: 'linux/amd64'}),
		identity({}, {...at, baseDigest: 'sha256:2'}),
		identity({}, {...at, platform: 'linux/arm64'}),
		identity({build_steps: ['b', 'a']}),
		identity({build_steps: ['ab']}),
		identity({env_vars: [['A', '12']]}),
		identity({env_vars: [...build.env_vars!].reverse()}),
		identity({env_vars: [['A1B', '2']]}),
		identity({lang_env: 'en_US.UTF-8'}),
		identity({lang_env: undefined}),
	];
	const found = await Promise.all(variants);
	expect(new Set(found.map(({hash}) => hash)).size).toBe(found.length);
	expect(new Set(found.map(({depsHash}) => depsHash)).size).toBe(found.length);
	project.write('requirements.txt', 'seven\n');
	expect((await identity()).depsHash).not.toBe(found[0]!.depsHash);
});

test('a file that does not go into the image does not count', async () => {
	const {hash} = await identity();
	project.write('.env', 'A=1');
	project.write('__pycache__/train.pyc', 'x');
	expect((await identity()).hash).toBe(hash);
});

test('a change of the own Dockerfile is another image', async () => {
	const own = async () => identityOf(await project.plan({dockerfile: 'Own'}), project.folder, at, signal);
	project.write('Own', 'FROM a\n');
	const {depsHash} = await own();
	project.write('Own', 'FROM b\n');
	expect((await own()).depsHash).not.toBe(depsHash);
});

test('a file that went away or cannot be read is a clear error', async () => {
	const image: ImagePlan = await project.plan(build);
	rmSync(join(project.folder, 'src/a.py'));
	await expect(identityOf(image, project.folder, at, signal)).rejects.toThrow('src/a.py went away while it was read for the image.');
	await expect(identityOf(image, project.folder, at, AbortSignal.abort())).rejects.toThrow();
});
