import {expect, test} from 'vitest';
import {emptyAnswers} from '../../../source/wizard/answers.ts';
import type {Draft} from '../../../source/wizard/draft.ts';
import {emptyFacts} from '../../../source/wizard/facts.ts';
import {digits} from './facts.ts';
import {openWizard} from './open-wizard.tsx';

const down = '\u001b[B';
const up = '\u001b[A';
const shiftTab = '\u001b[Z';
const esc = '\u001b';
const ctrl = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96);

const existing = {
	file: 'polyaxonfile.yml',
	text: '# mine\nversion: 1\nkind: experiment\nbuild:\n  image: python:3.11-slim  # small\n  build_steps:\n    - pip install -r requirements.txt\nrun:\n  cmd: python3 train.py\n',
};

const draft: Draft = {
	answers: {...emptyAnswers, kind: 'job', image: 'alpine:3.20', buildSteps: ['apk add git'], command: 'sh run.sh'},
	step: 'command',
	visited: ['kind', 'image', 'buildSteps'],
	savedAt: 1_000_000 - 300_000,
};

const frames: ReadonlyArray<readonly [name: string, columns: number, rows: number, keys: readonly string[]]> = [
	['kind', 120, 40, []],
	['build-steps', 120, 40, ['\t', '\t', up + up]],
	['build-steps', 80, 24, ['3', up + up]],
	['env-vars-typing', 80, 24, ['4', 'aPYTHON PATH=x']],
	['declarations', 120, 40, ['5']],
	['command', 80, 24, ['6']],
	['command', 200, 50, ['6']],
	['secrets', 80, 24, ['7', `${up}${up} a`, 'Other']],
	['resources', 120, 40, ['9', '2\r1\r\r', 'x']],
	['preview', 80, 24, ['3', 'p']],
	['review', 80, 24, ['r']],
	['review', 120, 40, ['r']],
	['help', 80, 24, ['3', '?']],
	['go', 60, 16, ['6', ctrl('g')]],
	['image', 60, 16, ['2']],
];

test.for(frames)('the frame of %s at %ix%i', async ([name, columns, rows, keys]) => {
	const wizard = openWizard({columns, rows});
	for (const key of keys) await wizard.press(key);
	const shown = await wizard.text();
	wizard.close();
	await expect(`${shown}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
	expect(shown.split('\n').length).toBeLessThanOrEqual(rows);
});

test('the review of a file that exists shows what changes', async () => {
	const wizard = openWizard({columns: 120, rows: 30, start: {existing}});
	await wizard.press('2');
	await wizard.press(`${ctrl('u')}python:3.12`);
	await wizard.press(`${ctrl('g')}r`);
	const shown = await wizard.text();
	await wizard.press('\r');
	const asked = await wizard.text();
	await wizard.press('y');
	wizard.close();
	await expect(`${shown}\n`).toMatchFileSnapshot('frames/diff-120x30.txt');
	await expect(`${asked}\n`).toMatchFileSnapshot('frames/confirm-120x30.txt');
	expect(wizard.events.at(-1)).toMatchObject({type: 'done', action: 'write', state: {answers: {image: 'python:3.12'}}});
});

test('without UTF-8 nothing but ASCII is shown', async () => {
	const wizard = openWizard({columns: 80, rows: 24, hasUnicode: false, draft});
	const shown = [await wizard.text()];
	for (const keys of ['\r', esc, '1', '2', '3', '7', '9', 'r', '?']) {
		await wizard.press(keys);
		if (keys === '2' || keys === '9') await wizard.press(esc);
		shown.push(await wizard.text());
	}
	wizard.close();
	expect(shown.join('\n').match(/[^\n -~]/g)).toBeNull();
});

test('a walk through all steps by keys ends with these answers', async () => {
	const wizard = openWizard({start: {facts: {...emptyFacts('/work/new'), stepFiles: ['requirements.txt'], paths: ['requirements.txt', 'train.py']}}});
	const keys = [
		`${down}\r`,
		`${ctrl('u')}python:3.12-slim\r`,
		'apip install -r requirements.txt\rpython3 -m compileall .\r\r',
		'\t',
		'\rA\t1\rB=two\r\r',
		'\t',
		'\rlr=0.1\r\r',
		'\t',
		`python3 train.py --lr={{ lr }}`,
		'\u001b\r',
		'echo done\r',
		`${up}${up} \t`,
		'aconfig1\r\t',
		'0.5\r\r512\r2Gi\r1\rdisk=ssd, zone=a\rtrainer\r',
		'\r',
	];
	for (const key of keys) await wizard.press(key);
	expect(await wizard.text()).toContain('Review  nothing has been written yet');
	await wizard.press(`${down}\r`);
	wizard.close();
	expect(wizard.events.at(-1)).toEqual({
		type: 'done',
		action: 'write-and-run',
		state: expect.objectContaining({
			step: 'review',
			answers: {
				kind: 'job',
				image: 'python:3.12-slim',
				buildSteps: ['pip install -r requirements.txt', 'python3 -m compileall .'],
				envVars: [
					{name: 'A', value: '1'},
					{name: 'B', value: 'two'},
				],
				declarations: [{name: 'lr', value: '0.1'}],
				command: 'python3 train.py --lr={{ lr }}\necho done',
				secretRefs: ['secret1'],
				configmapRefs: ['config1'],
				resources: {cpu: '0.5', memory: '512', memoryLimit: '2Gi', gpu: '1'},
				nodeSelector: 'disk=ssd, zone=a',
				serviceAccount: 'trainer',
				engine: 'host',
			},
		}),
	});
});

test('going back and forth keeps the answers', async () => {
	const wizard = openWizard();
	await wizard.press('\t');
	await wizard.press('-slim');
	await wizard.press(shiftTab);
	await wizard.press('\t');
	expect(await wizard.text()).toContain('python:3.11-slim█');
	await wizard.press('\t');
	await wizard.press(`${shiftTab}${esc}`);
	await wizard.press(esc);
	expect(await wizard.text()).toContain('What should be run.');
	await wizard.press('2');
	expect(await wizard.text()).toContain('python:3.11-slim█');
	wizard.close();
});

test('letters and digits type in a field; esc and ctrl-g lead out of it', async () => {
	const wizard = openWizard();
	await wizard.press('2');
	await wizard.press('1?pf');
	expect(await wizard.text()).toContain(' 1?pf█');
	await wizard.press(esc);
	await wizard.press('3');
	expect(await wizard.text()).toContain('● 3  Build steps');
	await wizard.press(`a${ctrl('g')}`);
	await wizard.press('5');
	expect(await wizard.text()).toContain('● 5  Declarations');
	wizard.close();
	expect(wizard.events.at(-1)).toMatchObject({
		type: 'draft',
		state: {answers: {image: '1?pf', buildSteps: digits.buildSteps.map(({value}) => value)}},
	});
});

test('a pasted block of variables becomes rows and submits nothing', async () => {
	const wizard = openWizard();
	await wizard.press('4');
	await wizard.press('\u001b[200~# comment\nexport A="1 2"\nB=x=y\u001b[31m\n\u001b[201~');
	const shown = await wizard.text();
	wizard.close();
	expect(shown).toContain('A       =1 2');
	expect(wizard.events.at(-1)).toEqual({
		type: 'draft',
		state: expect.objectContaining({
			step: 'envVars',
			answers: expect.objectContaining({
				envVars: [
					{name: 'A', value: '1 2'},
					{name: 'B', value: 'x=y[31m'},
				],
			}),
		}),
	});
});

test('a pasted command of several lines stays in the field', async () => {
	const wizard = openWizard({start: {facts: emptyFacts('/x')}});
	await wizard.press('6');
	await wizard.press('\u001b[200~make data\r\nmake train\u001b[201~');
	wizard.close();
	expect(wizard.events.at(-1)).toMatchObject({type: 'draft', state: {step: 'command', answers: {command: 'make data\nmake train'}}});
});

test('f puts the problem of the selected row right', async () => {
	const wizard = openWizard();
	await wizard.press('3');
	await wizard.press(up + up);
	expect(await wizard.text()).toContain('Press f to make it apt-get update');
	await wizard.press('f');
	wizard.close();
	expect(wizard.events.at(-1)).toMatchObject({
		state: {answers: {buildSteps: ['pip install -r requirements.txt', 'apt-get update && apt-get install -y libgomp1']}},
	});
});

test('ctrl-c saves the draft and quits at once, also while typing and in a dialog', async () => {
	for (const keys of ['', '2', 'r', '?']) {
		const wizard = openWizard();
		await wizard.press(`${down}${keys}`);
		await wizard.press(ctrl('c'));
		wizard.close();
		expect(wizard.events.slice(-2).map(({type}) => type)).toEqual(['draft', 'quit']);
	}
});

test('where nothing was answered there is no draft', async () => {
	const wizard = openWizard();
	await wizard.press('2');
	await wizard.press(ctrl('c'));
	wizard.close();
	expect(wizard.events.map(({type}) => type)).toEqual(['quit']);
});

test('what is typed in the same moment as ctrl-c is in the draft', async () => {
	const wizard = openWizard();
	await wizard.press('2');
	await wizard.press(`x${ctrl('c')}y`);
	wizard.close();
	expect(wizard.events.at(-1)).toMatchObject({type: 'quit', state: {answers: {image: 'x'}}});
});

test('a draft is offered with its age, and gone on with', async () => {
	const wizard = openWizard({columns: 80, rows: 24, draft});
	await expect(`${await wizard.text()}\n`).toMatchFileSnapshot('frames/draft-80x24.txt');
	await wizard.press('\r');
	expect(await wizard.text()).toContain('sh run.sh█');
	wizard.close();
	expect(wizard.events).toEqual([{type: 'draft', state: expect.objectContaining({step: 'command', visited: draft.visited, answers: draft.answers})}]);
});

test('starting anew leaves the draft alone until something is answered', async () => {
	const wizard = openWizard({draft});
	await wizard.press(down);
	await wizard.press('\r');
	expect(await wizard.text()).toContain('python:3.11');
	wizard.close();
	expect(wizard.events).toEqual([]);
});

test('quitting before the draft was answered keeps that draft', async () => {
	const wizard = openWizard({draft});
	await wizard.press(ctrl('c'));
	wizard.close();
	expect(wizard.events).toMatchObject([
		{type: 'draft', state: {answers: draft.answers}},
		{type: 'quit', state: {answers: draft.answers}},
	]);
});

test('a window that is too small says so, takes no answers, and loses nothing', async () => {
	const wizard = openWizard({columns: 80, rows: 24});
	await wizard.press('2');
	await wizard.press('-x');
	await wizard.resize(59, 24);
	expect(await wizard.rows()).toEqual(expect.arrayContaining([expect.stringContaining('The window is 59x24, the wizard needs 60x16')]));
	await wizard.resize(20, 3);
	expect((await wizard.rows()).slice(0, 2)).toEqual(['60x16 needed, 20x3', 'here']);
	await wizard.press('typed blindly');
	await wizard.resize(200, 50);
	expect(await wizard.text()).toContain('python:3.11-x█');
	wizard.close();
});

test('while the engines are being probed the answer stays', async () => {
	const wizard = openWizard({engines: []});
	await wizard.press('0');
	await wizard.press(`${down}\r`);
	await wizard.press(shiftTab);
	expect(await wizard.text()).toContain('looking at what works here');
	await wizard.press(ctrl('c'));
	wizard.close();
	expect(wizard.events.at(-1)).toMatchObject({state: {answers: {engine: 'host'}}});
});

test('the terminal’s owner is asked to draw anew and to suspend', async () => {
	const wizard = openWizard();
	await wizard.press('2');
	await wizard.press(ctrl('l'));
	await wizard.press(ctrl('z'));
	wizard.close();
	expect(wizard.asked).toEqual(['repaint', 'suspend']);
	expect(wizard.events).toEqual([]);
});

test('text of the folder cannot move the cursor', async () => {
	const evil = `a${esc}[2Jb\u009b31m`;
	const facts = {...emptyFacts(`/tmp/${evil}`), gitBranch: evil, images: [{value: evil, foundIn: evil}], buildSteps: [{value: evil, foundIn: evil}]};
	const wizard = openWizard({columns: 100, rows: 24, start: {facts}});
	for (const keys of ['2', '\t', '\r', `${esc}`, 'r']) await wizard.press(keys);
	const written = wizard.written().slice(wizard.written().indexOf('polyaxon-tui init'));
	wizard.close();
	expect(written).not.toContain(`${esc}[2J`);
	expect(written).not.toContain('\u009b');
});
