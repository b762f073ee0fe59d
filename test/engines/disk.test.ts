import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {checkDisk} from '../../source/engines/disk.ts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'disk-'));
});

afterEach(() => rm(folder, {recursive: true, force: true}));

test('folders that will be made need a disk with room, and one disk is told once', async () => {
	expect(await checkDisk([join(folder, 'a/b'), join(folder, 'c')])).toEqual([]);
	expect(await checkDisk([join(folder, 'a/b'), join(folder, 'c')], 1e18)).toEqual([
		{
			code: 'disk-full',
			severity: 'error',
			message: expect.stringMatching(/^The disk of \S+ has only [\d.]+ [KMGT]?B free, and 1000000 TB are needed\.$/),
			hint: 'Free some space, or set XDG_DATA_HOME and XDG_CACHE_HOME to another disk.',
			path: [],
		},
	]);
});

test('a folder that may not be written to and a read-only disk are told apart', async () => {
	const refuse = (code: string) => () => Promise.reject(Object.assign(new Error(code), {code}));
	const messages = async (code: string) => (await checkDisk([join(folder, 'closed/x')], 0, refuse(code))).map(({message}) => message);
	expect(await messages('EACCES')).toEqual([`You cannot write to ${folder}.`]);
	expect(await messages('EROFS')).toEqual([`The disk of ${folder} is read-only.`]);
});
