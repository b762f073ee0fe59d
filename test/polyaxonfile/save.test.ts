import {chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {saveFile} from '../../source/polyaxonfile/save.ts';
import {UserError} from '../../source/user-error.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'save-'));
});
afterEach(() => rm(folder, {recursive: true}));

test('an existing file keeps its mode, and nothing else is left in the folder', async () => {
	const file = join(folder, 'polyaxonfile.yml');
	await writeFile(file, 'old');
	await chmod(file, 0o640);
	await saveFile(file, 'new');
	expect([await readFile(file, 'utf8'), (await stat(file)).mode & 0o777, await readdir(folder)]).toEqual(['new', 0o640, ['polyaxonfile.yml']]);
});

test('through a link the file behind it is written', async () => {
	await writeFile(join(folder, 'real.yml'), 'old');
	await symlink('real.yml', join(folder, 'link.yml'));
	await saveFile(join(folder, 'link.yml'), 'new');
	expect([await readlink(join(folder, 'link.yml')), await readFile(join(folder, 'real.yml'), 'utf8')]).toEqual(['real.yml', 'new']);
});

test('a reader never sees a part of the text', async () => {
	const file = join(folder, 'polyaxonfile.yml');
	const [before, after] = ['a'.repeat(400_000), 'b'.repeat(400_000)];
	await writeFile(file, before);
	const saving = saveFile(file, after);
	let isSaved = false;
	void saving.then(() => (isSaved = true));
	while (!isSaved) expect([before, after]).toContain(await readFile(file, 'utf8'));
	await saving;
});

test('what keeps a file from being written is one sentence for the user', async () => {
	await mkdir(join(folder, 'taken.yml'));
	await expect(saveFile(join(folder, 'taken.yml'), '')).rejects.toThrow(
		new UserError(`Could not write ${join(folder, 'taken.yml')}: there is a folder of that name. Choose another name.`),
	);
	await expect(saveFile(join(folder, 'no/a.yml'), '')).rejects.toThrow(/its folder does not exist/);
	await expect(saveFile('/dev/full/a.yml', '')).rejects.toThrow(UserError);
	expect(await readdir(folder)).toEqual(['taken.yml']);
});
