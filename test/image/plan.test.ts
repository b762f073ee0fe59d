import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createImagePlan, mentionsPython} from '../../source/image/plan.ts';

let folder: string;
const {signal} = new AbortController();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'image-plan-'));
});

afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

test('build steps see one file of each group, and the setup file is executable', async () => {
	for (const name of ['requirements.txt', 'polyaxon_requirements.txt', 'conda_env.yml', 'setup.sh', 'train.py'])
		await writeFile(join(folder, name), '', {mode: 0o644});
	const plan = await createImagePlan({}, folder, signal);
	expect(plan.stepFiles.map(file => [file.path, file.mode])).toEqual([
		['polyaxon_requirements.txt', 0o644],
		['conda_env.yml', 0o644],
		['setup.sh', 0o755],
	]);
	expect(plan.codeFiles.map(file => file.path)).toEqual(['conda_env.yml', 'polyaxon_requirements.txt', 'requirements.txt', 'setup.sh', 'train.py']);
});

test('the hash changes with the names and bytes of the step files, and not with the code', async () => {
	const hash = async () => (await createImagePlan({}, folder, signal)).stepFilesHash;
	await writeFile(join(folder, 'requirements.txt'), 'six\n');
	const first = await hash();
	await writeFile(join(folder, 'train.py'), 'new code');
	expect(await hash()).toBe(first);
	await writeFile(join(folder, 'requirements.txt'), 'five\n');
	const second = await hash();
	await writeFile(join(folder, 'polyaxon_requirements.txt'), 'five\n');
	expect(new Set([first, second, await hash()]).size).toBe(3);
});

test('python is used when a step or the setup file that a step runs mentions it', async () => {
	await writeFile(join(folder, 'setup.sh'), '#!/bin/sh\npip install six\n');
	const usesPython = async (step: string) => (await createImagePlan({build: {build_steps: [step], env_vars: []}}, folder, signal)).usesPython;
	expect(await usesPython('./setup.sh')).toBe(true);
	expect(await usesPython('echo hello')).toBe(false);
	expect(await usesPython('pip3 install x')).toBe(true);
});

test.each([
	['python train.py', true],
	['/usr/bin/python3.11 -m x', true],
	['cd x && pip install y', true],
	['pipenv install', false],
	['echo my-python', false],
	['cat python-notes', false],
])('%s mentions python: %s', (text, expected) => {
	expect(mentionsPython(text)).toBe(expected);
});
