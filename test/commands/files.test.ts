import {execFileSync} from 'node:child_process';
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {findTarget, writeTarget} from '../../source/commands/init-target.ts';
import {loadPolyaxonfiles} from '../../source/commands/load-polyaxonfile.ts';

let cwd: string;
const stdin = Readable.from([]);
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'polyaxon-tui-'));
});
afterEach(() => rm(cwd, {recursive: true, force: true}));

const put = (name: string, text: string) => writeFile(join(cwd, name), text);

test('the file that -f names is read, and shown relative to the folder while it is inside', async () => {
	await put('other.yml', 'one');
	expect(await loadPolyaxonfiles({cwd, stdin}, ['other.yml'])).toEqual([{file: join(cwd, 'other.yml'), shown: 'other.yml', text: 'one', problems: []}]);
	await mkdir(join(cwd, 'sub'));
	expect((await loadPolyaxonfiles({cwd: join(cwd, 'sub'), stdin}, ['../other.yml']))[0].shown).toBe(join(cwd, 'other.yml'));
});

test('without -f the first candidate is taken, and the others are named', async () => {
	await put('polyaxonfile.yml', 'two');
	await put('polyaxon.yaml', 'one');
	const [{shown, text, problems}] = await loadPolyaxonfiles({cwd, stdin});
	expect([shown, text]).toEqual(['polyaxon.yaml', 'one']);
	expect(problems.map(({severity, message}) => `${severity}: ${message}`)).toEqual([
		'warning: This folder has 2 polyaxonfiles. polyaxon.yaml is taken, not polyaxonfile.yml.',
	]);
});

test('a file that is not there or is a folder is said in words', async () => {
	await expect(loadPolyaxonfiles({cwd, stdin})).rejects.toThrow('There is no polyaxonfile in this folder.');
	await expect(loadPolyaxonfiles({cwd, stdin}, ['no.yml'])).rejects.toThrow(
		'There is no file no.yml. Check the path, or make the file with "polyaxon-tui init -o no.yml".',
	);
	for (const name of ['.', '']) await expect(loadPolyaxonfiles({cwd, stdin}, [name])).rejects.toThrow(`${cwd} is a folder. Name the file in it.`);
	await mkdir(join(cwd, 'sub'));
	await expect(loadPolyaxonfiles({cwd, stdin}, ['sub'])).rejects.toThrow(/^sub is a folder\. Name the file in it\.$/);
	await expect(loadPolyaxonfiles({cwd, stdin}, ['/dev/null'])).rejects.toThrow('/dev/null is a device or a socket. Name a file.');
	execFileSync('mkfifo', [join(cwd, 'pipe')]);
	await expect(loadPolyaxonfiles({cwd, stdin}, ['pipe'])).rejects.toThrow(/^pipe is a pipe, and nothing writes to it\. Name a file/);
});

test('"-" and /dev/stdin are the standard input', async () => {
	const pieces = [Buffer.from('a: "\xc3', 'latin1'), Buffer.from('\xa9"\n', 'latin1')];
	for (const [name, shown] of [
		['-', 'stdin'],
		['/dev/stdin', '/dev/stdin'],
	] as const) {
		const [source] = await loadPolyaxonfiles({cwd, stdin: Readable.from(pieces)}, [name]);
		expect(source).toEqual({file: '/dev/stdin', shown, text: 'a: "é"\n', problems: []});
	}
});

test('a file that is not UTF-8 keeps its bytes apart from all letters', async () => {
	await writeFile(join(cwd, 'latin.yml'), Buffer.from('a: é\n', 'latin1'));
	expect((await loadPolyaxonfiles({cwd, stdin}, ['latin.yml']))[0].text).toBe('a: \udce9\n');
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

test('init leaves a file alone that cannot be read, and says where', async () => {
	await put('polyaxonfile.yml', 'kind: job\nrun: {cmd: [ls}\n');
	await expect(findTarget({cwd}, undefined)).rejects.toThrow(/^polyaxonfile\.yml: It cannot be read, so init does not change it\. Line 2: /);
	await writeFile(join(cwd, 'polyaxonfile.yml'), Buffer.from('name: "é"\n', 'latin1'));
	await expect(findTarget({cwd}, undefined)).rejects.toThrow(/It cannot be read, so init does not change it\. Line 1: This file is not UTF-8/);
	await put('polyaxonfile.yml', '# nothing yet\n');
	expect((await findTarget({cwd}, undefined)).text).toBe('# nothing yet\n');
});

test('a file that was made or changed meanwhile is not written over', async () => {
	const fresh = await findTarget({cwd}, undefined);
	await put('polyaxonfile.yml', 'kind: job\n');
	await expect(writeTarget(fresh, 'ours')).rejects.toThrow('polyaxonfile.yml was made by someone else meanwhile, so it was not written.');
	const existing = await findTarget({cwd}, undefined);
	await put('polyaxonfile.yml', 'kind: build\n');
	await expect(writeTarget(existing, 'ours')).rejects.toThrow('polyaxonfile.yml was changed by someone else meanwhile');
	expect(await readFile(join(cwd, 'polyaxonfile.yml'), 'utf8')).toBe('kind: build\n');
});

test('what stays the same is not written at all', async () => {
	await put('polyaxonfile.yml', 'kind: job\n');
	const target = await findTarget({cwd}, undefined);
	await chmod(join(cwd, 'polyaxonfile.yml'), 0o444);
	await writeTarget(target, 'kind: job\n');
	expect(await readFile(join(cwd, 'polyaxonfile.yml'), 'utf8')).toBe('kind: job\n');
});
