import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import {createNewUser, linesOf, type NewUser} from '../e2e/new-user.ts';
import {buildOf, builds, end, makeWheel, start, trainScript} from '../helpers/page.ts';
import {createProject} from '../image/project.ts';
import {buildImage} from './build-image.ts';
import {podman, python} from './engine-sandbox.ts';

// The page "Customize run environment" of the platform's documentation, each of its examples built and run in podman. In place of its TensorFlow image stands
// one of Python, with a package index of its own: pip really installs, and needs no network.

const base = `localhost/page-${process.pid}:1`;

beforeAll(async () => {
	const project = createProject({
		'make.py': makeWheel('/packages'),
		Dockerfile: `FROM ${python}\nCOPY build/make.py /make.py\nRUN ["python3","/make.py"]\nENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/packages PIP_BREAK_SYSTEM_PACKAGES=1\n`,
	});
	await buildImage(await project.plan({dockerfile: 'Dockerfile'}), project.folder, base);
	project.remove();
}, 120_000);
afterAll(() => podman('rmi', '-f', base));

let user: NewUser;
const inPodman = {env: {POLYAXON_TUI_ENGINE: 'podman'}};
afterEach(async () => {
	for (const folder of user.runFolders().toReversed()) await user.run(['remove', folder.split('/').at(-1)!]);
	await user.remove();
});

const beginning = start + buildOf(base);
const code = {
	'train.py': trainScript,
	'polyaxon_requirements.txt': 'scikit-learn\n',
	'polyaxon_setup.sh': '#!/bin/bash\necho set up > /state.txt\n',
};
const args = 'args --batch_size=128 --lr=0.1';

test.each([
	['a base image alone', '', ['alone', args, 'env None None']],
	['a build step', builds.pip, ['with a stand-in', args, 'env None None']],
	['env vars', builds.env, ['with a stand-in', args, 'env MY_ENV_VAR_VALUE1 MY_ENV_VAR_VALUE2']],
	['a requirements file', builds.requirements, ['with a stand-in', args, 'env None None']],
])('%s', async (_, build, lines) => {
	user = createNewUser({...code, 'polyaxonfile.yml': beginning + build + end});
	const {stdout, exitCode} = await user.run(['run', '--plain'], inPodman);
	expect(linesOf(stdout, 'run')).toEqual(lines);
	expect(exitCode).toBe(0);
	if (build.includes('pip install')) expect(stdout).toContain('Successfully installed scikit-learn-1.0');
});

test('a setup script, and a script as the command', async () => {
	user = createNewUser({
		...code,
		'polyaxonfile.yml': `${beginning}${builds.setup}\nrun:\n  cmd: /bin/bash run.sh\n`,
		'run.sh': 'cat /state.txt; cd to_some_path; python3 model.py\n',
		'to_some_path/model.py': 'print("model")\n',
	});
	expect(linesOf((await user.run(['run', '--plain'], inPodman)).stdout, 'run')).toEqual(['set up', 'model']);
});

const commands = 'cmd1() { echo one; }; cmd2() { echo two; return $FAIL; }; cmd3() { echo three; }; cmd4() { echo four; }; ';

test.each([
	['cmd1 && cmd2 && cmd3', 0, 'one two three'],
	['cmd1 && cmd2 || cmd3', 0, 'one two'],
	['cmd1 && cmd2 || cmd3', 1, 'one two three'],
	['cmd1 && cmd2; cmd3 || cmd4', 1, 'one two three'],
])('the command %s, where cmd2 ends with %i', async (cmd, fail, words) => {
	user = createNewUser({'polyaxonfile.yml': `${beginning}\nrun:\n  cmd: '${commands.replace('$FAIL', String(fail))}${cmd}'\n`});
	const {stdout} = await user.run(['run', '--plain'], inPodman);
	expect(linesOf(stdout, 'run').join(' ')).toBe(words);
});

test('secrets and configmaps by name', async () => {
	user = createNewUser({
		'polyaxonfile.yml': `${beginning}\nenvironment:\n  secret_refs: ['secret1', 'secret2']\n  configmap_refs: ['configmap1', 'configmap3']\n\nrun:\n  cmd: echo $ONE $URL $TWO $THREE; env | grep -c NOT_TAKEN\n`,
		'.polyaxon/tui.yaml': `secretRefs:
  - {name: secret1, envFile: one.env}
  - {name: secret2, manifest: two.yaml}
configmapRefs:
  - {name: configmap1, envFile: config.env, items: [URL]}
  - {name: configmap3, folder: three}
`,
		'one.env': 'ONE=1\n',
		'two.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: secret2}\nstringData: {TWO: "2"}\n',
		'three/THREE': '3\n',
		'config.env': 'URL=http://x\nNOT_TAKEN=1\n',
	});
	const {stdout} = await user.run(['run', '--plain'], inPodman);
	expect(linesOf(stdout, 'run')).toEqual(['1 http://x 2 3', '0']);
});
