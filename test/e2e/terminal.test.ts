import {afterEach, expect, test} from 'vitest';
import type {Pty} from '../helpers/pty.ts';
import {createNewUser, type NewUser, program} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const files = {'polyaxonfile.yml': 'version: 1\nkind: job\nbuild:\n  image: busybox\nrun:\n  cmd: echo working; sleep 30\n'};

/** A shell in a terminal, with our program as its command: what the terminal is like afterwards can be asked there. */
async function openShell(size = {columns: 120, rows: 40}): Promise<Pty> {
	const shell = user.openProgram('bash', ['--norc', '--noprofile', '-i'], {...size, env: {PS1: 'ready> ', HISTFILE: undefined}});
	await shell.waitFor(/ready>\s*$/);
	return shell;
}

const start = (shell: Pty, command: string) => shell.send(`'${process.execPath}' '${program}' ${command}; echo "exit=$?"\r`);

/** Echo and line editing as a shell has them, the normal screen, a visible cursor, no mode left on. */
async function expectNormal(shell: Pty): Promise<void> {
	await shell.waitFor(/ready>\s*$/);
	expect(shell.isAlternate).toBe(false);
	expect(shell.isCursorHidden).toBe(false);
	expect(shell.modes).toMatchObject({mouseTrackingMode: 'none', sendFocusMode: false, wraparoundMode: true, synchronizedOutputMode: false});
	shell.send("stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(echo|icanon|isig|opost)' | tr '\\n' ,\r");
	await shell.waitFor(/isig,icanon,echo,|opost,isig,icanon,echo,/);
}

test.each([
	['init', /What should be run/, '\u0003', 130],
	['runs', /polyaxon-tui runs/, 'q', 0],
])('%s gives the terminal back when it is left', async (command, sign, key, exitCode) => {
	user = createNewUser();
	const shell = await openShell();
	start(shell, command);
	await shell.waitFor(sign);
	expect(shell.isAlternate).toBe(true);
	shell.send(key);
	await shell.waitFor(new RegExp(`exit=${exitCode}`));
	await expectNormal(shell);
});

test('the run screen gives the terminal back when it is left', async () => {
	user = createNewUser(files);
	const shell = await openShell();
	start(shell, 'run');
	await shell.waitFor(/│working/);
	shell.send('q');
	await shell.waitFor(/leave it running/);
	shell.send('l');
	await shell.waitFor(/exit=0/);
	await expectNormal(shell);
});

test.each(['init', 'run'])('%s gives the terminal back when it is ended by SIGTERM', async command => {
	user = createNewUser(command === 'run' ? files : {});
	const shell = await openShell();
	shell.send(`bash -c 'echo $$ > pid; exec "$0" "$1" ${command}' '${process.execPath}' '${program}'; echo "exit=$?"\r`);
	await shell.waitFor(command === 'init' ? /What should be run/ : /│working/);
	process.kill(Number(user.read('pid')), 'SIGTERM');
	await shell.waitFor(/exit=143/);
	await expectNormal(shell);
});

test('Ctrl-Z gives the shell its terminal, and fg brings the whole screen back', async () => {
	user = createNewUser(files);
	const shell = await openShell();
	start(shell, 'run');
	await shell.waitFor(/│working/);
	shell.send('\u001a');
	await shell.waitFor(/Stopped/);
	await expectNormal(shell);
	shell.send('fg\r');
	await shell.waitFor(/│working/);
	expect(shell.isAlternate).toBe(true);
	shell.send('q');
	await shell.waitFor(/leave it running/);
	shell.send('l');
	await shell.waitFor(/goes on without this terminal/);
	await expectNormal(shell);
});

test('a window that shrinks and grows shows the whole screen again', async () => {
	user = createNewUser(files);
	const terminal = user.open(['run'], {columns: 120, rows: 40});
	await terminal.waitFor(/│working/);
	terminal.resize(50, 12);
	await terminal.waitFor(/The window is 50x12/);
	terminal.resize(80, 24);
	await terminal.waitFor(/working/);
	expect(terminal.rows().every(row => row.length <= 80)).toBe(true);
});
