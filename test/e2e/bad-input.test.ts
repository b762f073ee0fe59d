import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createNewUser, type NewUser, program} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const valid = 'version: 1\nkind: job\nbuild:\n  image: busybox\nrun:\n  cmd: echo done\n';

/** What is in the file, and what is said of it by `check` and `run` alike. */
const mistakes: ReadonlyArray<{name: string; text: string; says: RegExp; hint?: RegExp}> = [
	{name: 'text that is not YAML', text: 'version: 1\nkind: [job\n', says: /^polyaxonfile\.yml:\d+:\d+: error: /m},
	{name: 'a tab', text: 'version: 1\nkind: job\nrun:\n\tcmd: echo\n', says: /polyaxonfile\.yml:4:1: error: .*[Tt]ab/},
	{
		name: 'an unknown key',
		text: valid.replace('busybox', 'busybox\n  build_stps: []'),
		says: /polyaxonfile\.yml:5:3: error: .*build_stps/,
		hint: /build_steps/,
	},
	{name: 'a wrong type', text: valid.replace('busybox', '[1, 2]'), says: /polyaxonfile\.yml:4:\d+: error: .*image/},
	{
		name: 'a missing cmd',
		text: 'version: 1\nkind: job\nbuild:\n  image: busybox\n',
		says: /polyaxonfile\.yml:\d:1: error: The job has no command\./,
		hint: /cmd/,
	},
	{name: 'a bad image reference', text: valid.replace('busybox', 'Bad Image:tag'), says: /polyaxonfile\.yml:4:\d+: error: .*[Ii]mage/},
	{name: 'a bad env var name', text: valid.replace('busybox', "busybox\n  env_vars:\n    - ['2 BAD', 'x']"), says: /polyaxonfile\.yml:6:\d+: error: .*2 BAD/},
];

test.each(mistakes)('$name is one clear message with its place, and exit code 2', async ({text, says, hint}) => {
	user = createNewUser({'polyaxonfile.yml': text});
	const [checked, run] = await Promise.all([user.run(['check']), user.run(['run', '--plain'])]);
	expect(checked.stdout).toMatch(says);
	expect(checked.stdout.match(/: error: /g)).toHaveLength(1);
	expect(checked.exitCode).toBe(2);
	expect(run.stderr).toMatch(says);
	expect(run.exitCode).toBe(2);
	if (hint) expect(checked.stdout).toMatch(hint);
	expect(checked.stdout + checked.stderr + run.stdout + run.stderr).not.toMatch(/^\s+at .*\d+:\d+\)?$/m);
	expect(existsSync(join(user.home, '.local/share/polyaxon-tui/runs'))).toBe(false);
});

test('check shows the line and a caret under the very word, and as JSON the same place', async () => {
	user = createNewUser({'polyaxonfile.yml': valid.replace('busybox', 'busybox\n  build_stps: []')});
	const {stdout} = await user.run(['check']);
	expect(stdout).toContain('\n  5 |   build_stps: []\n    |   ^^^^^^^^^^\n');
	const json = await user.run(['check', '--json']);
	expect(json.exitCode).toBe(2);
	expect(JSON.parse(json.stdout)).toMatchObject({isValid: false, problems: [{code: 'unknown-key', severity: 'error', line: 5, column: 3, length: 10}]});
});

test('an undeclared name in {{ }} is a warning', async () => {
	user = createNewUser({'polyaxonfile.yml': valid.replace('echo done', 'echo {{ missing }}')});
	const {stdout, exitCode} = await user.run(['check']);
	expect(stdout).toMatch(/polyaxonfile\.yml:6:\d+: warning: .*missing/);
	expect(stdout).toContain('polyaxonfile.yml is valid: job · 1 warning');
	expect(exitCode).toBe(0);
});

test('without a polyaxonfile it says how to make one', async () => {
	user = createNewUser();
	const all = await Promise.all([user.run(['check']), user.run(['run', '--plain'])]);
	for (const {stderr, exitCode} of all) {
		expect(stderr).toBe('There is no polyaxonfile in this folder. Make one with "polyaxon-tui init", or name one with -f.\n');
		expect(exitCode).toBe(2);
	}
});

test('of two candidates the first in the order of the platform is taken, with a warning', async () => {
	user = createNewUser({'polyaxonfile.yml': 'nothing good', 'polyaxon.yaml': valid});
	const {stdout, exitCode} = await user.run(['check']);
	expect(stdout).toContain('warning: This folder has 2 polyaxonfiles. polyaxon.yaml is taken, not polyaxonfile.yml.');
	expect(stdout).toContain('polyaxon.yaml is valid');
	expect(exitCode).toBe(0);
});

test('an unknown -P name names the nearest declaration, and -P without a value says how to write it', async () => {
	user = createNewUser({'polyaxonfile.yml': `${valid}declarations:\n  batch_size: 1\n`});
	const unknown = await user.run(['run', '--plain', '-P', 'batch-size=2']);
	expect(unknown.stderr).toMatch(/error: .*batch-size[\s\S]*batch_size/);
	expect(unknown.exitCode).toBe(2);
	const bare = await user.run(['check', '-P', 'batch_size']);
	expect(bare).toEqual({stdout: '', stderr: '-P batch_size: no value. Write -P name=value.\n', exitCode: 2});
});

test('a file that a build step needs and the folder does not have stops before the build', async () => {
	user = createNewUser({'polyaxonfile.yml': valid.replace('busybox', 'busybox\n  build_steps:\n    - pip install -r requirements.txt')});
	const {stderr, exitCode} = await user.run(['run', '--plain']);
	expect(stderr).toMatch(/error: .*requirements\.txt/);
	expect(exitCode).toBe(2);
});

test('a machine without bash or python3 is told so before the build', async () => {
	user = createNewUser({'polyaxonfile.yml': valid.replace('busybox', 'busybox\n  build_steps:\n    - pip install tabulate')});
	const bin = join(user.home, 'bin');
	mkdirSync(bin);
	for (const name of ['sh', 'env', 'ps', 'cat']) symlinkSync(execFileSync('sh', ['-c', `command -v ${name}`], {encoding: 'utf8'}).trim(), join(bin, name));
	const {stderr, exitCode} = await user.run(['run', '--plain'], {env: {PATH: bin}});
	expect(stderr).toMatch(/error: .*bash/);
	expect(stderr).toMatch(/error: .*python3/);
	expect(exitCode).toBe(2);
	const doctor = await user.run(['doctor'], {env: {PATH: bin}});
	expect(doctor.stdout).toMatch(/bash/);
	expect(doctor.exitCode).toBe(1);
});

test('a secret or configmap without a source stops before the build', async () => {
	user = createNewUser({'polyaxonfile.yml': `${valid}environment:\n  secret_refs: [secret1]\n  configmap_refs: [config1]\n`});
	const {stderr, exitCode} = await user.run(['run', '--plain']);
	expect(stderr).toMatch(/error: .*secret1/);
	expect(stderr).toMatch(/error: .*config1/);
	expect(exitCode).toBe(2);
});

test('a run id that matches none or several names those that there are', async () => {
	user = createNewUser({'polyaxonfile.yml': valid});
	const none = await user.run(['attach', 'r-zzzzzz']);
	expect(none).toEqual({stdout: '', stderr: 'There is no run r-zzzzzz, nor any other yet. Start one: polyaxon-tui run.\n', exitCode: 2});
	for (let count = 0; count < 2; count++) expect((await user.run(['run', '--plain'])).exitCode).toBe(0);
	const several = await user.run(['logs', 'r-']);
	expect(several.stderr).toMatch(/^r- can be 2 runs: r-\w{6}, r-\w{6}\. Give more of the id\.\n$/);
	expect(several.exitCode).toBe(2);
});

test('unknown commands and flags are refused with the nearest one', async () => {
	user = createNewUser();
	const command = await user.run(['chek']);
	expect(command).toEqual({stdout: '', stderr: "error: unknown command 'chek'\n(Did you mean check?)\n", exitCode: 2});
	const flag = await user.run(['run', '--pla']);
	expect(flag).toEqual({stdout: '', stderr: "error: unknown option '--pla'\n(Did you mean --plain?)\n", exitCode: 2});
});

test('a run whose record is damaged is said to be so by every command, and can only be removed', async () => {
	user = createNewUser();
	mkdirSync(join(user.home, '.local/share/polyaxon-tui/runs/r-3aaaaa'), {recursive: true});
	for (const command of ['attach', 'logs', 'stop', 'rerun']) {
		const {stdout, stderr, exitCode} = await user.run([command, 'r-3aaaaa']);
		expect([command, stdout, exitCode]).toEqual([command, '', 2]);
		expect(stderr).toMatch(/^r-3aaaaa is damaged: run\.json is missing\. What is left of it is in \S+; polyaxon-tui remove r-3aaaaa deletes it\.\n$/);
	}
	expect((await user.run(['remove', 'r-3aaaaa'])).exitCode).toBe(0);
});

test('the name of a folder cannot speak to the terminal', async () => {
	user = createNewUser();
	const folder = join(user.home, 'we\u001b[31mird\u001b]0;owned\u0007');
	mkdirSync(folder);
	writeFileSync(join(folder, 'polyaxonfile.yml'), valid);
	for (const flag of ['--dry-run', '--detach', '--plain']) {
		const {stdout, stderr} = await user.run(['run', flag], {cwd: folder});
		expect(stdout).toContain('we');
		expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
	}
});

test('a Dockerfile, a path and an argument cannot speak to the terminal either', async () => {
	const hostile = 'x\u001b[31m\u001b]0;owned\u0007';
	user = createNewUser({Dockerfile: `FROM python${hostile}:3\nCMD ["${hostile}"]\n`});
	const asked = [['init'], [`${hostile}`], ['run', `--${hostile}`], ['doctor'], ['check', `${hostile}.yml`]];
	for (const args of asked) {
		const {stdout, stderr} = await user.run(args, {env: {XDG_STATE_HOME: join(user.home, hostile)}});
		expect(stdout + stderr, args[0]).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
		expect(stdout + stderr).not.toBe('');
	}
});

/** A tmpfs of our own in a namespace of our own; the tests of full and read-only disks need that right. */
function canMount(): boolean {
	try {
		execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

test.skipIf(!canMount())('a full or a read-only disk is said in words, with exit code 2', async () => {
	user = createNewUser({'polyaxonfile.yml': valid});
	const data = join(user.home, 'data');
	mkdirSync(data);
	writeFileSync(join(user.home, 'filler'), Buffer.alloc(200_000));
	const onDisk = (prepare: string) => {
		const script = `mount -t tmpfs -o size=64k tmpfs "$DATA" && ${prepare} && exec "$NODE" "$PROGRAM" run --plain`;
		const env = {...user.env, DATA: data, NODE: process.execPath, PROGRAM: program, XDG_DATA_HOME: data, FILLER: join(user.home, 'filler')};
		try {
			execFileSync('unshare', ['-rm', 'sh', '-c', script], {cwd: user.project, env: env as NodeJS.ProcessEnv, encoding: 'utf8', stdio: 'pipe'});
			return {status: 0, stderr: ''};
		} catch (error) {
			return error as {status: number; stderr: string};
		}
	};
	const full = onDisk('{ cp "$FILLER" "$DATA/filler" 2>/dev/null; true; }');
	expect(full.stderr).toMatch(/[Tt]he disk .*(full|free, and .* needed)/);
	expect(full.status).toBe(2);
	const readOnly = onDisk('mount -o remount,ro "$DATA"');
	expect(readOnly.stderr).toMatch(/read-only/);
	expect(readOnly.status).toBe(2);
	expect(readdirSync(data)).toEqual([]);
});
