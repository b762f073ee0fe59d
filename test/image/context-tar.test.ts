import {createHash} from 'node:crypto';
import {appendFileSync, chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {buffer} from 'node:stream/consumers';
import {afterEach, expect, test} from 'vitest';
import {contextTar} from '../../source/image/context-tar.ts';
import {identityOf} from '../../source/image/identity.ts';
import {hostileNames} from './hostile.ts';
import {createProject, type Project} from './project.ts';
import {readTar} from './read-tar.ts';

let project: Project;
afterEach(() => project.remove());
const {signal} = new AbortController();

test('a tar has owner 0, one time, plain modes and links as links', async () => {
	project = createProject({'train.py': 'print(1)', run: '#!/bin/sh\n', 'setup.sh': ''});
	chmodSync(join(project.folder, 'train.py'), 0o600);
	chmodSync(join(project.folder, 'run'), 0o711);
	symlinkSync('train.py', join(project.folder, 'link'));
	symlinkSync('é', join(project.folder, 'dangling'));
	const {stream} = contextTar(await project.plan(), project.folder, signal);
	const entries = await readTar(stream);
	expect(entries.map(({path, type, mode, linkpath}) => [path, type, mode?.toString(8), linkpath])).toEqual([
		['Dockerfile', 'File', '644', undefined],
		['build/', 'Directory', '755', undefined],
		['build/dangling', 'SymbolicLink', '777', 'é'],
		['build/link', 'SymbolicLink', '777', 'train.py'],
		['build/run', 'File', '755', undefined],
		['build/setup.sh', 'File', '755', undefined],
		['build/train.py', 'File', '644', undefined],
	]);
	for (const entry of entries) expect(entry).toMatchObject({uid: 0, gid: 0, uname: '', gname: '', mtime: new Date('2000-01-01T00:00:00Z')});
});

test('the bytes do not depend on the machine: folder, times, owners and rights beyond the x-bit do not count', async () => {
	project = createProject({'a.py': 'x', 'é/b.py': 'y'});
	const other = createProject({'é/b.py': 'y', 'a.py': 'x'});
	try {
		chmodSync(join(other.folder, 'a.py'), 0o640);
		utimesSync(join(other.folder, 'a.py'), 1, 1);
		const [one, two] = await Promise.all([project, other].map(async each => buffer(contextTar(await each.plan(), each.folder, signal).stream)));
		expect(one).toEqual(two);
		// Changes with every change of the format: images are then built again, once
		expect(createHash('sha256').update(one!).digest('hex')).toBe('ceb69c4b6e8d9472c9806ad5d1b93db041013a5662df14d56618cb302d386928');
	} finally {
		other.remove();
	}
});

test('hostile, long and non-ASCII names come through', async () => {
	project = createProject(Object.fromEntries(hostileNames.map((name, index) => [name, String(index)])));
	const entries = await readTar(contextTar(await project.plan(), project.folder, signal).stream);
	const files = entries.flatMap(({path, type, text}) => (type === 'File' && path.startsWith('build/') ? [[path, text] as const] : []));
	expect(new Map(files)).toEqual(new Map(hostileNames.map((name, index) => [`build/${name}`, String(index)])));
});

test('the hash of what was sent is that of what was looked at before', async () => {
	project = createProject({'a.txt': 'x', empty: '', 'sub/b.sh': 'y'.repeat(2_000_000)});
	const image = await project.plan();
	const {contextHash} = await identityOf(image, project.folder, {platform: 'linux/amd64'}, signal);
	const first = contextTar(image, project.folder, signal);
	await buffer(first.stream);
	expect((await first.sent).hash).toBe(contextHash);
	project.write('a.txt', 'z');
	const second = contextTar(image, project.folder, signal);
	await buffer(second.stream);
	expect((await second.sent).hash).not.toBe(contextHash);
});

const large = 8_000_000;

function replace(path: string, put: () => void): void {
	rmSync(path);
	put();
}

test.each([
	['vanishes before it is sent', 'went away', (path: string) => rmSync(path), true],
	['becomes a link', 'became something else', (path: string) => replace(path, () => symlinkSync('/etc/hosts', path)), true],
	['becomes a folder', 'became something else', (path: string) => replace(path, () => mkdirSync(path)), true],
	['shrinks while it is sent', 'became shorter', (path: string) => truncateSync(path, 100), false],
])('a file that %s is an error with its name, and the tar has no end', async (_, message, change, isBefore) => {
	project = createProject({'data.bin': Buffer.alloc(large), 'folder/x': ''});
	const image = await project.plan();
	const path = join(project.folder, 'data.bin');
	if (isBefore) change(path);
	const {stream, sent} = contextTar(image, project.folder, signal);
	const read = async () => {
		let bytes = 0;
		for await (const piece of stream) {
			const before = bytes;
			bytes += (piece as Buffer).length;
			if (before < large / 4 && bytes >= large / 4 && !isBefore) change(path);
		}
	};
	await expect(read()).rejects.toThrow(`data.bin ${message} while it was read`);
	await expect(sent).rejects.toThrow(`data.bin ${message} while it was read`);
});

test('a file that grows while it is sent, as a log does, is sent as it was when it was opened', async () => {
	project = createProject({'run.log': Buffer.alloc(large, 'x')});
	const path = join(project.folder, 'run.log');
	const {stream} = contextTar(await project.plan(), project.folder, signal);
	const pieces: Buffer[] = [];
	for await (const piece of stream) {
		pieces.push(piece as Buffer);
		if (pieces.length < 20) appendFileSync(path, 'more');
	}
	const entry = (await readTar(Readable.from(pieces))).find(each => each.path === 'build/run.log');
	// No regular expression: one over megabytes may run out of stack
	expect(entry?.text.startsWith('x'.repeat(large))).toBe(true);
	expect(entry?.text.slice(large).replaceAll('more', '')).toBe('');
});

test('a link that leads to somewhere else than before is an error', async () => {
	project = createProject({a: '', b: ''});
	symlinkSync('a', join(project.folder, 'link'));
	const image = await project.plan();
	rmSync(join(project.folder, 'link'));
	symlinkSync('/etc/hosts', join(project.folder, 'link'));
	await expect(buffer(contextTar(image, project.folder, signal).stream)).rejects.toThrow('link leads to somewhere else while');
});

test('who stops reading, or aborts, ends the sending', async () => {
	project = createProject({'data.bin': Buffer.alloc(large)});
	writeFileSync(join(project.folder, 'z'), 'x');
	const image = await project.plan();
	const unread = contextTar(image, project.folder, signal);
	unread.stream.once('readable', () => unread.stream.destroy());
	await expect(unread.sent).rejects.toThrow();
	const abort = new AbortController();
	const aborted = contextTar(image, project.folder, abort.signal);
	aborted.stream.once('data', () => abort.abort());
	await expect(aborted.sent).rejects.toThrow();
	await expect(buffer(aborted.stream)).rejects.toThrow();
});
