import {once} from 'node:events';
import {chmod, readFile, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {type AddressInfo, connect} from 'node:net';
import {join} from 'node:path';
import process from 'node:process';
import {afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../../../source/engines/kubernetes/client/client.ts';
import {createKubernetesClient} from '../../../../source/engines/kubernetes/client/create-client.ts';
import {createSandbox, eventually, type Sandbox} from '../../sandbox.ts';
import {type ApiServer, certificates, clusterAt, refusal, sendJson, startApiServer} from './api-server.ts';

let sandbox: Sandbox;
let server: ApiServer | undefined;
let client: KubernetesClient | undefined;

// Unbundled it takes seconds to load, which are no part of the deadlines.
beforeAll(() => import('@kubernetes/client-node/dist/config.js'));
beforeEach(async () => {
	sandbox = await createSandbox();
});
afterEach(async () => {
	client?.close();
	await server?.close();
	client = server = undefined;
	await sandbox.remove();
});

const start = async (...args: Parameters<typeof startApiServer>) => (server = await startApiServer(...args));
const clientOf = (...args: Parameters<typeof clusterAt>) => (client = createKubernetesClient(clusterAt(...args), sandbox.world));
const faultOf = (promise: Promise<unknown>) =>
	promise.then(
		() => 'none',
		error => (error instanceof ApiError ? `${error.fault} ${error.status} ${error.reason}: ${error.message}`.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST') : error),
	);

test('A request has the login, the query without what is not set and the body, and gives the JSON of the answer', async () => {
	let head: unknown;
	const {url} = await start(async (request, response) => {
		let body = '';
		for await (const chunk of request) body += chunk;
		const {authorization, 'content-type': type, 'impersonate-group': groups} = request.headers;
		head = {authorization, type, groups, body, url: request.url};
		sendJson(response, {kind: 'Job'});
	});
	const made = clientOf(`${url}/k8s/clusters/c-1`, {token: 'good', impersonate: {'Impersonate-Group': ['a', 'b']}});
	expect(await made.request('POST', '/apis/batch/v1/jobs', {query: {dryRun: 'All', limit: 3, not: undefined}, body: {a: 'ü'}})).toEqual({kind: 'Job'});
	expect(head).toEqual({
		authorization: 'Bearer good',
		type: 'application/json',
		groups: 'a, b',
		body: '{"a":"ü"}',
		url: '/k8s/clusters/c-1/apis/batch/v1/jobs?dryRun=All&limit=3',
	});
});

test('A password is sent as basic authentication', async () => {
	const {url} = await start((request, response) => sendJson(response, request.headers.authorization));
	expect(await clientOf(url, {username: 'u', password: 'p'}, {}, {type: 'password'}).request('GET', '/api')).toBe(`Basic ${btoa('u:p')}`);
});

test('Many requests at once share four connections, and twenty open streams do not hold them up', async () => {
	const {url, connections} = await start((request, response) =>
		request.url?.endsWith('/log') ? response.write('line\n') : setTimeout(() => sendJson(response, {}), 5),
	);
	const made = clientOf(url);
	const streams = await Promise.all(Array.from({length: 20}, () => made.open('/log')));
	await Promise.all(Array.from({length: 40}, () => made.request('GET', '/api')));
	expect(connections()).toBe(24);
	for (const stream of streams) stream.destroy();
});

test.each([
	[404, refusal(404, 'NotFound', 'pods "p" not found', {kind: 'pods', name: 'p'}), 'answer 404 NotFound: pods "p" not found'],
	[403, refusal(403, 'Forbidden', 'no'), 'answer 403 Forbidden: no'],
	[502, '<html><title>Bad   gateway</title></html>', 'answer 502 : Bad gateway'],
	[200, '<html>log in</html>', 'answer 200 : http://HOST answers, and not as an API server does: a login page or a proxy may stand before it.'],
] as const)('An answer %i that is no result is an error with the words of the server', async (status, body, message) => {
	const {url} = await start((_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));
	expect(await faultOf(clientOf(url).request('GET', '/api'))).toBe(message);
});

test('With 429 every request is sent again after the time that the server names, with 503 only one that reads', async () => {
	let asked = 0;
	const {url, requests} = await start((request, response) => {
		asked++;
		if (request.url === '/busy' && asked < 3) sendJson(response, refusal(429, 'TooManyRequests', 'wait'), 429, {'Retry-After': '0'});
		else if (request.url === '/away')
			sendJson(response, refusal(503, 'ServiceUnavailable', 'away'), 503, {'Retry-After': request.method === 'GET' && asked > 5 ? '60' : '0'});
		else sendJson(response, asked);
	});
	const made = clientOf(url);
	expect(await made.request('POST', '/busy', {body: {}})).toBe(3);
	// The last wants 60 s, which is beyond the deadline.
	expect(await faultOf(made.request('GET', '/away'))).toBe('answer 503 ServiceUnavailable: away');
	expect(await faultOf(made.request('POST', '/away', {body: {}}))).toBe('answer 503 ServiceUnavailable: away');
	expect(requests).toEqual(['POST /busy', 'POST /busy', 'POST /busy', 'GET /away', 'GET /away', 'GET /away', 'POST /away']);
});

test('The deadline counts until the end of the answer, for those that wait in line too', async () => {
	const {url} = await start((_, response) => response.writeHead(200).write('{"a":'));
	const made = clientOf(url);
	const late = 'timeout 0 : http://HOST did not answer within 0.2 s.';
	expect(await Promise.all(Array.from({length: 6}, () => faultOf(made.request('GET', '/api', {deadline: 200}))))).toEqual(Array(6).fill(late));
});

test('When the caller gives up, the reason is his own, and the connection is closed', async () => {
	const closed: unknown[] = [];
	const {url} = await start(request => request.on('close', () => closed.push(request.url)));
	const stop = new AbortController();
	const fault = faultOf(clientOf(url).request('GET', '/api', {signal: stop.signal}));
	await eventually(() => server?.requests.length === 1, 'the request arrives');
	stop.abort('enough');
	expect(await fault).toBe('enough');
	await eventually(() => closed.length === 1, 'the connection is closed');
});

test('A connection that the server closed meanwhile is made anew for a request that reads', async () => {
	const {url, server: http} = await start((request, response) => {
		// Kept, and closed without an answer when it is used again
		if (served.has(request.socket)) return request.socket.destroy();
		served.add(request.socket);
		sendJson(response, served.size);
	});
	const served = new Set<unknown>();
	expect(http.keepAliveTimeout).toBeGreaterThan(0);
	const made = clientOf(url);
	expect([await made.request('GET', '/1'), await made.request('GET', '/2')]).toEqual([1, 2]);
	expect(await faultOf(made.request('POST', '/3'))).toBe('unreachable 0 : The connection to http://HOST was cut.');
});

test('A stream that is cut gives what came, and then an error', async () => {
	const {url} = await start((request, response) => {
		response.writeHead(200).write('a\n'.repeat(100_000));
		if (request.url === '/cut') setTimeout(() => request.socket.destroy(), 50);
		else response.end('b');
	});
	const read = async (path: string) => {
		let size = 0;
		try {
			for await (const chunk of await clientOf(url).open(path)) {
				size += chunk.length;
				// A reader that is slower than the wire, and still at it when the connection is cut
				await new Promise(resolve => setTimeout(resolve, 80));
			}
			return size;
		} catch (error) {
			return [size, await faultOf(Promise.reject(error))];
		}
	};
	expect(await read('/whole')).toBe(200_001);
	expect(await read('/cut')).toEqual([200_000, 'unreachable 0 : The connection to http://HOST was cut.']);
});

test('One signal may stand for many streams and requests without a warning of Node.js', async () => {
	const {url} = await start((request, response) => (request.url === '/log' ? response.writeHead(200).write('1') : sendJson(response, {})));
	const warnings: string[] = [];
	const listen = ({name}: Error) => warnings.push(name);
	process.on('warning', listen);
	const made = clientOf(url);
	const stop = new AbortController();
	const streams = await Promise.all(Array.from({length: 15}, () => made.open('/log', {signal: stop.signal})));
	await Promise.all(Array.from({length: 15}, () => made.request('GET', '/api', {signal: stop.signal})));
	for (const stream of streams) stream.on('error', () => {});
	stop.abort('enough');
	await eventually(() => streams.every(({destroyed}) => destroyed), 'the streams end');
	process.off('warning', listen);
	expect(warnings).toEqual([]);
});

test('A stream lives longer than the deadline of its head, and ends with its signal', async () => {
	const {url} = await start((_, response) => {
		response.writeHead(200).write('1');
		setTimeout(() => response.write('2'), 200);
	});
	const stop = new AbortController();
	const stream = await clientOf(url).open('/log', {deadline: 100, signal: stop.signal});
	let text = '';
	const end = (async () => {
		for await (const chunk of stream) {
			text += chunk;
			if (text === '12') stop.abort(new Error('enough'));
		}
	})();
	await expect(end).rejects.toThrow('enough');
	expect(text).toBe('12');
});

test.each<readonly [string, string | undefined, Parameters<typeof clusterAt>[2] & object, string | RegExp]>([
	['is the right one', 'server.crt', {caFile: 'ca.crt'}, 'none'],
	['is not looked at', 'server.crt', {skipTLSVerify: true}, 'none'],
	['is for the name that is asked for', 'server.crt', {caFile: 'ca.crt', tlsServerName: 'api.test'}, 'none'],
	[
		'is for another name',
		'server.crt',
		{caFile: 'ca.crt', tlsServerName: 'other.test'},
		/^tls 0 : The certificate of https:\/\/HOST is for another name: .*DNS:api\.test/,
	],
	['is of another CA', 'server.crt', {caFile: 'other-ca.crt'}, /^tls 0 : The certificate of https:\/\/HOST is not signed by the CA of the kubeconfig/],
	['has expired', 'expired.crt', {caFile: 'ca.crt'}, 'tls 0 : The certificate of https://HOST has expired.'],
	['is not there, as the server speaks http', undefined, {caFile: 'ca.crt'}, 'tls 0 : https://HOST does not speak TLS: it may be an http server.'],
	['would be checked by a CA that is no certificate', 'server.crt', {caFile: 'README.md'}, /^(tls|login) 0 /],
	[
		'would be checked by a CA file that is missing',
		'server.crt',
		{caFile: 'none'},
		/^login 0 : The kubeconfig names the file .*\/none, which does not exist\.$/,
	],
])('The certificate of the server %s', async (_, certificate, entry, expected) => {
	const {url} = await start((_request, response) => sendJson(response, {}), certificate);
	const caFile = entry.caFile && join(certificates, entry.caFile);
	const fault = await faultOf(clientOf(url.replace('http:', 'https:'), {token: 'good'}, {...entry, caFile}).request('GET', '/api'));
	if (typeof expected === 'string') expect(fault).toBe(expected);
	else expect(fault).toMatch(expected);
});

test('A server that is not there is unreachable', async () => {
	const {url, close} = await start(() => {});
	await close();
	server = undefined;
	expect(await faultOf(clientOf(url).request('GET', '/api'))).toBe('unreachable 0 : Nothing listens at http://HOST.');
});

test('The way goes through the proxy of the cluster, in one connection', async () => {
	const {url} = await start((_, response) => sendJson(response, {through: true}), 'server.crt');
	const tunnels: unknown[] = [];
	const proxy = createServer().on('connect', (request, socket) => {
		tunnels.push(request.url);
		const [host, port] = (request.url ?? '').split(':');
		const way = connect(Number(port), host, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
		socket.pipe(way).pipe(socket);
		socket.on('error', () => way.destroy());
		way.on('error', () => socket.destroy());
	});
	await once(proxy.listen(0, '127.0.0.1'), 'listening');
	const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	const made = clientOf(url, {token: 'good'}, {proxyUrl, caFile: join(certificates, 'ca.crt')});
	expect([await made.request('GET', '/1'), await made.request('GET', '/2')]).toEqual([{through: true}, {through: true}]);
	expect(tunnels).toEqual([new URL(url).host]);
	made.close();
	proxy.close();
});

/** A login program in the sandbox, which counts its calls; `script` ends with what it prints. */
async function program(script: string): Promise<Parameters<typeof clusterAt>[1]> {
	const command = join(sandbox.folder, 'login');
	await writeFile(command, `#!/bin/sh\necho call >> ${sandbox.folder}/calls\n${script}\n`);
	await chmod(command, 0o755);
	return {
		exec: {
			apiVersion: 'client.authentication.k8s.io/v1',
			command,
			args: [],
			env: [{name: 'SAYS', value: 'good'}],
			provideClusterInfo: true,
			interactiveMode: 'Never',
		},
	};
}
const calls = async () => (await readFile(join(sandbox.folder, 'calls'), 'utf8')).split('\n').length - 1;
const printing = (token: string) => `echo '{"kind":"ExecCredential","status":{"token":"'${token}'"}}'`;
const byProgram = {type: 'program', program: 'login'} as const;

test('A login program is asked once, and again when the server does not take its token', async () => {
	const {url} = await start((request, response) =>
		request.headers.authorization === 'Bearer good2' ? sendJson(response, {}) : sendJson(response, refusal(401, 'Unauthorized', 'Unauthorized'), 401),
	);
	const made = clientOf(
		url,
		await program(`echo "$KUBERNETES_EXEC_INFO" > ${sandbox.folder}/info; ${printing(`$SAYS$(wc -l < ${sandbox.folder}/calls | tr -d ' ')`)}`),
		{},
		byProgram,
	);
	expect(await Promise.all([1, 2, 3].map(() => made.request('GET', '/api')))).toEqual([{}, {}, {}]);
	expect(await made.request('GET', '/api')).toEqual({});
	expect(await calls()).toBe(2);
	expect(JSON.parse(await readFile(join(sandbox.folder, 'info'), 'utf8'))).toEqual({
		apiVersion: 'client.authentication.k8s.io/v1',
		kind: 'ExecCredential',
		spec: {interactive: false, cluster: {server: url}},
	});
});

test.each([
	['fails', 'echo "SSO session expired" >&2; exit 255', /^login 0 : The login program .*\/login failed \(exit code 255\): SSO session expired$/],
	[
		'prints no login',
		'echo secret',
		/^login 0 : The login program .*\/login gave neither a token nor a certificate: it is to print an ExecCredential as JSON\.$/,
	],
	['does not end', 'sleep 60', /^login 0 : The login program login did not answer within 0\.5 s\.$/],
] as const)('A login program that %s is an error that says so', async (_, script, message) => {
	const made = clientOf('http://127.0.0.1:1', await program(script), {}, byProgram);
	expect(await faultOf(made.request('GET', '/api', {deadline: message.source.includes('0\\.5') ? 500 : 5000}))).toMatch(message);
});

test('A login program that is not installed is an error with how to get it', async () => {
	const {exec} = (await program('')) as {exec: object};
	const made = clientOf('http://127.0.0.1:1', {exec: {...exec, command: 'no-such-login', installHint: 'Get it from x.'} as never}, {}, byProgram);
	expect(await faultOf(made.request('GET', '/api'))).toBe('login 0 : The login program no-such-login is not installed. Get it from x.');
});

test('A token file is read without its newline, and again when its token is refused', async () => {
	const tokenFile = join(sandbox.folder, 'token');
	await writeFile(tokenFile, 'old\n');
	const {url} = await start(async (request, response) => {
		if (request.headers.authorization === 'Bearer new') return sendJson(response, {});
		await writeFile(tokenFile, 'new\n');
		sendJson(response, refusal(401, 'Unauthorized', 'Unauthorized'), 401);
	});
	expect(await clientOf(url, {tokenFile}, {}, {type: 'token-file', file: tokenFile}).request('POST', '/api', {body: {}})).toEqual({});
});
