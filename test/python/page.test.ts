import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createNewUser, linesOf, type NewUser} from '../e2e/new-user.ts';
import {buildOf, builds, end, image, makeWheel, start, trainScript} from '../helpers/page.ts';

// The page "Customize run environment" of the platform's documentation: each of its builds is run, with the pip and venv of this machine.

let user: NewUser;
afterEach(() => user.remove());

const build = (rest: string) => start + buildOf(image) + rest + end;

const files = {
	'pip.yml': build(builds.pip),
	'env.yml': build(builds.env),
	'requirements.yml': build(builds.requirements),
	'polyaxon_requirements.txt': 'scikit-learn\n',
	'setup.yml': build(builds.setup).replace('train.py', 'state.py'),
	'polyaxon_setup.sh': '#!/bin/bash\necho set up > state.txt\n',
	'state.py': 'print(open("state.txt").read())\n',
	'train.py': trainScript,
	'make.py': makeWheel('packages'),
};

test('pip install, env_vars, a requirements file and a setup script', async () => {
	user = createNewUser(files);
	execFileSync('python3', ['make.py'], {cwd: user.project});
	const env = {PIP_NO_INDEX: '1', PIP_FIND_LINKS: join(user.project, 'packages')};
	const ended = await Promise.all(['pip', 'env', 'requirements', 'setup'].map(name => user.run(['run', '--plain', '-f', `${name}.yml`], {env})));
	const lines = (own: string) => ['with a stand-in', 'args --batch_size=128 --lr=0.1', `env ${own}`];
	expect(ended.map(({exitCode}) => exitCode)).toEqual([0, 0, 0, 0]);
	expect(linesOf(ended[0]!.stdout, 'run')).toEqual(lines('None None'));
	expect(linesOf(ended[1]!.stdout, 'run')).toEqual(lines('MY_ENV_VAR_VALUE1 MY_ENV_VAR_VALUE2'));
	expect(linesOf(ended[2]!.stdout, 'run')).toEqual(lines('None None'));
	expect(ended[3]!.stdout).toContain('[run] set up\n');
});
