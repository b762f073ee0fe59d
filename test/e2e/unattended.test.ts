import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createNewUser, type NewUser, program} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const given = ['--kind', 'job', '--image', 'busybox:1.36', '--cmd', 'echo done'];
const written = 'version: 1\n\nkind: job\n\nbuild:\n  image: busybox:1.36\n\nrun:\n  cmd: echo done\n';

test('without a terminal init lists all that is missing at once', async () => {
	user = createNewUser();
	const {stdout, stderr, exitCode} = await user.run(['init']);
	expect(stdout).toBe('');
	for (const flag of ['--kind', '--image', '--cmd']) expect(stderr).toContain(flag);
	expect(exitCode).toBe(2);
});

test.each([
	['CI', 'CI=true'],
	['a dumb terminal', 'TERM=dumb'],
])('with %s nothing prompts', async (_, setting) => {
	user = createNewUser();
	const terminal = user.openProgram('env', [setting, process.execPath, program, 'init']);
	expect(await terminal.exited()).toBe(2);
	expect(terminal.text()).toContain('--kind');
	expect(terminal.raw).not.toContain('\u001b[?1049h');
});

test('flags make the file, and -o - prints it instead', async () => {
	user = createNewUser();
	const printed = await user.run(['init', ...given, '-o', '-']);
	expect(printed).toMatchObject({stdout: written, exitCode: 0});
	expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);
	const {stdout, exitCode} = await user.run(['init', ...given]);
	expect(stdout).toContain('polyaxonfile.yml was written.');
	expect(exitCode).toBe(0);
	expect(user.read('polyaxonfile.yml')).toBe(written);
});

test('answers come from a file, and flags win over it', async () => {
	user = createNewUser({'answers.yaml': 'kind: job\nimage: busybox:1.36\ncmd: echo other\n'});
	await user.run(['init', '--from', 'answers.yaml', '--cmd', 'echo done']);
	expect(user.read('polyaxonfile.yml')).toBe(written);
});

test('a mistake in the file of answers is shown with its place, and nothing is written', async () => {
	user = createNewUser({'answers.yaml': 'kind: jib\nimage: busybox:1.36\ncmd: echo\n'});
	const {stderr, exitCode} = await user.run(['init', '--from', 'answers.yaml']);
	expect(stderr).toMatch(/answers\.yaml:1:7: error: .*jib/);
	expect(exitCode).toBe(2);
	expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);
});

test('an existing file is not changed without --force; what would change is shown', async () => {
	user = createNewUser({'polyaxonfile.yml': written.replace('echo done', 'echo before # kept')});
	const {stderr, exitCode} = await user.run(['init', ...given]);
	expect(stderr).toContain('-  cmd: echo before # kept\n+  cmd: echo done');
	expect(stderr).toContain('Give --force');
	expect(exitCode).toBe(2);
	expect(user.read('polyaxonfile.yml')).toContain('echo before');
	expect((await user.run(['init', ...given, '--force'])).exitCode).toBe(0);
	expect(user.read('polyaxonfile.yml')).toContain('echo done');
});

test('a file that is already as the flags want it stays as it is', async () => {
	user = createNewUser({'polyaxonfile.yml': written});
	const {stdout, exitCode} = await user.run(['init', ...given]);
	expect(stdout).toContain('polyaxonfile.yml stays as it is.');
	expect(exitCode).toBe(0);
});

test('init --run goes on to the run', async () => {
	user = createNewUser();
	const {stdout, exitCode} = await user.run(['init', ...given, '--run']);
	expect(stdout).toContain('[run] done');
	expect(exitCode).toBe(0);
});

test('no command hangs when stdin is closed', async () => {
	user = createNewUser({'polyaxonfile.yml': written});
	await user.run(['run', '--plain']);
	const commands = ['init', 'check', 'run', 'attach', 'runs', 'logs -f', 'rerun', 'stop', 'doctor', 'remove $(ls "$RUNS" | head -1)'];
	const script = commands.map(command => `'${process.execPath}' '${program}' ${command} <&- > /dev/null 2>&1; printf "$? "`).join('\n');
	const shell = user.openProgram('bash', ['-c', `${script}\necho done`], {env: {RUNS: join(user.home, '.local/share/polyaxon-tui/runs')}});
	expect(await shell.waitFor(/done/, 30_000)).toMatch(/^0 0 0 0 0 0 0 0 0 0 done/);
});

test('init with everything still to be asked does not hang when stdin is closed', async () => {
	user = createNewUser();
	const shell = user.openProgram('bash', ['-c', `'${process.execPath}' '${program}' init <&-; echo "exit=$?"`]);
	expect(await shell.waitFor(/exit=/)).toMatch(/--image[\s\S]*exit=2/);
});

test('who reads only the beginning gets no complaint', async () => {
	user = createNewUser({'polyaxonfile.yml': written.replace('echo done', 'seq 100000')});
	await user.run(['run', '--plain']);
	const shell = user.openProgram('bash', ['-c', `'${process.execPath}' '${program}' logs | head -1; echo "done \${PIPESTATUS[0]}"`]);
	await shell.waitFor(/^1\ndone 0/m);
});
