import {createServer, get, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {gzipSync} from 'node:zlib';
import {streamOf} from '../../source/engines/kubernetes/client/answer-stream.ts';
import {ApiError} from '../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient} from '../../source/engines/kubernetes/client/client.ts';
import type {LogState} from '../../source/engines/kubernetes/logs/log-state.ts';

/** One line of a log file of a node. Stamps are RFC 3339 with nine digits, in UTC. */
export type Entry = {readonly stamp: string; readonly source?: 'stdout' | 'stderr'; readonly tag?: 'F' | 'P'; readonly text: string | Buffer};

/** What goes wrong with one answer after so many bytes. */
export type Fault = {readonly kind: 'cut' | 'close' | 'stall' | 'status'; readonly after: number; readonly status?: number};

type File = {readonly name: string; readonly entries: Entry[]; isPutAside: boolean; isGzip: boolean};

/** A node, its kubelet and an API server with one pod `p` of one container `c`, whose log is a list that the test adds to. */
export type LogServer = {
	readonly client: KubernetesClient;
	/** What went wrong so far. */
	readonly faults: Record<string, number>;
	readonly requests: string[];
	state: LogState;
	append(...entries: Entry[]): void;
	/** The kubelet puts the file aside; of those it keeps so many, and the older ones gzipped. */
	rotate(kept?: number): void;
	/** The container ends. */
	end(): void;
	close(): Promise<void>;
};

/** `fault` is asked for every request; `mayReadNode`: whether the user may get nodes/proxy. */
export async function startLogServer({
	fault = () => undefined,
	mayReadNode = true,
	chunk = () => 4096,
}: {
	readonly fault?: (path: string) => Fault | undefined;
	readonly mayReadNode?: boolean;
	/** Bytes that are sent at a time. */
	readonly chunk?: () => number;
} = {}): Promise<LogServer> {
	const present = (): File => ({name: '0.log', entries: [], isPutAside: false, isGzip: false});
	let files: File[] = [present()];
	let rotations = 0;
	const faults: Record<string, number> = {};
	const requests: string[] = [];
	const server = createServer((request, response) => {
		answer(request, response).catch(() => response.destroy());
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '', origin);
		requests.push(request.url ?? '');
		const problem = fault(url.pathname);
		if (problem) faults[problem.kind] = (faults[problem.kind] ?? 0) + 1;
		if (problem?.kind === 'status') return refuse(response, problem.status ?? 500, 'etcdserver: leader changed');
		let left = problem?.after ?? Number.POSITIVE_INFINITY;
		/** False when it is over. */
		const send = async (bytes: Buffer): Promise<boolean> => {
			for (let at = 0; at < bytes.length; ) {
				const size = Math.min(chunk(), bytes.length - at, left);
				if (size > 0 && !response.write(bytes.subarray(at, at + size))) await drained(response);
				at += size;
				left -= size;
				if (response.destroyed) return false;
				if (left > 0) continue;
				// What was written leaves before the fault
				await new Promise(resolve => setTimeout(resolve, 1));
				if (problem?.kind === 'cut') response.destroy();
				if (problem?.kind === 'close') response.end();
				return false;
			}
			return true;
		};
		if (url.pathname.startsWith('/api/v1/nodes/')) return answerNode(url.pathname, response, send);
		if (logServer.state.is === 'gone') return refuse(response, 404, 'pods "p" not found');
		if (logServer.state.is === 'waiting') return refuse(response, 400, 'container "c" in pod "p" is waiting to start: ContainerCreating');
		const since = url.searchParams.get('sinceTime');
		if (since !== null && !/^[-\d]+T[:\d]+Z$/.test(since)) return refuse(response, 400, `sinceTime ${since}`);
		const limit = Number(url.searchParams.get('limitBytes') ?? Number.POSITIVE_INFINITY);
		const isFollowed = url.searchParams.get('follow') === 'true';
		response.writeHead(200).flushHeaders();
		let file = files.at(-1)!;
		let isNewLine = true;
		let sent = 0;
		for (let index = 0; !response.destroyed; ) {
			const entry = file.entries[index];
			if (!entry) {
				const isEnded = logServer.state.is !== 'running';
				if (file !== files.at(-1) && !isEnded) {
					// So does the kubelet: what lies between is left out
					file = files.at(-1)!;
					index = 0;
				} else if (!isFollowed || isEnded) {
					response.end();
					return;
				} else {
					await new Promise(resolve => setTimeout(resolve, 1));
				}
				continue;
			}
			index++;
			const text = Buffer.from(entry.text);
			const isPart = entry.tag === 'P';
			if (since === null || entry.stamp >= since.replace('Z', '.000000000Z')) {
				const bytes = Buffer.concat([Buffer.from(isNewLine ? `${entry.stamp} ` : ''), text, Buffer.from(isPart ? '' : '\n')]);
				if (sent + bytes.length > limit) {
					await send(bytes.subarray(0, limit - sent));
					response.end();
					return;
				}
				sent += bytes.length;
				if (!(await send(bytes))) return;
			}
			isNewLine = !isPart;
		}
	}

	async function answerNode(path: string, response: ServerResponse, send: (bytes: Buffer) => Promise<boolean>): Promise<void> {
		if (!mayReadNode) return refuse(response, 403, 'User "u" cannot get resource "nodes/proxy" in API group "" at the cluster scope');
		const name = path.replace('/api/v1/nodes/node/proxy/logs/pods/n_p_uid/c/', '');
		const file = files.find(known => `${known.name}${known.isGzip ? '.gz' : ''}` === name);
		if (name !== '' && !file) return refuse(response, 404, '404 page not found');
		const listing = files.map(known => `<a href="${known.name}${known.isGzip ? '.gz' : ''}">x</a>\n`).join('');
		const text = file?.entries.flatMap(({stamp, source = 'stdout', tag = 'F', text: bytes}) => [
			// Runtimes leave out zeros at the end
			Buffer.from(`${stamp.replace(/\.?0*Z$/, 'Z')} ${source} ${tag} `),
			Buffer.from(bytes),
			Buffer.from('\n'),
		]);
		const bytes = text ? Buffer.concat(text) : Buffer.from(`<pre>\n${listing}</pre>\n`);
		const body = file?.isGzip ? gzipSync(bytes) : bytes;
		// A file has its length, so that a clean end is no end; the list has none
		response.writeHead(200, file && {'content-length': body.length}).flushHeaders();
		if (await send(body)) response.end();
		else if (file && response.writableEnded) response.destroy();
	}

	const logServer: LogServer = {
		client: clientOf(origin),
		faults,
		requests,
		state: {is: 'running', restarts: 0, uid: 'uid', node: 'node'},
		append: (...entries) => {
			files.at(-1)!.entries.push(...entries);
		},
		rotate(kept = Number.POSITIVE_INFINITY) {
			const name = `0.log.20261126-${String(++rotations).padStart(6, '0')}`;
			// Followers that read a file keep its list of entries
			const aside = files.map(file => ({...file, isGzip: file.isPutAside, isPutAside: true}));
			aside[aside.length - 1] = {...aside.at(-1)!, name};
			files = aside.slice(-kept);
			files.push(present());
		},
		end() {
			if (logServer.state.is === 'running') logServer.state = {...logServer.state, is: 'terminated'};
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
		},
	};
	return logServer;
}

function drained(response: ServerResponse): Promise<void> {
	return new Promise(resolve => {
		const end = () => {
			response.off('drain', end).off('close', end);
			resolve();
		};
		response.on('drain', end).on('close', end);
	});
}

function refuse(response: ServerResponse, status: number, message: string): void {
	response.writeHead(status, {'content-type': 'application/json', ...(status === 429 && {'retry-after': '0'})});
	response.end(JSON.stringify({kind: 'Status', message, code: status}));
}

/** Only what the follower of logs uses of a client. */
function clientOf(origin: string): KubernetesClient {
	const unused = () => {
		throw new Error('The log server has only logs.');
	};
	return {
		cluster: {context: 'test', namespace: 'n', server: origin, user: 'u'},
		request: unused,
		exec: unused,
		close: () => {},
		open: (path, {query = {}, signal} = {}) =>
			new Promise((resolve, reject) => {
				const url = new URL(path, origin);
				for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
				get(url, {agent: false}, answer => {
					if (answer.statusCode === 200) return resolve(streamOf(answer, origin, signal));
					let text = '';
					answer.on('data', chunk => {
						text += chunk;
					});
					answer.on('end', () => {
						const body = JSON.parse(text);
						reject(new ApiError('answer', body.message, {status: answer.statusCode, body}));
					});
				}).on('error', error => reject(new ApiError('unreachable', error.message)));
			}),
	};
}
