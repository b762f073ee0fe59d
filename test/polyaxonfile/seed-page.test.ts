import {expect, test} from 'vitest';
import {checkText} from '../helpers/check-text.ts';
import {buildOf, builds, end, image, start} from '../helpers/page.ts';

// The page "Customize run environment" of the platform's documentation, release 0.3.9: one test an example.

const beginning = start + buildOf(image) + builds.pip;
const command = 'python3 train.py --batch_size=128 --lr=0.1';

/** The page shows some examples without what stands around them: its `...` is that here. */
const around = (fragment: string) => `version: 1\nkind: experiment\n${fragment}`;

test('an image with build steps, and declarations in the command', () => {
	const {rendered, problems} = checkText(beginning + end);
	expect(problems).toEqual([]);
	expect(rendered).toEqual({
		version: 1,
		kind: 'experiment',
		tags: [],
		declarations: {batch_size: 128, lr: 0.1},
		build: {image: 'tensorflow/tensorflow:1.4.1-py3', build_steps: ['pip install scikit-learn'], env_vars: []},
		environment: {secret_refs: [], configmap_refs: []},
		command,
	});
});

test('environment variables are pairs', () => {
	const {rendered, problems} = checkText(`${beginning}  env_vars:
    - ['MY_ENV_VAR_KEY1', 'MY_ENV_VAR_VALUE1']
    - ['MY_ENV_VAR_KEY2', 'MY_ENV_VAR_VALUE2']
${end}`);
	expect([problems, rendered?.build?.env_vars, rendered?.command]).toEqual([
		[],
		[
			['MY_ENV_VAR_KEY1', 'MY_ENV_VAR_VALUE1'],
			['MY_ENV_VAR_KEY2', 'MY_ENV_VAR_VALUE2'],
		],
		command,
	]);
});

test.each(['pip install -r polyaxon_requirements.txt', './polyaxon_setup.sh'])('the step %s', step => {
	const {rendered, problems} = checkText(beginning.replace('pip install scikit-learn', step) + end);
	expect([problems, rendered?.build?.build_steps, rendered?.command]).toEqual([[], [step], command]);
});

test.each(['cmd1 && cmd2 && cmd3', 'cmd1 && cmd2 || cmd3', 'cmd1 && cmd2; cmd3 || cmd4', '/bin/bash run.sh'])('the command %s is taken as it is', cmd => {
	const {rendered, problems} = checkText(around(`run:\n  cmd: ${cmd}\n`));
	expect([problems, rendered?.command]).toEqual([[], cmd]);
});

test('several commands are joined with &&', () => {
	const {rendered, problems} = checkText(around('run:\n  cmd: \n    - cmd1\n    - cmd2\n    - cmd3\n'));
	expect([problems, rendered?.command]).toEqual([[], 'cmd1 && cmd2 && cmd3']);
});

test('secrets and config maps are named in the environment', () => {
	const {rendered, problems} = checkText(
		around("environment:\n  secret_refs: ['secret1', 'secret2']\n  configmap_refs: ['configmap1', 'configmap3']\nrun: {cmd: ls}\n"),
	);
	expect([problems, rendered?.environment]).toEqual([[], {secret_refs: ['secret1', 'secret2'], configmap_refs: ['configmap1', 'configmap3']}]);
});

test('the dots of an example that was pasted as it is are explained', () => {
	const {printed} = checkText('---\n...\n\nrun:\n  cmd: cmd1\n');
	expect(printed).toBe(
		'polyaxonfile.yml:2:1: error: The line "..." ends a document in YAML.\n  2 | ...\n    | ^^^\n  → In the documentation it stands for other lines. Put them there, or delete the dots.\n',
	);
});
