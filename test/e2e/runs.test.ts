import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {createNewUser, eventually, isRunning, linesOf, type NewUser} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const job = (cmd: string, more = '') => `version: 1\nkind: job\nbuild:\n  image: busybox\n${more}run:\n  cmd: ${cmd}\n`;

/** Counts, says who it is, and ends with exit code 3 when the file `end` comes. */
const counter = {
	'polyaxonfile.yml': job('/bin/bash count.sh'),
	'count.sh': 'echo pid $$\nn=0\nuntil [ -e "$FOLDER/end" ]; do n=$((n+1)); echo line $n; sleep 0.05; done\nprintf "last words"\nexit 3\n',
};

/** A user whose run counts until `end()`. */
function createCountingUser() {
	const created = createNewUser(counter);
	created.write('count.sh', counter['count.sh'].replace('$FOLDER', created.project));
	return Object.assign(created, {end: () => created.write('end', '')});
}

/** The lines `line 1` to the last, each once and whole; then the last words. */
function expectWhole(log: string): void {
	const lines = log.trimEnd().split('\n').slice(1);
	expect(lines.at(-1)).toBe('last words');
	expect(lines.slice(0, -1)).toEqual(lines.slice(0, -1).map((_, index) => `line ${index + 1}`));
}

const driverOf = (folder: string) => {
	const [newest] = readdirSync(join(folder, 'drivers'))
		.filter(name => /^\d+\.json$/.test(name))
		.sort((one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10));
	return (JSON.parse(readFileSync(join(folder, 'drivers', newest!), 'utf8')) as {pid: number}).pid;
};

test('run --plain prints every line, the exit code is 1 when the run fails, and logs give the same bytes later', async () => {
	user = createNewUser({'polyaxonfile.yml': job("printf 'one\\ntwo\\r\\nhalf'; exit 7")});
	const {stdout, exitCode} = await user.run(['run', '--plain']);
	expect(linesOf(stdout, 'run')).toEqual(['one', 'two', 'half']);
	expect(stdout).toMatch(/\[status\] failed, exit 7/);
	expect(exitCode).toBe(1);
	expect((await user.run(['logs', '--raw'])).stdout).toBe('one\ntwo\r\nhalf');
	expect((await user.run(['logs'])).stdout).toBe('one\ntwo\nhalf\n');
});

test('run --json is one JSON object a line, from the run to its status', async () => {
	user = createNewUser({'polyaxonfile.yml': job('echo {{ name }}', 'declarations:\n  name: one\n')});
	const {stdout, exitCode} = await user.run(['run', '--json', '-P', 'name=two']);
	const objects = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as {type: string; text?: string; status?: string; declarations?: object});
	expect(objects[0]).toMatchObject({type: 'run', name: 'digits', kind: 'job', engine: 'host', declarations: {name: 'two'}});
	expect(objects.filter(({type}) => type === 'log').map(({text}) => text)).toEqual(['two']);
	expect(objects.at(-1)).toMatchObject({type: 'end', status: 'succeeded', exitCode: 0});
	expect(exitCode).toBe(0);
});

test('the steps of a build run once, in order, and see only the files that an image build sees', async () => {
	const steps = 'build:\n  image: busybox\n  build_steps:\n    - echo first; ls\n    - ./setup.sh\n  env_vars:\n    - [GREETING, hello]\n';
	user = createNewUser({
		'polyaxonfile.yml': `version: 1\nkind: job\n${steps}run:\n  cmd:\n    - echo $GREETING\n    - cat made work.sh\n`,
		'setup.sh': '#!/bin/sh\necho second\necho "made by the build" > made\n',
		'work.sh': 'echo work\n',
	});
	const first = await user.run(['run', '--plain']);
	expect(first.exitCode).toBe(0);
	expect(linesOf(first.stdout, 'build')).toEqual([expect.stringContaining('first'), 'first', 'setup.sh', expect.stringContaining('setup.sh'), 'second']);
	expect(linesOf(first.stdout, 'run')).toEqual(['hello', 'made by the build', 'echo work']);
	const second = await user.run(['run', '--plain']);
	expect(second.stdout).toMatch(/re-used/);
	expect(second.stdout).toContain('[run] made by the build');
	user.write('setup.sh', '#!/bin/sh\necho "made anew" > made\n');
	const third = await user.run(['run', '--plain']);
	expect(third.stdout).toContain('[run] made anew');
});

test('the run screen can be left and come back to, and no line is lost', async () => {
	const own = createCountingUser();
	user = own;
	const first = user.open(['run'], {columns: 120, rows: 40});
	await first.waitFor(/line 5/);
	first.send('q');
	await first.waitFor(/leave it running/);
	first.send('l');
	expect(await first.exited()).toBe(0);
	expect(first.isAlternate).toBe(false);
	expect(first.text()).toMatch(/digits r-\w{6} is running on host \(.*\)\. It goes on without this terminal\.\n {2}come back {3}polyaxon-tui attach r-\w{6}\n/);
	const second = user.open(['attach'], {columns: 120, rows: 40});
	await second.waitFor(/line \d\d/);
	own.end();
	await second.waitFor(/✗ failed/);
	second.send('q');
	expect(await second.exited()).toBe(1);
	expectWhole((await user.run(['logs'])).stdout);
});

test('the run goes on when its screen is killed, and when its terminal window is closed', async () => {
	const own = createCountingUser();
	user = own;
	const first = user.open(['run'], {columns: 120, rows: 40});
	await first.waitFor(/line 3/);
	first.kill('SIGKILL');
	await first.exited();
	const second = user.open(['attach'], {columns: 120, rows: 40});
	await second.waitFor(/line \d\d/);
	second.kill('SIGHUP');
	await second.exited();
	const {stdout} = await user.run(['runs', '--json']);
	expect(JSON.parse(stdout)).toMatchObject({status: 'running', isDriven: true});
	own.end();
	const {stdout: plain, exitCode} = await user.run(['attach', '--plain']);
	expect(plain).toContain('[run] last words');
	expect(exitCode).toBe(1);
	expectWhole((await user.run(['logs'])).stdout);
});

test('when the driver is killed, the next look goes on from the files and follows the process to its exit code', async () => {
	const own = createCountingUser();
	user = own;
	expect((await user.run(['run', '--detach'])).exitCode).toBe(0);
	const [folder] = user.runFolders();
	const log = await eventually(
		() => existsSync(join(folder!, 'logs/run.log')) && /line 3/.test(readFileSync(join(folder!, 'logs/run.log'), 'utf8')),
		'the log',
	);
	expect(log).toBe(true);
	const driver = driverOf(folder!);
	process.kill(driver, 'SIGKILL');
	await eventually(() => !isRunning(driver), 'the end of the driver');
	const attached = user.open(['attach'], {columns: 120, rows: 40});
	await attached.waitFor(/line \d\d/);
	expect(driverOf(folder!)).not.toBe(driver);
	own.end();
	await attached.waitFor(/✗ failed/);
	attached.send('q');
	expect(await attached.exited()).toBe(1);
	expect(JSON.parse((await user.run(['runs', '--json'])).stdout)).toMatchObject({status: 'failed', exitCode: 3});
	expectWhole((await user.run(['logs'])).stdout);
});

test.each(['logs', 'runs', 'stop'] as const)('%s tells the truth about a run that ended after its driver was killed', async command => {
	user = createNewUser({
		'polyaxonfile.yml': 'version: 1\nkind: job\nbuild: {image: busybox}\nrun: {cmd: sh work.sh}\n',
		'work.sh': 'echo first; touch started; while [ ! -e go ]; do sleep 0.02; done; seq 12; printf last',
	});
	expect((await user.run(['run', '--detach'])).exitCode).toBe(0);
	const [folder] = user.runFolders();
	await eventually(() => existsSync(join(folder!, 'code/started')), 'the start');
	const driver = driverOf(folder!);
	process.kill(driver, 'SIGKILL');
	await eventually(() => !isRunning(driver), 'the end of the driver');
	writeFileSync(join(folder!, 'code/go'), '');
	await eventually(() => existsSync(join(folder!, 'exit-code')), 'the end of the run');
	const {stdout} = await user.run(command === 'runs' ? ['runs', '--json'] : [command]);
	if (command === 'logs') expect(stdout).toBe(`first\n${Array.from({length: 12}, (_, index) => `${index + 1}\n`).join('')}last\n`);
	if (command === 'runs') expect(JSON.parse(stdout)).toMatchObject({status: 'succeeded', exitCode: 0});
	if (command === 'stop') expect(stdout).toMatch(/is over already: succeeded/);
	expect(JSON.parse((await user.run(['runs', '--json'])).stdout)).toMatchObject({status: 'succeeded', exitCode: 0});
});

test('without an id stop and rerun touch no run of another folder, and logs says of which folder it is', async () => {
	user = createNewUser({'polyaxonfile.yml': job('echo done')});
	await user.run(['run', '--plain']);
	for (const command of ['stop', 'rerun']) {
		const {exitCode, stderr} = await user.run([command], {cwd: user.home});
		expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/This folder has no run\. The newest elsewhere is r-\w+, of .*digits/)]);
	}
	const shown = await user.run(['logs'], {cwd: user.home});
	expect([shown.exitCode, shown.stdout, shown.stderr]).toEqual([
		0,
		'done\n',
		expect.stringMatching(/^This folder has no run: this is the newest elsewhere, r-\w+ of .*digits\.\n$/),
	]);
	expect(user.runFolders()).toHaveLength(1);
});

test('two screens watch one run, and a stop from one of them is seen by the other', async () => {
	user = createCountingUser();
	const first = user.open(['run'], {columns: 120, rows: 40});
	await first.waitFor(/line 3/);
	const second = user.open(['attach'], {columns: 120, rows: 40});
	await second.waitFor(/line \d/);
	second.send('q');
	await second.waitFor(/stop it/);
	second.send('s');
	await first.waitFor(/– stopped/);
	expect(await second.exited()).toBe(1);
	first.send('q');
	expect(await first.exited()).toBe(1);
});

test('stop ends grandchildren too, also those that ignore the request and those that left the group', async () => {
	const stubborn = 'trap "" TERM\necho me $$\nwhile :; do sleep 0.1; done\n';
	user = createNewUser({
		'polyaxonfile.yml': job('/bin/bash start.sh'),
		'start.sh': 'bash stubborn.sh &\n(bash stubborn.sh &) &\nbash stubborn.sh\n',
		'stubborn.sh': stubborn,
		'.polyaxon/tui.yaml': 'gracePeriod: 1\n',
	});
	await user.run(['run', '--detach']);
	const log = join(user.runFolders()[0]!, 'logs/run.log');
	const pids = await eventually(() => {
		const found = existsSync(log) ? [...readFileSync(log, 'utf8').matchAll(/me (\d+)/g)].map(match => Number(match[1])) : [];
		return found.length === 3 && found;
	}, 'three processes');
	const {stdout, exitCode} = await user.run(['stop']);
	expect(stdout).toMatch(/digits r-\w{6}: stopped\.\n/);
	expect(exitCode).toBe(0);
	expect(pids.filter(isRunning)).toEqual([]);
	expect((await user.run(['stop'])).stdout).toMatch(/is over already: stopped/);
});

test('Ctrl-C while plain lines are printed leaves the run running, says so, and is exit code 130', async () => {
	const own = createCountingUser();
	user = own;
	const terminal = user.open(['run', '--plain'], {columns: 120, rows: 40});
	await terminal.waitFor(/line 3/);
	terminal.send('\u0003');
	expect(await terminal.exited()).toBe(130);
	expect(terminal.text()).toContain('It goes on without this terminal.');
	own.end();
	expect((await user.run(['attach', '--plain'])).exitCode).toBe(1);
});

test('the value of a secret is in no file of the run, no argument list and on no screen', async () => {
	const value = 'hunter2-very-secret';
	user = createNewUser({
		'polyaxonfile.yml': `${job('/bin/bash work.sh', '  build_steps: [env > seen-by-the-step]\n')}environment:\n  secret_refs: [secret1]\n`,
		'work.sh': 'echo length ${#PASSWORD}\nuntil [ -e "$FOLDER/end" ]; do sleep 0.05; done\n',
		'.polyaxon/tui.yaml': 'secretRefs:\n  - {name: secret1, envFile: secret1.env}\n',
		'secret1.env': `PASSWORD=${value}\n`,
	});
	user.write('work.sh', user.read('work.sh').replace('$FOLDER', user.project));
	const terminal = user.open(['run'], {columns: 120, rows: 40});
	await terminal.waitFor(/length 19/);
	expect(execFileSync('ps', ['-Aww', '-o', 'args='], {encoding: 'utf8'})).not.toContain(value);
	user.write('end', '');
	await terminal.waitFor(/✓ succeeded/);
	terminal.send('q');
	await terminal.exited();
	expect(terminal.raw).not.toContain(value);
	const found = readdirSync(user.home, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name))
		.filter(path => path !== join(user!.project, 'secret1.env') && readFileSync(path).includes(value));
	expect(found).toEqual([]);
});

test('control characters of a log reach neither the screen nor plain lines nor JSON', async () => {
	user = createNewUser({
		'polyaxonfile.yml': job('/bin/bash evil.sh'),
		'evil.sh': "printf 'a\\033]0;owned\\007b\\n\\033[?1049l\\033[2Jc\\n\\302\\2332Jd\\n'\necho done\n",
	});
	const terminal = user.open(['run'], {columns: 120, rows: 40});
	await terminal.waitFor(/✓ succeeded/);
	expect(terminal.isAlternate).toBe(true);
	expect(terminal.title).toBe('');
	terminal.send('q');
	await terminal.exited();
	expect(terminal.raw).not.toContain('owned\u0007');
	const plain = await user.run(['attach', '--plain']);
	const json = await user.run(['attach', '--json']);
	expect(plain.stdout + json.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
	const raw = user.open(['logs', '--raw']);
	expect(await raw.exited()).toBe(2);
});

test('runs are removed with their folders, but never while they run', async () => {
	const own = createCountingUser();
	user = own;
	await user.run(['run', '--detach']);
	const [folder] = user.runFolders();
	const id = folder!.slice(-8);
	const refused = await user.run(['remove', id]);
	expect(refused.stderr).toMatch(/is not over, so nothing was removed\./);
	expect(refused.exitCode).toBe(2);
	own.end();
	await user.run(['attach', '--plain']);
	expect((await user.run(['remove', id])).stdout).toBe(`digits ${id} was removed.\n`);
	expect(existsSync(folder!)).toBe(false);
});

test('rerun runs the same file and declarations, with -P over them and the code as it is now', async () => {
	user = createNewUser({
		'polyaxonfile.yml': job('/bin/bash work.sh {{ one }} {{ two }}', 'declarations:\n  one: 1\n  two: 2\n'),
		'work.sh': 'echo old $1 $2\n',
	});
	await user.run(['run', '--plain', '-P', 'one=10']);
	user.write('work.sh', 'echo new $1 $2\n');
	user.write('polyaxonfile.yml', 'changed: since\n');
	const {stdout, exitCode} = await user.run(['rerun', '--plain', '-P', 'two=20']);
	expect(stdout).toContain('[run] new 10 20');
	expect(exitCode).toBe(0);
	expect((await user.run(['rerun', '--plain'])).stdout).toContain('[run] new 10 20');
});
