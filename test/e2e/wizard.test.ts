import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import type {Pty} from '../helpers/pty.ts';
import {createNewUser, type NewUser} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const files = {
	'train.py': "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--lr', type=float, default=0.1)\nprint(parser.parse_args().lr)\n",
	'setup.sh': '#!/bin/sh\necho setting up\n',
};

const tab = '\t';
const enter = '\r';
const down = '\u001b[B';
const ctrl = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96);

/** Jumps to the last step. */
async function review(terminal: Pty): Promise<void> {
	await terminal.waitFor(/What should be run/);
	terminal.send('r');
	await terminal.waitFor(/nothing has been written yet/);
}

test('the wizard asks from kind to review and writes exactly what it showed, and nothing before', async () => {
	user = createNewUser(files);
	const terminal = user.open(['init'], {columns: 120, rows: 40});
	const titles = ['Kind', 'Base image', 'Build steps', 'Env vars', 'Declarations', 'Command', 'Secrets', 'Configmaps', 'Resources', 'Where to run'];
	for (const title of titles) {
		await terminal.waitFor(text => new RegExp(`● \\w +${title}`).test(text));
		expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);
		terminal.send(tab);
	}
	await terminal.waitFor(/● r +\w/);
	expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);
	terminal.send(enter);
	expect(await terminal.exited()).toBe(0);
	expect(user.read('polyaxonfile.yml')).toBe(`version: 1

kind: experiment

declarations:
  lr: 0.1

build:
  image: python:3.11-slim
  build_steps:
    - ./setup.sh

run:
  cmd: python3 train.py --lr={{ lr }}
`);
	expect(terminal.text()).toContain('polyaxonfile.yml was written.');
	expect(terminal.text().replaceAll('\n', '')).toContain('polyaxon-tui init --kind experiment --image python:3.11-slim');
	expect(terminal.isAlternate).toBe(false);
	expect(existsSync(join(user.home, '.local/state/polyaxon-tui/drafts'))).toBe(false);
	expect((await user.run(['check'])).exitCode).toBe(0);
});

test('the command line that it prints gives the same file without a terminal', async () => {
	user = createNewUser(files);
	const terminal = user.open(['init'], {columns: 500, rows: 40});
	await review(terminal);
	terminal.send(enter);
	expect(await terminal.exited()).toBe(0);
	const line = /same again +polyaxon-tui (init .*)/.exec(terminal.text())![1]!;
	const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!);
	const {stdout} = await user.run([...words, '--force', '-o', '-']);
	expect(stdout).toBe(user.read('polyaxonfile.yml'));
});

test('Ctrl-C keeps the answers, and the next start offers them', async () => {
	user = createNewUser(files);
	const first = user.open(['init'], {columns: 120, rows: 40});
	await first.waitFor(/What should be run/);
	first.send(down);
	await first.waitFor(/kind: job/);
	first.send(tab);
	await first.waitFor(/● \w +Base image/);
	first.send(ctrl('c'));
	expect(await first.exited()).toBe(130);
	expect(first.text()).toContain('Nothing was written.');
	expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);

	const second = user.open(['init'], {columns: 120, rows: 40});
	await second.waitFor(/draft/i);
	second.send(enter);
	await second.waitFor(/● \w +Base image/);
	expect(second.text()).toContain('kind: job');
});

test.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('%s keeps the answers too', async signal => {
	user = createNewUser(files);
	const first = user.open(['init'], {columns: 120, rows: 40});
	await first.waitFor(/What should be run/);
	first.send(down);
	await first.waitFor(/kind: job/);
	first.kill(signal);
	await first.exited();
	const second = user.open(['init'], {columns: 120, rows: 40});
	await second.waitFor(/draft/i);
	second.send(enter);
	await second.waitFor(/kind: job/);
});

test('an existing file is changed only after its diff was confirmed, and keeps its comments', async () => {
	const text = '# mine\nversion: 1\nkind: job # never an experiment\nbuild:\n  image: busybox\nrun:\n  cmd: echo one\n';
	user = createNewUser({'polyaxonfile.yml': text});
	const terminal = user.open(['init'], {columns: 120, rows: 40});
	await terminal.waitFor(/What should be run/);
	terminal.send('6');
	await terminal.waitFor(/● \w +Command/);
	terminal.send(`${ctrl('u')}echo two${tab}`);
	await terminal.waitFor(/● \w +Secrets/);
	expect(user.read('polyaxonfile.yml')).toBe(text);
	terminal.send('r');
	await terminal.waitFor(/-\s+cmd: echo one[\s\S]*\+\s+cmd: echo two/);
	terminal.send(enter);
	await terminal.waitFor(/Change polyaxonfile\.yml\?/);
	expect(user.read('polyaxonfile.yml')).toBe(text);
	terminal.send('y');
	expect(await terminal.exited()).toBe(0);
	expect(user.read('polyaxonfile.yml')).toBe(text.replace('echo one', 'echo two'));
});

test('a file that someone else changed meanwhile is not overwritten', async () => {
	user = createNewUser({...files, 'polyaxonfile.yml': 'version: 1\nkind: job\nbuild:\n  image: busybox\nrun:\n  cmd: echo one\n'});
	const terminal = user.open(['init'], {columns: 120, rows: 40});
	await terminal.waitFor(/What should be run/);
	terminal.send('6');
	await terminal.waitFor(/● \w +Command/);
	terminal.send(`${ctrl('u')}echo two${tab}`);
	await terminal.waitFor(/● \w +Secrets/);
	user.write('polyaxonfile.yml', 'version: 1\nkind: job\nbuild:\n  image: alpine\nrun:\n  cmd: echo theirs\n');
	terminal.send('r');
	await terminal.waitFor(/nothing has been written yet/);
	terminal.send(enter);
	await terminal.waitFor(/Change polyaxonfile\.yml\?/);
	terminal.send('y');
	expect(await terminal.exited()).toBe(2);
	expect(terminal.text()).toContain('was changed by someone else meanwhile');
	expect(user.read('polyaxonfile.yml')).toContain('theirs');
	const again = user.open(['init'], {columns: 120, rows: 40});
	await again.waitFor(/draft/i);
});

test('write and run goes straight to the run screen, and its end is summed up on the normal screen', async () => {
	user = createNewUser({'work.sh': 'echo from the script\n'});
	const terminal = user.open(['init', '--kind', 'job', '--image', 'busybox'], {columns: 120, rows: 40});
	await review(terminal);
	terminal.send(down);
	await terminal.waitFor(/▸ write and run/);
	terminal.send(enter);
	await terminal.waitFor(/✓ succeeded/);
	expect(terminal.isAlternate).toBe(true);
	expect(terminal.text()).toContain('from the script');
	terminal.send('q');
	expect(await terminal.exited()).toBe(0);
	expect(terminal.isAlternate).toBe(false);
	expect(terminal.text()).toMatch(/digits r-\w{6} succeeded \(exit 0\) after .* on host\./);
	expect(user.read('polyaxonfile.yml')).toContain('bash work.sh');
});

test('run without writing runs the answers, makes no file and leaves no draft', async () => {
	user = createNewUser({'work.sh': 'echo from the script\n'});
	const terminal = user.open(['init', '--kind', 'experiment', '--image', 'busybox'], {columns: 120, rows: 40});
	await terminal.waitFor(/What should be run/);
	// Of what was answered there is a draft
	terminal.send(down);
	await review(terminal);
	terminal.send(down + down);
	await terminal.waitFor(/▸ run without writing/);
	terminal.send(enter);
	await terminal.waitFor(/✓ succeeded/);
	terminal.send('q');
	expect(await terminal.exited()).toBe(0);
	expect(existsSync(join(user.project, 'polyaxonfile.yml'))).toBe(false);
	expect(readdirSync(join(user.home, '.local/state/polyaxon-tui/drafts'))).toEqual([]);
	const again = await user.run(['rerun']);
	expect(again.stdout).toContain('from the script');
	expect(again.exitCode).toBe(0);
});

test('polyaxon-tui alone starts the wizard in a terminal, and prints help without one', async () => {
	user = createNewUser();
	const terminal = user.open([]);
	await terminal.waitFor(/What should be run/);
	const {stdout, exitCode} = await user.run([]);
	expect(stdout).toMatch(/^Usage: polyaxon-tui/);
	expect(exitCode).toBe(0);
});

test('a draft never holds the value of a secret', async () => {
	user = createNewUser({...files, '.env': 'API_TOKEN=ghp_verysecretvalue0123456789abcdefghijk\n'});
	const terminal = user.open(['init', '--env', 'API_TOKEN=ghp_verysecretvalue0123456789abcdefghijk'], {columns: 120, rows: 40});
	await terminal.waitFor(/What should be run/);
	terminal.send(down);
	await terminal.waitFor(/kind: job/);
	const folder = join(user.home, '.local/state/polyaxon-tui/drafts');
	const drafts = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
	expect(drafts).toHaveLength(1);
	expect(drafts[0]).not.toContain('verysecret');
});
