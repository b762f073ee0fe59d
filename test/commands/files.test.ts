import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {findTarget, writeTarget} from '../../source/commands/init-target.ts';
import {loadPolyaxonfiles} from '../../source/commands/load-polyaxonfile.ts';

let cwd: string;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'polyaxon-tui-'));
});
afterEach(() => rm(cwd, {recursive: true, force: true}));

const put = (name: string, text: string) => writeFile(join(cwd, name), text);

test('the file that -f names is read, and shown relative to the folder while it is inside', async () => {
	await put('other.yml', 'one');
	expect(await loadPolyaxonfiles({cwd}, ['other.yml'])).toEqual([{file: join(cwd, 'other.yml'), shown: 'other.yml', text: 'one', problems: []}]);
	await mkdir(join(cwd, 'sub'));
	expect((await loadPolyaxonfiles({cwd: join(cwd, 'sub')}, ['../other.yml']))[0].shown).toBe(join(cwd, 'other.yml'));
});

test('without -f the first candidate is taken, and the others are named', async () => {
	await put('polyaxonfile.yml', 'two');
	await put('polyaxon.yaml', 'one');
	const [{shown, text, problems}] = await loadPolyaxonfiles({cwd});
	expect([shown, text]).toEqual(['polyaxon.yaml', 'one']);
	expect(problems.map(({severity, message}) => `${severity}: ${message}`)).toEqual([
		'warning: This folder has 2 polyaxonfiles. polyaxon.yaml is taken, not polyaxonfile.yml.',
	]);
});

test('a file that is not there or is a folder is said in words', async () => {
	await expect(loadPolyaxonfiles({cwd})).rejects.toThrow('There is no polyaxonfile in this folder.');
	await expect(loadPolyaxonfiles({cwd}, ['no.yml'])).rejects.toThrow(
		'There is no file no.yml. Check the path, or make the file with "polyaxon-tui init -o no.yml".',
	);
	await expect(loadPolyaxonfiles({cwd}, ['.'])).rejects.toThrow('is a folder. Name the file in it with -f.');
});

test('init writes polyaxonfile.yml, or the file that is there already, or the one that -o names', async () => {
	expect(await findTarget({cwd}, undefined)).toEqual({file: join(cwd, 'polyaxonfile.yml'), shown: 'polyaxonfile.yml', text: undefined});
	await put('polyaxon.yaml', 'kind: job\n');
	expect(await findTarget({cwd}, undefined)).toEqual({file: join(cwd, 'polyaxon.yaml'), shown: 'polyaxon.yaml', text: 'kind: job\n'});
	expect((await findTarget({cwd}, 'new.yml')).shown).toBe('new.yml');
});

test('init leaves a kind alone that it has no questions for', async () => {
	await put('polyaxonfile.yml', 'version: 1\nkind: group\n');
	await expect(findTarget({cwd}, undefined)).rejects.toThrow(/polyaxonfile\.yml: .*kind group/);
});

test('a file that was made or changed meanwhile is not written over', async () => {
	const fresh = await findTarget({cwd}, undefined);
	await put('polyaxonfile.yml', 'theirs');
	await expect(writeTarget(fresh, 'ours')).rejects.toThrow('polyaxonfile.yml was made by someone else meanwhile, so it was not written.');
	const existing = await findTarget({cwd}, undefined);
	await put('polyaxonfile.yml', 'theirs again');
	await expect(writeTarget(existing, 'ours')).rejects.toThrow('polyaxonfile.yml was changed by someone else meanwhile');
	expect(await readFile(join(cwd, 'polyaxonfile.yml'), 'utf8')).toBe('theirs again');
});

test('what stays the same is not written at all', async () => {
	await put('polyaxonfile.yml', 'same');
	const target = await findTarget({cwd}, undefined);
	await chmod(join(cwd, 'polyaxonfile.yml'), 0o444);
	await writeTarget(target, 'same');
	expect(await readFile(join(cwd, 'polyaxonfile.yml'), 'utf8')).toBe('same');
});
