import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readJournal} from '../../../source/engines/kubernetes/read-journal.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, {recursive: true}));

async function read(from: number, to: number, patience?: number): Promise<string> {
	const parts: Uint8Array[] = [];
	for await (const bytes of readJournal(join(folder, 'run.log'), from, to, new AbortController().signal, patience)) parts.push(bytes);
	return Buffer.concat(parts).toString();
}

test('the bytes between two places are read, once they are on the disk', async () => {
	await writeFile(join(folder, 'run.log'), 'abc');
	const later = read(1, 5);
	await writeFile(join(folder, 'run.log'), 'abcdef');
	expect([await later, await read(0, 6), await read(3, 3)]).toEqual(['bcde', 'abcdef', '']);
});

test('what does not come in time is left out, and a log that was deleted gives nothing', async () => {
	await writeFile(join(folder, 'run.log'), 'abc');
	expect(await read(1, 5, 30)).toBe('bc');
	await rm(join(folder, 'run.log'));
	expect(await read(1, 5, 30)).toBe('');
});
