import type {WebSocket} from 'ws';
import {ApiError} from './api-error.ts';
import type {Target} from './client.ts';
import type {Credentials} from './credentials.ts';
import {faultOf, refusalOf} from './faults.ts';
import {onAbort} from './on-abort.ts';
import {urlOf} from './transport.ts';

/** Where commands are run, and with which login. */
export type ExecServer = {readonly server: string; readonly credentials: Credentials};

/** The newest of the API server (since 1.30), and the one before; both begin each message with the number of its channel. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
/** Milliseconds until the connection must stand. */
const patience = 15_000;

/** The URL that runs a command in a container. */
export function execUrl(server: string, {namespace, pod, container}: Target, command: readonly string[], hasInput: boolean): URL {
	const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec`;
	const url = urlOf(server, path, {container, stdin: hasInput, stdout: true, stderr: true, tty: false});
	for (const word of command) url.searchParams.append('command', word);
	return url;
}

/**
 * An open WebSocket that runs a command. Throws an ApiError, with the server's own words when it refused; when the signal is aborted, its reason. `listen` is
 * called with the socket before it is open: the first message may come together with the head of the answer.
 */
export async function openExec({server, credentials}: ExecServer, url: URL, listen: (socket: WebSocket) => void, signal?: AbortSignal): Promise<WebSocket> {
	for (let attempts = 1; ; attempts++) {
		const version = credentials.version();
		try {
			return await connect({server, credentials}, url, listen, signal);
		} catch (error) {
			if (attempts > 1 || !(error instanceof ApiError) || error.status !== 401 || !credentials.renew(version)) throw error;
		}
	}
}

async function connect({server, credentials}: ExecServer, url: URL, listen: (socket: WebSocket) => void, signal?: AbortSignal): Promise<WebSocket> {
	const [{WebSocket}, {headers, auth, tls, proxyAgent}] = await Promise.all([import('ws'), credentials.connection()]);
	signal?.throwIfAborted();
	const socket = new WebSocket(url, protocols, {
		...tls,
		headers: {...headers, 'User-Agent': 'polyaxon-tui'},
		...(auth !== undefined && {auth}),
		...(proxyAgent && {agent: proxyAgent}),
		perMessageDeflate: false,
		handshakeTimeout: patience,
	});
	listen(socket);
	return new Promise((resolve, reject) => {
		const stop = () => {
			socket.terminate();
			reject(signal?.reason);
		};
		const settle = onAbort(signal, stop);
		socket.on('open', () => {
			settle();
			resolve(socket);
		});
		// The first error tells why; without a listener for the later ones the process would end.
		socket.on('error', error => {
			settle();
			reject(
				/handshake has timed out/.test(error.message)
					? new ApiError('timeout', `${server} did not answer within ${patience / 1000} s.`)
					: faultOf(error, server),
			);
		});
		socket.on('unexpected-response', (request, response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', chunk => (text = (text + chunk).slice(0, 65_536)));
			const end = () => {
				settle();
				request.destroy();
				reject(refusalOf(response, text));
			};
			response.on('end', end);
			response.on('error', end);
		});
	});
}
