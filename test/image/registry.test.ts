import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, test} from 'vitest';
import {addressOf, lookUpImage} from '../../source/image/registry.ts';

test.each([
	['python', 'registry-1.docker.io', 'library/python', 'latest'],
	['python:3.12-slim', 'registry-1.docker.io', 'library/python', '3.12-slim'],
	['tensorflow/tensorflow:2.15.0', 'registry-1.docker.io', 'tensorflow/tensorflow', '2.15.0'],
	['docker.io/python:3', 'registry-1.docker.io', 'library/python', '3'],
	['ghcr.io/team/base:2.1', 'ghcr.io', 'team/base', '2.1'],
	['127.0.0.1:5056/a/b', '127.0.0.1:5056', 'a/b', 'latest'],
	['localhost:5000/a@sha256:ab', 'localhost:5000', 'a', 'sha256:ab'],
	['quay.io/a:1@sha256:ab', 'quay.io', 'a', 'sha256:ab'],
])('%s is kept where every engine looks for it', (image, registry, repository, reference) => {
	expect(addressOf(image)).toEqual({registry, repository, reference});
});

test('a registry is asked for the manifest, and every other answer than yes or no is no answer', async () => {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		response.statusCode = request.url?.includes('/there/') ? 200 : request.url?.includes('/broken/') ? 500 : 404;
		response.end();
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	const signal = AbortSignal.timeout(5000);
	const images = [`${host}/there:1`, `${host}/gone`, `${host}/broken`, 'localhost/own:1'];
	expect(await Promise.all(images.map(image => lookUpImage(image, signal)))).toEqual(['found', 'missing', 'unknown', 'unknown']);
	expect(asked.toSorted()).toEqual(['HEAD /v2/broken/manifests/latest', 'HEAD /v2/gone/manifests/latest', 'HEAD /v2/there/manifests/1']);
	await new Promise(resolve => server.close(resolve));
	expect(await lookUpImage(`${host}/there:1`, signal)).toBe('unknown');
});

test('a registry that wants a token gets the one for everybody', async () => {
	const asked: Array<[string, string | null]> = [];
	const ask: typeof fetch = async (url, init) => {
		const authorization = new Headers(init?.headers).get('authorization');
		asked.push([String(url), authorization]);
		if (String(url).startsWith('https://auth.example/')) return Response.json({token: 't1'});
		if (authorization === 'Bearer t1') return new Response(null, {status: 200});
		const challenge = 'Bearer realm="https://auth.example/token",service="registry",scope="repository:library/python:pull"';
		return new Response(null, {status: 401, headers: {'www-authenticate': challenge}});
	};
	expect(await lookUpImage('python:3.12', AbortSignal.timeout(5000), ask)).toBe('found');
	expect(asked).toEqual([
		['https://registry-1.docker.io/v2/library/python/manifests/3.12', null],
		['https://auth.example/token?service=registry&scope=repository%3Alibrary%2Fpython%3Apull', null],
		['https://registry-1.docker.io/v2/library/python/manifests/3.12', 'Bearer t1'],
	]);
});
