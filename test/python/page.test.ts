import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createNewUser, linesOf, type NewUser} from '../e2e/new-user.ts';

// The page "Customize run environment" of the platform's documentation: each of its builds is run, with the pip and venv of this machine.

let user: NewUser;
afterEach(() => user.remove());

const start = `---
version: 1

kind: experiment

declarations:
  batch_size: 128
  lr: 0.1
`;
const build = (rest: string) => `${start}
build:
  image: tensorflow/tensorflow:1.4.1-py3
${rest}
run:
  cmd: python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}
`;

const train = `import os, sys
try:
    import sklearn
    print("with", sklearn.NAME)
except ImportError:
    print("alone")
print("args", *sys.argv[1:])
print("env", os.environ.get("MY_ENV_VAR_KEY1"), os.environ.get("MY_ENV_VAR_KEY2"))
`;

/** Makes a package that pip can install without a network. */
const makePackage = `import zipfile
with zipfile.ZipFile("packages/scikit_learn-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("sklearn/__init__.py", "NAME = 'a stand-in'\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: scikit-learn\\nVersion: 1.0\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/RECORD", "sklearn/__init__.py,,\\nscikit_learn-1.0.dist-info/METADATA,,\\nscikit_learn-1.0.dist-info/WHEEL,,\\nscikit_learn-1.0.dist-info/RECORD,,\\n")
`;

const files = {
	'pip.yml': build('  build_steps:\n    - pip install scikit-learn\n'),
	'env.yml': build(
		"  build_steps:\n    - pip install scikit-learn\n  env_vars:\n    - ['MY_ENV_VAR_KEY1', 'MY_ENV_VAR_VALUE1']\n    - ['MY_ENV_VAR_KEY2', 'MY_ENV_VAR_VALUE2']\n",
	),
	'requirements.yml': build('  build_steps:\n    - pip install -r polyaxon_requirements.txt\n'),
	'polyaxon_requirements.txt': 'scikit-learn\n',
	'setup.yml': build('  build_steps:\n    - ./polyaxon_setup.sh\n').replace('train.py', 'state.py'),
	'polyaxon_setup.sh': '#!/bin/bash\necho set up > state.txt\n',
	'state.py': 'print(open("state.txt").read())\n',
	'train.py': train,
	'make.py': makePackage,
};

test('pip install, env_vars, a requirements file and a setup script', async () => {
	user = createNewUser(files);
	mkdirSync(join(user.project, 'packages'));
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
