import {mkdir, readdir, stat, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {emptyAnswers} from '../../source/wizard/answers.ts';
import {clearDraft, loadDraft, saveDraft} from '../../source/wizard/draft.ts';
import {codeFolder} from './code-folder.ts';

const answers = {
	...emptyAnswers,
	image: 'python:3.11',
	envVars: [
		{name: 'A', value: 'b'},
		{name: 'API_TOKEN', value: 'hunter2'},
		{name: 'X', value: 'AKIAABCDEFGHIJKLMNOP'},
	],
	resources: {cpu: '500m'},
};

test('a draft comes back as it was, but for values that look like secrets', async () => {
	await using world = await codeFolder({});
	expect(loadDraft(world)).toBe(undefined);
	saveDraft(world, {answers, step: 'command', visited: ['kind', 'image']});
	expect(loadDraft(world)).toEqual({
		answers: {
			...answers,
			envVars: [
				{name: 'A', value: 'b'},
				{name: 'API_TOKEN', value: ''},
				{name: 'X', value: ''},
			],
		},
		step: 'command',
		visited: ['kind', 'image'],
		savedAt: 1_700_000_000_000,
	});
	clearDraft(world);
	clearDraft(world);
	expect(loadDraft(world)).toBe(undefined);
});

test('secrets in steps, command and declarations are not kept either', async () => {
	await using world = await codeFolder({});
	const buildSteps = ['pip install --index-url https://bob:hunter2pw@pypi.example/simple x', 'ls'];
	const declarations = [
		{name: 'api_token', value: 'hunter2'},
		{name: 'lr', value: '0.1'},
	];
	saveDraft(world, {answers: {...answers, buildSteps, declarations, command: 'train --key AKIAABCDEFGHIJKLMNOP --lr 1'}, step: 'command', visited: []});
	expect(loadDraft(world)?.answers).toMatchObject({
		buildSteps: ['pip install --index-url https://bob:***@pypi.example/simple x', 'ls'],
		declarations: [
			{name: 'api_token', value: ''},
			{name: 'lr', value: '0.1'},
		],
		command: 'train --key *** --lr 1',
	});
});

test('the draft is one file for its user only, found also through a link to the folder', async () => {
	await using world = await codeFolder({});
	saveDraft(world, {answers, step: 'kind', visited: []});
	saveDraft(world, {answers, step: 'image', visited: ['kind']});
	const folder = join(world.env.XDG_STATE_HOME!, 'polyaxon-tui', 'drafts');
	const files = await readdir(folder);
	expect(files).toHaveLength(1);
	expect((await stat(folder)).mode & 0o777).toBe(0o700);
	expect((await stat(join(folder, files[0]!))).mode & 0o777).toBe(0o600);
	const link = join(world.cwd, 'link');
	await symlink(world.cwd, link);
	expect(loadDraft({...world, cwd: link})?.step).toBe('image');
	await mkdir(join(world.cwd, 'other'));
	expect(loadDraft({...world, cwd: join(world.cwd, 'other')})).toBe(undefined);
});

test('a damaged draft, or one of another version, is not offered', async () => {
	await using world = await codeFolder({});
	saveDraft(world, {answers, step: 'kind', visited: []});
	const folder = join(world.env.XDG_STATE_HOME!, 'polyaxon-tui', 'drafts');
	const file = join(folder, (await readdir(folder))[0]!);
	const good = {version: 1, answers: emptyAnswers, step: 'kind', visited: [], savedAt: 1};
	for (const text of [
		'',
		'{"version":1,"answ',
		'null',
		'[]',
		JSON.stringify({...good, version: 2}),
		JSON.stringify({...good, step: 'x'}),
		JSON.stringify({...good, answers: {kind: 'job'}}),
	]) {
		await writeFile(file, text);
		expect(loadDraft(world)).toBe(undefined);
	}
	await writeFile(file, JSON.stringify(good));
	expect(loadDraft(world)).toEqual({answers: emptyAnswers, step: 'kind', visited: [], savedAt: 1});
});
