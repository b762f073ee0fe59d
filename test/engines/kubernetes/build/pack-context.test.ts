import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync, statSync, utimesSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {gunzipSync} from 'node:zlib';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {configMapData, fitsConfigMap} from '../../../../source/engines/kubernetes/build/config-map-context.ts';
import {packContext, removePacked} from '../../../../source/engines/kubernetes/build/pack-context.ts';
import {identityOf} from '../../../../source/image/identity.ts';
import {createProject, type Project} from '../../../image/project.ts';
import {readTar} from '../../../image/read-tar.ts';

const {signal} = new AbortController();
let project: Project;
let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pack-context-'));
});
afterEach(async () => {
	project.remove();
	await rm(folder, {recursive: true});
});

test('a packed context is what its numbers say, and what the identity was made of', async () => {
	project = createProject({'train.py': 'print(1)', 'data.bin': 'x'.repeat(1_000_000)});
	const image = await project.plan();
	const packed = await packContext(image, project.folder, folder, signal);
	const bytes = readFileSync(packed.file);
	const {contextHash} = await identityOf(image, project.folder, {platform: 'linux/amd64'}, signal);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	expect(packed).toEqual({file: join(folder, 'context.tgz'), bytes: bytes.length, sha256, contextHash});
	expect(statSync(packed.file).mode & 0o777).toBe(0o600);
	const entries = await readTar(Readable.from([gunzipSync(bytes)]));
	expect(entries.map(({path}) => path)).toEqual(['Dockerfile', 'build/', 'build/data.bin', 'build/train.py']);
	expect(bytes.subarray(4, 8)).toEqual(Buffer.alloc(4));
	await removePacked(folder);
	expect(existsSync(packed.file)).toBe(false);
});

test('the same code gives the same bytes at another time, over what an earlier driver has left', async () => {
	project = createProject({'train.py': 'print(1)'});
	const first = await packContext(await project.plan(), project.folder, folder, signal);
	utimesSync(join(project.folder, 'train.py'), 1, 1);
	const second = await packContext(await project.plan(), project.folder, folder, signal);
	expect(second).toEqual(first);
});

test('nothing is left of a context that could not be packed', async () => {
	project = createProject({'train.py': 'print(1)', 'data.bin': 'x'.repeat(1_000_000)});
	const image = await project.plan();
	rmSync(join(project.folder, 'data.bin'));
	await expect(packContext(image, project.folder, folder, signal)).rejects.toThrow('data.bin went away while it was read');
	expect(existsSync(join(folder, 'context.tgz'))).toBe(false);
	await expect(packContext(image, project.folder, folder, AbortSignal.abort(new Error('enough')))).rejects.toThrow();
	expect(existsSync(join(folder, 'context.tgz'))).toBe(false);
});

test('a small context fits into a ConfigMap', async () => {
	project = createProject({'train.py': 'print(1)'});
	const packed = await packContext(await project.plan(), project.folder, folder, signal);
	expect([fitsConfigMap(packed), fitsConfigMap({bytes: 716_800}), fitsConfigMap({bytes: 716_801})]).toEqual([true, true, false]);
	const data = await configMapData(packed);
	expect(Object.keys(data)).toEqual(['context.tgz']);
	expect(Buffer.from(data['context.tgz']!, 'base64')).toEqual(readFileSync(packed.file));
});
