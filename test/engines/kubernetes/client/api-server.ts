import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from 'node:http';
import {createServer as createHttpsServer} from 'node:https';
import type {AddressInfo, Socket} from 'node:net';
import {join} from 'node:path';
import type {ChosenCluster} from '../../../../source/engines/kubernetes/client/choose-cluster.ts';
import type {KubeCluster, KubeUser} from '../../../../source/engines/kubernetes/client/kubeconfig-entries.ts';

export const certificates = join(import.meta.dirname, '../../../fixtures/kubernetes-client');

/** A server that stands for the API server, on a port of its own. */
export type ApiServer = {
	readonly server: Server;
	readonly url: string;
	/** Connections that were ever made to it. */
	connections(): number;
	readonly requests: string[];
	close(): Promise<void>;
};

/** Starts a server; with a certificate of the fixtures it is an https server. */
export async function startApiServer(answer: (request: IncomingMessage, response: ServerResponse) => unknown, certificate?: string): Promise<ApiServer> {
	const requests: string[] = [];
	const listener: RequestListener = (request, response) => {
		requests.push(`${request.method} ${request.url}`);
		answer(request, response);
	};
	const pem = (name: string) => readFileSync(join(certificates, name));
	const server = certificate === undefined ? createHttpServer(listener) : createHttpsServer({cert: pem(certificate), key: pem('server.key')}, listener);
	const sockets = new Set<Socket>();
	let count = 0;
	server.on('connection', socket => {
		count++;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		server,
		url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
		connections: () => count,
		requests,
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
	response.writeHead(status, {'Content-Type': 'application/json', ...headers}).end(JSON.stringify(value));
}

/** A refusal as the API server words it. */
export function refusal(code: number, reason: string, message: string, details?: object): object {
	return {kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code, details};
}

/** A context that leads to a server. */
export function clusterAt(
	server: string,
	user: Partial<KubeUser> = {token: 'good'},
	entry: Partial<KubeCluster> = {},
	login: ChosenCluster['cluster']['login'] = {type: 'token'},
): ChosenCluster {
	return {
		cluster: {context: 'ctx', namespace: 'team', server, entry: 'k', user: 'me', login},
		entry: {name: 'k', server, skipTLSVerify: false, ...entry},
		user: {name: 'me', impersonate: {}, ...user},
	};
}
