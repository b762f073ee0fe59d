import {execFileSync, spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readBytes} from '../../source/polyaxonfile/read-bytes.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'polyaxon-tui-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

function pipe(): string {
	const file = join(folder, 'pipe');
	execFileSync('mkfifo', [file]);
	return file;
}

test('the bytes of a file are read, also of one that says it has none', async () => {
	const file = join(folder, 'a.yml');
	await writeFile(file, 'version: 1\n');
	expect(String(await readBytes(file))).toBe('version: 1\n');
	if (process.platform === 'linux') expect((await readBytes('/proc/self/status')).length).toBeGreaterThan(100);
});

test('a pipe that nothing writes to ends in an error, soon', async () => {
	const start = performance.now();
	await expect(readBytes(pipe())).rejects.toMatchObject({code: 'ENOWRITER'});
	expect(performance.now() - start).toBeLessThan(5000);
});

test('a pipe is read until its writer closes it, however slow that is', async () => {
	const file = pipe();
	const writer = spawn('sh', ['-c', 'sleep 0.2; exec > "$0"; sleep 0.2; printf "a: "; sleep 0.2; printf 1', file]);
	expect(String(await readBytes(file))).toBe('a: 1');
	writer.kill();
});

test('more than a pipe holds at once is read whole', async () => {
	const file = pipe();
	const writer = spawn('sh', ['-c', 'head -c 300000 /dev/zero > "$0"', file]);
	expect((await readBytes(file)).length).toBe(300_000);
	writer.kill();
});

test('folders, devices and sockets are no files', async () => {
	await expect(readBytes(folder)).rejects.toMatchObject({code: 'EISDIR'});
	await expect(readBytes('/dev/zero')).rejects.toMatchObject({code: 'ENOFILE'});
	const socket = join(folder, 'socket');
	const server = createServer().listen(socket);
	await new Promise(resolve => server.once('listening', resolve));
	await expect(readBytes(socket)).rejects.toMatchObject({code: expect.stringMatching(/^(?:ENXIO|EOPNOTSUPP)$/)});
	server.close();
	await expect(readBytes(join(folder, 'no.yml'))).rejects.toMatchObject({code: 'ENOENT'});
});
