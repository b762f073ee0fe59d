import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, expect, test} from 'vitest';
import {findTag} from '../../../../source/engines/kubernetes/build/registry-tag.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const {signal} = new AbortController();

let close = async () => {};
afterEach(() => close());

async function registry(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
	const server = createServer(answer);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	close = () =>
		new Promise(resolve => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a tag that is there is found with its digest, by a request that takes all kinds of manifests', async () => {
	const asked: Array<readonly [string | undefined, string | undefined, number]> = [];
	const host = await registry((request, response) => {
		asked.push([request.method, request.url, request.headers.accept?.split(', ').length ?? 0]);
		response.setHeader('docker-content-digest', digest).end();
	});
	expect(await findTag(`${host}/team/plx-a:1`, {isInsecureRegistry: true}, signal)).toEqual({state: 'found', digest});
	expect(asked).toEqual([['HEAD', '/v2/team/plx-a/manifests/1', 4]]);
});

test.each([
	[404, 'missing'],
	[401, 'unknown'],
	[403, 'unknown'],
	[500, 'unknown'],
])('an answer of %i means %s', async (status, state) => {
	const host = await registry((_, response) => response.writeHead(status, {'www-authenticate': 'Basic realm="x"'}).end());
	expect(await findTag(`${host}/plx-a:1`, {isInsecureRegistry: true}, signal)).toEqual({state});
});

test('a digest that is none is not taken', async () => {
	const host = await registry((_, response) => response.setHeader('docker-content-digest', 'sha256:x').end());
	expect(await findTag(`${host}/plx-a:1`, {isInsecureRegistry: true}, signal)).toEqual({state: 'found'});
});

test('http is spoken with an insecure registry only', async () => {
	const urls: string[] = [];
	const ask: typeof fetch = async url => {
		urls.push(String(url));
		return new Response(null, {status: 404});
	};
	for (const isInsecureRegistry of [true, false]) await findTag('r.example/plx-a:1', {isInsecureRegistry}, signal, ask);
	expect(urls).toEqual(['http://r.example/v2/plx-a/manifests/1', 'https://r.example/v2/plx-a/manifests/1']);
});

test('a registry that does not answer is unknown after two seconds', async () => {
	const host = await registry(() => {});
	const start = performance.now();
	expect(await findTag(`${host}/plx-a:1`, {isInsecureRegistry: true}, signal)).toEqual({state: 'unknown'});
	const took = performance.now() - start;
	expect(took).toBeGreaterThan(1500);
	expect(took).toBeLessThan(4000);
});
