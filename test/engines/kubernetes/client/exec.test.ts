import type {IncomingMessage} from 'node:http';
import {afterEach, beforeAll, expect, test} from 'vitest';
import {type WebSocket, WebSocketServer} from 'ws';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {ExecOptions} from '../../../../source/engines/kubernetes/client/client.ts';
import {createCredentials} from '../../../../source/engines/kubernetes/client/credentials.ts';
import {runExec} from '../../../../source/engines/kubernetes/client/exec.ts';
import {worldIn} from '../../sandbox.ts';
import {type ApiServer, clusterAt, refusal, startApiServer} from './api-server.ts';

let server: ApiServer | undefined;

beforeAll(() => import('@kubernetes/client-node/dist/config.js'));
afterEach(async () => {
	await server?.close();
	server = undefined;
});

type Container = (socket: WebSocket, request: IncomingMessage) => void;

/** Runs a command on a server whose containers do that. */
async function exec(container: Container, options: ExecOptions = {}, {protocol = 'v5.channel.k8s.io', ping = 20_000} = {}) {
	server = await startApiServer(() => {});
	new WebSocketServer({server: server.server, handleProtocols: () => protocol}).on('connection', container);
	return run(server.url, options, ping);
}

function run(url: string, options: ExecOptions = {}, ping = 20_000) {
	const credentials = createCredentials(clusterAt(url), worldIn('/', '/'));
	return runExec({server: url, credentials}, {namespace: 'n', pod: 'p', container: 'c'}, ['sh', '-c', 'a b'], options, {ping, stall: 30_000, closing: 200});
}

const send = (socket: WebSocket, channel: number, text: string) => socket.send(Buffer.from([channel, ...Buffer.from(text)]), () => {});
const succeed = (socket: WebSocket) => send(socket, 3, '{"metadata":{},"status":"Success"}');
const faultOf = (promise: Promise<unknown>) =>
	promise.then(
		() => 'none',
		error => (error instanceof ApiError ? `${error.fault} ${error.status} ${error.reason}: ${error.message}`.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST') : error),
	);

async function* blocks(count: number, size = 65_536): AsyncGenerator<Uint8Array> {
	for (let index = 0; index < count; index++) yield Buffer.alloc(size, index);
}

test('A command is sent with its words and the login, and its outputs and exit code come back', async () => {
	let asked: unknown;
	const end = await exec((socket, request) => {
		asked = [request.url, request.headers.authorization];
		send(socket, 1, 'out');
		send(socket, 2, 'err');
		send(socket, 1, 'put');
		send(socket, 3, '{"status":"Failure","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}');
		socket.close();
	});
	expect(end).toEqual({exitCode: 3, stdout: 'output', stderr: 'err'});
	expect(asked).toEqual([
		'/api/v1/namespaces/n/pods/p/exec?container=c&stdin=false&stdout=true&stderr=true&tty=false&command=sh&command=-c&command=a+b',
		'Bearer good',
	]);
});

test('Outputs are cut after 64 KiB, and a server that does not close after the status is not waited for', async () => {
	const end = await exec(socket => {
		for (let count = 0; count < 5; count++) send(socket, 1, 'x'.repeat(20_000));
		succeed(socket);
	});
	expect([end.exitCode, end.stdout.length]).toEqual([0, 65_536]);
});

test.each(['v5.channel.k8s.io', 'v4.channel.k8s.io'])('With %s the input arrives whole, no more than 5 MB ahead of what is taken', async protocol => {
	let got = 0;
	let closes = 0;
	let ahead = 0;
	let given = 0;
	let sent = 0;
	async function* input() {
		for await (const block of blocks(400)) {
			given += block.length;
			ahead = Math.max(ahead, given - sent);
			yield block;
		}
	}
	const end = await exec(
		socket =>
			socket.on('message', message => {
				if (message[0] === 255) closes++;
				else got += message.length - 1;
				if (got === 400 * 65_536 && (closes === 1 || protocol.startsWith('v4'))) {
					succeed(socket);
					socket.close();
				}
			}),
		{input: input(), onSent: bytes => (sent = bytes)},
		{protocol},
	);
	expect({end, got, sent, closes, isBounded: ahead < 5_000_000}).toEqual({
		end: {exitCode: 0, stdout: '', stderr: ''},
		got: 26_214_400,
		sent: 26_214_400,
		closes: protocol.startsWith('v5') ? 1 : 0,
		isBounded: true,
	});
});

test('A command that ends before its input is not sent the rest', async () => {
	const end = await exec(
		socket => {
			succeed(socket);
			socket.close();
		},
		{input: blocks(Number.POSITIVE_INFINITY)},
	);
	expect(end.exitCode).toBe(0);
});

test('An input that nobody takes is given up, with what the command said', async () => {
	const fault = await faultOf(
		exec(
			socket => {
				send(socket, 2, 'tar: no space left\n');
				// Reads no more
				(socket as unknown as {pause(): void}).pause();
			},
			{input: blocks(Number.POSITIVE_INFINITY), stall: 400},
		),
	);
	expect(fault).toMatch(/^timeout 0 : The upload stands still: nothing was taken for 0\.4 s, after \d+ bytes\. The command said: tar: no space left$/);
});

test.each([
	[
		403,
		refusal(403, 'Forbidden', 'pods "p" is forbidden: cannot create resource "pods/exec"'),
		'answer 403 Forbidden: pods "p" is forbidden: cannot create resource "pods/exec"',
	],
	[404, refusal(404, 'NotFound', 'pods "p" not found'), 'answer 404 NotFound: pods "p" not found'],
	[200, 'hello', 'answer 200 : hello'],
] as const)('A refusal %i is an error with the words of the server', async (status, body, message) => {
	server = await startApiServer((_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));
	expect(await faultOf(run(server.url))).toBe(message);
});

test('A command that cannot be run is an error with the words of the server', async () => {
	const status = '{"status":"Failure","message":"exec: \\"nope\\": executable file not found","reason":"InternalError","code":500}';
	expect(await faultOf(exec(socket => send(socket, 3, status)))).toBe('answer 500 InternalError: exec: "nope": executable file not found');
});

test('A connection that is cut, is dead, or was never made is unreachable', async () => {
	expect(await faultOf(exec(socket => socket.terminate()))).toBe('unreachable 0 : The connection to http://HOST was cut before the command ended.');
	await server?.close();
	const dead = exec(socket => (socket as unknown as {pause(): void}).pause(), {}, {ping: 50});
	expect(await faultOf(dead)).toBe('unreachable 0 : The connection to http://HOST is dead.');
	const url = server?.url ?? '';
	await server?.close();
	expect(await faultOf(run(url))).toBe('unreachable 0 : Nothing listens at http://HOST.');
});

test('A connection on which nothing goes is kept while pings are answered', async () => {
	const end = await exec(
		socket => {
			setTimeout(() => succeed(socket), 500);
		},
		{},
		{ping: 20},
	);
	expect(end.exitCode).toBe(0);
});

test('When the caller gives up, the reason is his own; when the input fails, its error', async () => {
	const stop = new AbortController();
	setTimeout(() => stop.abort('enough'), 50);
	expect(await faultOf(exec(() => {}, {signal: stop.signal}))).toBe('enough');
	await server?.close();
	async function* broken(): AsyncGenerator<Uint8Array> {
		yield Buffer.from('a');
		throw new Error('the file changed');
	}
	expect(await faultOf(exec(() => {}, {input: broken()}))).toEqual(new Error('the file changed'));
});
