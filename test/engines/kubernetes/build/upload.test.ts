import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {type UploadProgress, type UploadTimes, uploadContext} from '../../../../source/engines/kubernetes/build/upload.ts';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import {createPodShell} from './pod-shell.ts';

const target = {namespace: 'team', pod: 'plx-build-1', container: 'upload'};
const times: UploadTimes = {stall: 1000, unpack: 20_000, command: 5000, pause: 1};

let pod: ReturnType<typeof createPodShell>;
afterEach(() => pod.remove());

async function upload(signal = new AbortController().signal, with_: Partial<UploadTimes> = {}) {
	const progress: UploadProgress[] = [];
	const packed = await pod.pack();
	const onProgress = (each: UploadProgress) => progress.push(each);
	const end = await uploadContext(pod.client, target, packed, {signal, onProgress, folder: pod.folder, times: {...times, ...with_}});
	return {end, progress, packed};
}

/** The context is there, the pod goes on, and nothing else is left. */
function expectReleased() {
	expect(pod.files()).toEqual(['./.plx-done', './Dockerfile', './build/data']);
	expect(pod.read('build/data')).toHaveLength(300_032);
}

const cut = 'The connection broke while the code was sent: The connection to https://c.example was cut before the command ended.';

test('a context is sent, verified, unpacked and released, and its bytes are counted', async () => {
	pod = createPodShell();
	pod.write('left-over', 'x');
	const {end, progress, packed} = await upload();
	expect(end).toEqual({type: 'uploaded', attempts: 1});
	expect(pod.commands).toEqual(['prepare', 'receive', 'release']);
	expectReleased();
	expect(progress.at(-1)).toEqual({sent: packed.bytes, bytes: packed.bytes, attempt: 1});
});

test('a connection that is lost in the middle is tried again from the beginning', async () => {
	pod = createPodShell([undefined, {cutAfter: 50_000}, undefined, {damage: true}]);
	const {end, progress} = await upload();
	expect(end).toEqual({type: 'uploaded', attempts: 3});
	expect(new Set(progress.map(({attempt}) => attempt))).toEqual(new Set([1, 2, 3]));
	expectReleased();
});

test('three attempts are enough, and the pod is not let go on', async () => {
	pod = createPodShell([undefined, {cutAfter: 1}, undefined, {cutAfter: 90_000}, undefined, {cutAfter: 100_000}]);
	const {end} = await upload();
	expect(end).toEqual({type: 'failed', attempts: 3, fault: {code: 'connection', message: cut, isPassing: true}});
	expect(pod.files()).not.toContain('./.plx-done');
	expect(pod.files()).not.toContain('./Dockerfile');
});

test('what arrives damaged is never unpacked', async () => {
	pod = createPodShell([undefined, {damage: true}, undefined, {damage: true}, undefined, {damage: true}]);
	const {end} = await upload();
	expect(end).toMatchObject({type: 'failed', attempts: 3, fault: {code: 'damaged', message: 'The code did not arrive as it was sent.'}});
	expect(pod.files().filter(file => !file.endsWith('.tgz'))).toEqual([]);
});

test('when the end of the receiving is lost, it is not taken for a success', async () => {
	pod = createPodShell([undefined, {loseEnd: true}]);
	const {end} = await upload();
	expect(end).toEqual({type: 'uploaded', attempts: 2});
	expect(pod.commands).toEqual(['prepare', 'receive', 'prepare', 'receive', 'release']);
	expectReleased();
});

test('when the end of the release is lost, the file tells that it has worked, and of a container that is not there any more nothing is claimed', async () => {
	pod = createPodShell([undefined, undefined, {loseEnd: true}]);
	expect((await upload()).end).toEqual({type: 'uploaded', attempts: 1});
	expect(pod.commands).toEqual(['prepare', 'receive', 'release', 'release']);
	expectReleased();
	pod.remove();
	const gone = new ApiError('answer', 'unable to upgrade connection: container not found ("upload")', {status: 500});
	pod = createPodShell([undefined, undefined, {loseEnd: true}, {refuse: gone}]);
	expect((await upload()).end).toMatchObject({type: 'failed', fault: {code: 'not-running'}});
});

test('what another driver has released is left alone', async () => {
	pod = createPodShell();
	pod.write('.plx-done', '');
	pod.write('Dockerfile', 'FROM b\n');
	expect((await upload()).end).toEqual({type: 'uploaded', attempts: 1});
	expect(pod.commands).toEqual(['prepare']);
	expect(pod.read('Dockerfile')).toBe('FROM b\n');
});

test('what lost attempts leave is cleared away, also when their command goes on unseen', async () => {
	const leave = (name: string) => ({before: () => pod.write(name, '')});
	pod = createPodShell([undefined, {loseEnd: true}, leave('.ok-lost'), undefined, leave('.plx-lost.tgz')]);
	expect((await upload()).end).toEqual({type: 'uploaded', attempts: 2});
	expectReleased();
});

const answer = (status: number, message: string) => new ApiError('answer', message, {status});

test.each([
	[
		answer(403, 'pods "p" is forbidden: User "u" cannot get resource "pods/exec" in API group "" in the namespace "team"'),
		'forbidden',
		'The cluster does not let you run commands in pods, which sends the code (see kubectl auth can-i get pods/exec -n team): pods "p" is forbidden: User "u" cannot get resource "pods/exec" in API group "" in the namespace "team"',
	],
	[answer(404, 'pods "p" not found'), 'not-running', 'The container upload of the pod plx-build-1 does not run any more: pods "p" not found'],
	[
		answer(500, 'exec: "sh": executable file not found in $PATH: unknown'),
		'helper-image',
		'The image that takes the code has no sh. Set kubernetes.helperImage to one that has sh, head, tar and sha256sum, such as busybox:1.37.',
	],
])('%s is told at once, without another attempt', async (error, code, message) => {
	pod = createPodShell([{refuse: error}]);
	expect((await upload()).end).toEqual({type: 'failed', attempts: 1, fault: {code, message, isPassing: false}});
});

test('an image without the programs is told before anything is sent', async () => {
	pod = createPodShell([{path: '/nowhere'}]);
	const {end, progress} = await upload();
	expect(end).toMatchObject({type: 'failed', attempts: 1, fault: {code: 'helper-image', message: expect.stringContaining('has no rm.')}});
	expect(progress).toEqual([]);
});

test('a full disk is told at once, with the words of the node', async () => {
	const bin = mkdtempSync(join(tmpdir(), 'full-disk-'));
	// What busybox says of a full disk
	writeFileSync(join(bin, 'head'), '#!/bin/sh\ncat > /dev/null\necho "head: standard output: I/O error" >&2\nexit 1\n', {mode: 0o755});
	pod = createPodShell([undefined, {path: `${bin}:/usr/bin:/bin`}]);
	const message =
		'The node has no space for the code (head: standard output: I/O error). Leave out what the run does not need (.polyaxonignore), or have space made on the node.';
	expect((await upload()).end).toEqual({type: 'failed', attempts: 1, fault: {code: 'no-space', message, isPassing: false}});
	rmSync(bin, {recursive: true});
});

test('a server that is away for a moment is tried again', async () => {
	pod = createPodShell([{refuse: answer(503, 'try later')}, undefined, {refuse: new ApiError('timeout', 'slow')}]);
	expect((await upload()).end).toEqual({type: 'uploaded', attempts: 3});
	expectReleased();
});

test.each([
	[answer(401, 'Unauthorized'), 'login', 'The cluster does not take your login, and the code could not be sent: Unauthorized'],
	[new ApiError('login', 'The login failed.'), 'login', 'The cluster does not take your login, and the code could not be sent: The login failed.'],
	[answer(400, 'bad request'), 'other', 'The code could not be sent: bad request'],
])('%s is left to those who wait', async (error, code, message) => {
	pod = createPodShell([{refuse: error}]);
	expect((await upload()).end).toEqual({type: 'failed', attempts: 1, fault: {code, message, isPassing: false}});
});

test('an answer of somebody else, as in a network that wants one to log in, is a lost connection', async () => {
	pod = createPodShell([{refuse: new ApiError('tls', 'The certificate is for another name.')}]);
	expect((await upload()).end).toEqual({type: 'uploaded', attempts: 2});
});

test('a command that hangs is given up', async () => {
	pod = createPodShell([{hang: true}]);
	expect((await upload(undefined, {command: 50})).end).toEqual({type: 'uploaded', attempts: 2});
	pod.remove();
	pod = createPodShell([undefined, undefined, {hang: true}]);
	expect((await upload(undefined, {command: 500})).end).toEqual({type: 'uploaded', attempts: 1});
});

test('who aborts gets the reason of the signal', async () => {
	const abort = new AbortController();
	pod = createPodShell([undefined, {before: () => abort.abort(new Error('enough'))}]);
	await expect(upload(abort.signal)).rejects.toThrow('enough');
	expect(pod.commands).toEqual(['prepare', 'receive']);
});
