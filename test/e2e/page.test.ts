import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {buildOf, start} from '../helpers/page.ts';
import {createNewUser, linesOf, type NewUser} from './new-user.ts';

// The page "Customize run environment" of the platform's documentation: each of its commands is run; test/python runs its build steps.

let user: NewUser;
afterEach(() => user.remove());

const commands = {
	cmd1: '#!/bin/sh\necho one\n',
	cmd2: '#!/bin/sh\necho two\nexit $FAIL\n',
	cmd3: '#!/bin/sh\necho three\n',
	cmd4: '#!/bin/sh\necho four\n',
};

test.each([
	['cmd1 && cmd2 && cmd3', 0, 'one two three'],
	['cmd1 && cmd2 || cmd3', 0, 'one two'],
	['cmd1 && cmd2 || cmd3', 1, 'one two three'],
	['cmd1 && cmd2; cmd3 || cmd4', 1, 'one two three'],
	['\n    - cmd1\n    - cmd2\n    - cmd3', 0, 'one two three'],
])('the command %s, where cmd2 ends with %i', async (cmd, fail, words) => {
	user = createNewUser({'polyaxonfile.yml': `${start}${buildOf('busybox:1.36')}  env_vars:\n    - [FAIL, '${fail}']\n\nrun:\n  cmd: ${cmd}\n`});
	const bin = join(user.home, 'bin');
	for (const [name, text] of Object.entries(commands)) user.write(`../bin/${name}.sh`, text);
	for (const name of Object.keys(commands)) execFileSync('mv', [join(bin, `${name}.sh`), join(bin, name)]);
	const {stdout} = await user.run(['run', '--plain'], {env: {PATH: `${bin}:${process.env.PATH}`}});
	expect(linesOf(stdout, 'run').join(' ')).toBe(words);
});

test('a script file', async () => {
	user = createNewUser({
		'polyaxonfile.yml': `${start}${buildOf('busybox:1.36')}\nrun:\n  cmd: /bin/bash run.sh\n`,
		'run.sh': 'cd to_some_path; echo "running my run.sh file"; python3 model.py\n',
		'to_some_path/model.py': 'print("model")\n',
	});
	expect(linesOf((await user.run(['run', '--plain'])).stdout, 'run')).toEqual(['running my run.sh file', 'model']);
});

test('secrets and configmaps by name', async () => {
	user = createNewUser({
		'polyaxonfile.yml': `${start}${buildOf('busybox:1.36')}\nenvironment:\n  secret_refs: ['secret1', 'secret2']\n  configmap_refs: ['configmap1', 'configmap3']\n\nrun:\n  cmd: echo $ONE $URL $TWO $THREE\n`,
		'.polyaxon/tui.yaml': `secretRefs:
  - {name: secret1, envFile: one.env}
  - {name: secret2, envFile: two.env}
configmapRefs:
  - {name: configmap1, envFile: config.env, items: [URL]}
  - {name: configmap3, envFile: three.env}
`,
		'one.env': 'ONE=1\n',
		'two.env': 'TWO=2\n',
		'three.env': 'THREE=3\n',
		'config.env': 'URL=http://x\nNOT_TAKEN=1\n',
	});
	const {stdout, exitCode} = await user.run(['run', '--plain']);
	expect(stdout).toContain('[run] 1 http://x 2 3\n');
	expect(exitCode).toBe(0);
});
