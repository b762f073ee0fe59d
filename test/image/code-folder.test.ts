import {execFileSync} from 'node:child_process';
import {chmod, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readCodeFolder} from '../../source/image/code-folder.ts';

let folder: string;
const {signal} = new AbortController();

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'code-folder-'));
});

afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

async function fill(files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), {recursive: true});
		await writeFile(join(folder, path), text);
	}
}

async function paths(): Promise<readonly string[]> {
	return (await readCodeFolder(folder, signal)).files.map(file => file.path);
}

test('files come sorted, with size and mode, without .git and .polyaxon', async () => {
	await fill({'train.py': 'print(1)\n', 'src/b.py': '', 'src/a b.py': 'x', '.git/config': '', '.polyaxon/tui.yaml': '', '.env': 'A=1'});
	await chmod(join(folder, 'train.py'), 0o755);
	await chmod(join(folder, 'src/b.py'), 0o644);
	await chmod(join(folder, 'src/a b.py'), 0o644);
	await chmod(join(folder, '.env'), 0o600);
	expect((await readCodeFolder(folder, signal)).files).toEqual([
		{path: '.env', size: 3, mode: 0o600, isLink: false},
		{path: 'src/a b.py', size: 1, mode: 0o644, isLink: false},
		{path: 'src/b.py', size: 0, mode: 0o644, isLink: false},
		{path: 'train.py', size: 9, mode: 0o755, isLink: false},
	]);
});

test('.polyaxonignore has the rules of git, and ./ anchors as in the file that the platform writes', async () => {
	await fill({'.polyaxonignore': '*.csv\n!keep.csv\nvenv/\n./out\n# data\n', '.dockerignore': 'train.py'});
	await fill({'a.csv': '', 'keep.csv': '', 'src/b.csv': '', 'venv/bin/python': '', 'out/x': '', 'src/out/y': '', 'data/z': '', 'train.py': ''});
	expect(await paths()).toEqual(['.dockerignore', '.polyaxonignore', 'data/z', 'keep.csv', 'src/out/y', 'train.py']);
});

test('.dockerignore has the rules of Docker: anchored, and a later ! takes back below an ignored folder', async () => {
	await fill({'.dockerignore': 'data\n**/*.log\nsrc/*\n!src/keep/me.py\n!important.log\n/build/\n'});
	await fill({
		'data/a': '',
		'sub/data/b': '',
		'x.log': '',
		'sub/y.log': '',
		'important.log': '',
		'src/a.py': '',
		'src/keep/me.py': '',
		'src/keep/not.py': '',
		'build/z': '',
	});
	expect(await paths()).toEqual(['.dockerignore', 'important.log', 'src/keep/me.py', 'sub/data/b']);
});

test('links inside the folder stay links; links out of it, pipes and links to absolute paths are left out with a reason', async () => {
	await fill({'real/data.txt': 'x'});
	await symlink('real/data.txt', join(folder, 'inside'));
	await symlink('real', join(folder, 'folder-link'));
	await symlink('nowhere', join(folder, 'dangling'));
	await symlink('..', join(folder, 'out'));
	await symlink('out', join(folder, 'out-in-two-steps'));
	await symlink('/etc/hosts', join(folder, 'absolute'));
	await symlink('.', join(folder, 'real/loop'));
	execFileSync('mkfifo', [join(folder, 'pipe')]);
	const {files, leftOut} = await readCodeFolder(folder, signal);
	expect(files.map(file => [file.path, file.isLink])).toEqual([
		['dangling', true],
		['folder-link', true],
		['inside', true],
		['real/data.txt', false],
		['real/loop', true],
	]);
	expect(leftOut).toEqual([
		{path: 'absolute', reason: 'it is a link to the absolute path /etc/hosts'},
		{path: 'out', reason: 'it is a link out of the folder, to ..'},
		{path: 'out-in-two-steps', reason: 'it is a link out of the folder, to out'},
		{path: 'pipe', reason: 'it is a named pipe'},
	]);
});

test('a folder that is not there is a clear error', async () => {
	await expect(readCodeFolder(join(folder, 'nothing'), signal)).rejects.toThrow(
		`There is no folder ${join(folder, 'nothing')}. Change to the folder with your code.`,
	);
});

test('an aborted signal ends the walk', async () => {
	await expect(readCodeFolder(folder, AbortSignal.abort())).rejects.toThrow();
});

test('folders that are named as no code are left out, however they are named', async () => {
	await fill({'a.py': '', 'data/runs/r-1/code/a.py': '', 'data/own.csv': ''});
	await symlink(folder, `${folder}-link`);
	try {
		const {files} = await readCodeFolder(folder, signal, [join(`${folder}-link`, 'data/runs'), '/nowhere']);
		expect(files.map(({path}) => path)).toEqual(['a.py', 'data/own.csv']);
	} finally {
		await rm(`${folder}-link`);
	}
});

test('what has a name that is not UTF-8 is said to be left out', async () => {
	await fill({'a.py': ''});
	const name = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]);
	await writeFile(name, 'x');
	const {files, leftOut} = await readCodeFolder(folder, signal);
	expect(files.map(({path}) => path)).toEqual(['a.py']);
	expect(leftOut).toEqual([{path: 'caf\ufffd.txt', reason: 'its name is not UTF-8'}]);
	await fill({'.polyaxonignore': '*.txt\n'});
	expect((await readCodeFolder(folder, signal)).leftOut).toEqual([]);
});
