import http, {type ClientRequest, type IncomingMessage} from 'node:http';
import https from 'node:https';
import type {Method, Query} from './client.ts';
import type {Connection, Credentials} from './credentials.ts';
import {faultOf} from './faults.ts';

/** Sends requests to one server over connections that are kept. */
export type Transport = {
	/** The head of the answer, whatever its status. Throws an ApiError; when the signal is aborted, that ends the connection too. */
	send(
		request: {readonly method: Method; readonly path: string; readonly query?: Query; readonly body?: object; readonly accept?: string},
		signal: AbortSignal,
	): Promise<IncomingMessage>;
	/** Closes the connections that nobody uses. */
	close(): void;
};

/** Longer than a pause between two questions, and shorter than proxies keep a silent connection. Milliseconds. */
const keptFor = 15_000;
/** Milliseconds of silence after which TCP asks whether the other side still lives. */
export const aliveAfter = 30_000;

/** The URL of a path on a server, whose own URL may have a path (as behind Rancher). */
export function urlOf(server: string, path: string, query: Query = {}): URL {
	const url = new URL(`${server.replace(/\/+$/, '')}${path}`);
	for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
	return url;
}

/** A transport with one agent for everything. */
export function createTransport(server: string, credentials: Credentials): Transport {
	const {request: start, Agent} = server.startsWith('https:') ? https : http;
	let agent: http.Agent | undefined;
	const agentFor = ({proxyAgent}: Connection) => {
		if (agent) return agent;
		if (!proxyAgent) return new Agent({keepAlive: true, maxFreeSockets: 4, timeout: keptFor});
		// The agents that client-node makes for proxies keep nothing.
		Object.assign((proxyAgent as https.Agent).options, {timeout: keptFor});
		return Object.assign(proxyAgent, {keepAlive: true, maxFreeSockets: 4});
	};
	return {
		async send({method, path, query, body, accept = 'application/json, */*'}, signal) {
			const connection = await credentials.connection();
			signal.throwIfAborted();
			agent = agentFor(connection);
			const sent = body === undefined ? undefined : JSON.stringify(body);
			const headers = {
				...connection.headers,
				Accept: accept,
				'User-Agent': 'polyaxon-tui',
				...(sent !== undefined && {
					'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
					'Content-Length': Buffer.byteLength(sent),
				}),
			};
			let request: ClientRequest | undefined;
			try {
				request = start(urlOf(server, path, query), {...connection.tls, auth: connection.auth, agent, method, headers, signal});
				return await answerOf(request, sent);
			} catch (error) {
				if (signal.aborted) throw signal.reason;
				throw Object.assign(faultOf(error, server), {wasKept: request?.reusedSocket === true});
			}
		},
		close() {
			for (const sockets of Object.values(agent?.freeSockets ?? {})) for (const socket of sockets ?? []) socket.destroy();
		},
	};
}

/** Whether a request failed on a connection that was kept, which the server may have closed just then. */
export function isStale(error: object): boolean {
	return 'wasKept' in error && error.wasKept === true;
}

function answerOf(request: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		request.on('response', resolve);
		// Stays on: an error after the head of the answer comes here as well.
		request.on('error', reject);
		request.on('socket', socket => socket.setKeepAlive(true, aliveAfter));
		request.end(body);
	});
}
