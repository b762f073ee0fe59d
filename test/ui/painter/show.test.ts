import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {openPty, type Pty, type PtyOptions} from '../../helpers/pty.ts';
import {type BundledApp, bundleApp} from './bundle-app.ts';

let app: BundledApp;
const opened: Pty[] = [];
beforeAll(async () => {
	app = await bundleApp(fileURLToPath(new URL('fixture-app.tsx', import.meta.url)));
});
afterAll(async () => {
	for (const pty of opened) await pty.close();
	await app.remove();
});

const node = process.execPath;

function open(command: string, args: readonly string[], options: PtyOptions = {}): Pty {
	const pty = openPty(command, args, {columns: 80, rows: 20, cwd: app.folder, ...options});
	opened.push(pty);
	return pty;
}

/** The process id that the app shows. */
const pidOf = async (pty: Pty) => Number(/pid (\d+)/.exec(await pty.waitFor(/pid \d+\. keys/))?.[1]);
const signalOf = (pid: number) => readFile(join(app.folder, `${pid}.signal`), 'utf8').catch(() => undefined);
/** What a terminal must be like when nobody draws on it. */
const modesOf = ({isAlternate, isCursorHidden, modes}: Pty) => ({isAlternate, isCursorHidden, wraps: modes.wraparoundMode, pastes: modes.bracketedPasteMode});
const restored = {isAlternate: false, isCursorHidden: false, wraps: true, pastes: false};
const taken = {isAlternate: true, isCursorHidden: true, wraps: false, pastes: false};

describe.concurrent('however it ends, the terminal is as it was', () => {
	const script = (file: string) => `echo before; old=$(stty -g); '${node}' '${file}'; code=$?; [ "$old" = "$(stty -g)" ] && echo tty same; echo after $code`;

	test.for<readonly [string, string | NodeJS.Signals, RegExp]>([
		['q', 'q', /^before\nleft by itself\ntty same\nafter 0$/],
		['a crash in a key handler', '!', /^before\nerror: crash in a key handler\ntty same\nafter 1$/],
		['a crash in a timer', 'C', /^before\nerror: crash in a timer\ntty same\nafter 1$/],
		['a crash in a promise', 'J', /^before\nerror: crash in a promise\ntty same\nafter 1$/],
		['a crash in render', 'R', /^before\nerror: crash in render\ntty same\nafter 1$/],
		['printing what nobody expects, then q', 'Lq', /^before\nstray log\nstray error\nleft by itself\ntty same\nafter 0$/],
		['SIGTERM', 'SIGTERM', /^before\ntty same\nafter 143$/],
		['SIGHUP', 'SIGHUP', /^before\ntty same\nafter 129$/],
		['SIGINT', 'SIGINT', /^before\ntty same\nafter 130$/],
	])('%s', async ([, end, expected], {expect}) => {
		const pty = open('sh', ['-c', script(app.file)]);
		const pid = await pidOf(pty);
		expect(modesOf(pty)).toEqual(taken);
		if (end.startsWith('SIG')) process.kill(pid, end as NodeJS.Signals);
		else pty.send(end);
		await pty.exited();
		expect(pty.text().trimEnd()).toMatch(expected);
		expect(modesOf(pty)).toEqual(restored);
		expect(await signalOf(pid)).toBe(end.startsWith('SIG') ? end : undefined);
	});
});

test('the end of the terminal is the end of the app', async () => {
	const pty = open(node, [app.file]);
	const pid = await pidOf(pty);
	pty.hangUp();
	await expect.poll(() => isAlive(pid), {timeout: 5000}).toBe(false);
	expect(await signalOf(pid)).toMatch(/^SIGHUP/);
});

test('one screen after another, with the normal screen between them', async () => {
	const pty = open(node, [app.file]);
	await pidOf(pty);
	for (let round = 1; round <= 12; round++) {
		pty.send('n');
		await pty.waitFor(() => pty.raw.split('left by itself').length > round && pty.isAlternate);
		pty.send('a');
		await pty.waitFor(/keys <a>/);
	}
	pty.send('q');
	expect(await pty.exited()).toBe(0);
	// Also without a warning of Node that listeners leak
	expect([pty.text().trim(), modesOf(pty)]).toEqual([Array.from({length: 13}, () => 'left by itself').join('\n'), restored]);
});

test('every action leaves what a full redraw would show', async () => {
	const pty = open(node, [app.file], {env: {FLOOD: '1'}});
	await pidOf(pty);
	const redraw = async (rest = 120) => {
		await pty.quiet(rest);
		const painted = pty.cells();
		const before = pty.raw.length;
		pty.send('\u000c');
		await pty.waitFor(() => pty.raw.length > before);
		await pty.quiet(120);
		expect(painted).toEqual(pty.cells());
	};
	pty.send('?');
	await pty.waitFor(/dialog/);
	pty.resize(100, 30);
	await pty.waitFor(() => pty.rows()[29]?.includes('keys') === true);
	pty.send('p');
	await redraw();
	for (const [columns, rows] of [
		[61, 15],
		[1, 1],
		[90, 25],
	] as const) {
		pty.resize(columns, rows);
		// A window of one cell has nothing to wait for
		await redraw(500);
	}
	pty.send('x');
	await pty.waitFor(/\?x>/);
	pty.send('kkk');
	await redraw();
	expect(pty.text()).not.toContain('dialog');
});

test('a terminal that does not read stops neither the app nor breaks the screen', async () => {
	const pty = open(node, [app.file], {columns: 200, rows: 50, env: {FLOOD: '1'}});
	await pidOf(pty);
	await pty.waitFor(/xxxx/);
	pty.pause();
	await new Promise(resolve => setTimeout(resolve, 2500));
	pty.resume();
	pty.send('p');
	await pty.quiet(120);
	const painted = pty.cells();
	pty.send('\u000c');
	await pty.quiet(120);
	expect(painted).toEqual(pty.cells());
	pty.send('s');
	const stall = Number(/stall (\d+) ms/.exec(await pty.waitFor(/stall \d+/))?.[1]);
	// It went on while the terminal took nothing for 2.5 s
	expect(stall).toBeLessThan(2000);
});

test('leaving while the terminal does not read waits for it', async () => {
	const pty = open(node, [app.file], {columns: 200, rows: 50, env: {FLOOD: '1'}});
	await pidOf(pty);
	await pty.waitFor(/xxxx/);
	pty.pause();
	await new Promise(resolve => setTimeout(resolve, 300));
	pty.send('q');
	await new Promise(resolve => setTimeout(resolve, 100));
	pty.resume();
	expect(await pty.exited()).toBe(0);
	expect([pty.text().trim(), modesOf(pty)]).toEqual(['left by itself', restored]);
});

test.for([
	['the app alone', (file: string) => `'${node}' '${file}'`],
	['under a wrapper, as npx is', (file: string) => `sh -c "'${node}' '${file}'; true"`],
] as const)('Ctrl-Z and fg in a shell: %s', async ([, command]) => {
	const pty = open('bash', ['--norc', '--noprofile', '-i'], {env: {PS1: '$ '}});
	await pty.waitFor(/\$$/m);
	pty.send(`${command(app.file)}\r`);
	const pid = await pidOf(pty);
	pty.send('?');
	await pty.waitFor(/dialog/);
	const stops = [() => pty.send('\u001a'), () => process.kill(pid, 'SIGTSTP'), () => pty.send('\u001a')];
	for (const [round, stop] of stops.entries()) {
		stop();
		await pty.waitFor(new RegExp(`(Stopped[\\s\\S]*){${round + 1}}\\$$`, 'm'));
		expect(modesOf(pty)).toEqual({...restored, pastes: pty.modes.bracketedPasteMode});
		pty.send('fg\r');
		await pty.waitFor(/dialog/);
		expect(modesOf(pty)).toMatchObject(taken);
	}
	pty.resize(91, 27);
	await pty.waitFor(() => pty.rows()[26]?.includes('keys') === true);
	pty.send('x');
	await pty.waitFor(/\?x>/);
	pty.send('q');
	await pty.waitFor(/left by itself\n\$$/m);
	pty.send('echo still $((40 + 2)) here\r');
	await pty.waitFor(/still 42 here/);
	pty.send('exit\r');
	await pty.exited();
});

test('stopped without warning, and sent to the background, it takes the terminal back only when it may', async () => {
	const pty = open('bash', ['--norc', '--noprofile', '-i'], {env: {PS1: '$ '}});
	await pty.waitFor(/\$$/m);
	pty.send(`'${node}' '${app.file}'\r`);
	const pid = await pidOf(pty);
	process.kill(pid, 'SIGSTOP');
	await pty.waitFor(/Stopped/);
	pty.send('fg\r');
	await pty.waitFor(/keys <>/);
	pty.send('a');
	await pty.waitFor(/keys <a>/);
	pty.send('\u001a');
	await pty.waitFor(/Stopped[\s\S]*\$$/m);
	pty.send('bg\r');
	await pty.waitFor(/bg[\s\S]*\$$/m);
	pty.send('echo in $((40 + 2)) peace\r');
	await pty.waitFor(/in 42 peace/);
	expect(pty.isAlternate).toBe(false);
	pty.send('fg\r');
	await pty.waitFor(/keys <a>/);
	pty.send('q');
	await pty.waitFor(/left by itself\n\$$/m);
});

test('where no shell could continue it, Ctrl-Z stops nothing', async () => {
	const pty = open(node, [app.file]);
	await pidOf(pty);
	pty.send('\u001a');
	await pty.waitFor(() => pty.raw.includes('\u001b[?1049l'));
	await pty.waitFor(() => pty.isAlternate);
	pty.send('a');
	await pty.waitFor(/keys <a>/);
	pty.send('q');
	expect(await pty.exited()).toBe(0);
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
