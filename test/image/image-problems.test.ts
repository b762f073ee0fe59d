import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {imageProblems} from '../../source/image/image-problems.ts';
import type {Build} from '../../source/polyaxonfile/specification.ts';
import {createProject, type Project} from './project.ts';

let project: Project;
afterEach(() => project.remove());

const problems = async (build: Partial<Build> = {}) => imageProblems(await project.plan(build));
const said = async (build: Partial<Build> = {}) => (await problems(build)).map(({code, severity, message}) => `${severity} ${code}: ${message}`);

test('an image that can be built has none', async () => {
	project = createProject({'requirements.txt': '', 'setup.sh': '#!/bin/sh\n', 'train.py': ''});
	expect(
		await said({
			build_steps: ['pip install -r requirements.txt', './setup.sh', 'curl x -o y.sh && sh y.sh', 'echo a > b.txt', 'pip install -r b.txt'],
			env_vars: [
				['PATH', '/x:$PATH'],
				['A', '"quoted" $'],
			],
			lang_env: 'C.UTF-8',
		}),
	).toEqual([]);
});

test('a step that names a file which steps do not see is a warning, with what they see', async () => {
	project = createProject({'requirements.txt': '', 'polyaxon_requirements.txt': '', 'install.sh': ''});
	expect(await said({build_steps: ['pip install -r requirements.txt', './setup.sh', 'sh install.sh', 'conda env update -f conda_env.yml']})).toEqual([
		'warning step-file-missing: Build step 1 uses requirements.txt, which build steps do not see: they see only a requirements, a conda and a setup file (of each, polyaxon_… goes first). Here they see polyaxon_requirements.txt.',
		'warning step-file-missing: Build step 2 uses setup.sh, which is not in the folder.',
		'warning step-file-missing: Build step 3 uses install.sh, which build steps do not see: they see only a requirements, a conda and a setup file (of each, polyaxon_… goes first). Here they see polyaxon_requirements.txt.',
		'warning step-file-missing: Build step 4 uses conda_env.yml, which is not in the folder.',
	]);
});

test('variables that cannot be baked are errors at their place; what looks like a secret is a warning', async () => {
	project = createProject();
	const found = await problems({
		lang_env: 'C\n',
		env_vars: [
			['A', 'two\nlines'],
			['B', '\0'],
			['C', 'x'.repeat(40_000)],
			['API_TOKEN', 'hf_x'],
			['PATH', '/x'],
		],
	});
	expect(found.map(({severity, code, path}) => [severity, code, path.join('.')])).toEqual([
		['error', 'env-not-bakeable', 'build.env_vars.0.1'],
		['error', 'env-not-bakeable', 'build.env_vars.1.1'],
		['error', 'env-not-bakeable', 'build.env_vars.2.1'],
		['warning', 'baked-secret', 'build.env_vars.3.1'],
		['warning', 'path-replaced', 'build.env_vars.4.1'],
		['error', 'env-not-bakeable', 'build.lang_env'],
	]);
	expect(found[3]?.hint).toContain('secret_refs');
});

test('images that no engine understands are errors', async () => {
	project = createProject();
	expect(await said({image: undefined})).toEqual(['error missing-image: The polyaxonfile names no image to run in.']);
	expect(await problems({image: 'Team/Model:1'})).toMatchObject([{code: 'bad-image', hint: 'Names of images have small letters only: team/model:1.'}]);
	expect(await said({image: '$X'})).toEqual(['error bad-image: "$X" is no image reference that an engine understands.']);
});

test('the line ends of Windows in the setup file are a warning when a step uses it', async () => {
	project = createProject({'setup.sh': '#!/bin/sh\r\ntrue\r\n'});
	expect(await said({build_steps: ['true']})).toEqual([]);
	expect((await problems({build_steps: ['./setup.sh']})).map(({code}) => code)).toEqual(['crlf-script']);
});

test('a NUL in a step is an error', async () => {
	project = createProject();
	expect((await problems({build_steps: ['a\0b']})).map(({code}) => code)).toEqual(['bad-step']);
});

test('an own Dockerfile has to be there, is built without the steps, and finds the code in build/', async () => {
	project = createProject({
		Dockerfile: 'FROM a\nCOPY requirements.txt build/train.py src/ nothing /x/\n',
		'requirements.txt': '',
		'src/a.py': '',
		'train.py': '',
	});
	expect(await said({dockerfile: 'Other'})).toEqual(['error missing-dockerfile: There is no Dockerfile "Other" in the folder of the code.']);
	expect(await said({dockerfile: 'Dockerfile', build_steps: ['true'], env_vars: [['A', '1\n']]})).toEqual([
		'warning unused-with-dockerfile: Dockerfile is built as it is, without build_steps, env_vars.',
		'warning copy-outside-build: Dockerfile copies requirements.txt, which stands in build/ when the image is built, as on the platform.',
		'warning copy-outside-build: Dockerfile copies src/, which stands in build/ when the image is built, as on the platform.',
	]);
});

test('a context has to be a folder of the code', async () => {
	project = createProject({'model/a.py': '', 'b.py': ''});
	expect(await said({context: 'model'})).toEqual([]);
	expect(await said({context: '../x'})).toEqual(['error bad-context: The context "../x" leads out of the folder of the code.']);
	expect(await said({context: 'b.py'})).toEqual(['error bad-context: The context "b.py" is a file.']);
	expect(await said({context: 'x'})).toEqual(['error bad-context: The context "x" is no folder of the code, or has nothing in it.']);
});

test('secrets and links that do not go along are named', async () => {
	project = createProject({'.env': '', 'a.py': ''});
	symlinkSync('/etc/hosts', join(project.folder, 'hosts'));
	expect(await problems()).toMatchObject([
		{
			code: 'secret-files',
			severity: 'warning',
			message: 'Not baked into the image, for they look like secrets: .env (environment files usually hold secrets).',
			hint: expect.stringContaining('!.env into .polyaxonignore'),
		},
		{code: 'left-out', severity: 'warning', message: 'Not baked into the image: hosts (it is a link to the absolute path /etc/hosts).'},
	]);
});
