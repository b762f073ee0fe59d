import {type ChildProcess, spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import http from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import type {Project} from './cluster.ts';

export type Asked = {readonly at: number; readonly what: string};

/** Stands before the API server and notes each request; its `env` leads there. Logs in as kubectl does, which forwards them (and refuses exec). */
export async function startCountingProxy({root, env}: Project): Promise<{readonly asked: readonly Asked[]; readonly env: NodeJS.ProcessEnv; close(): void}> {
	const forwarder = spawn('kubectl', ['proxy', '--port=0'], {env, stdio: ['ignore', 'pipe', 'ignore']});
	const port = await portOf(forwarder);
	const asked: Asked[] = [];
	const server = http.createServer((request, response) => {
		const {method, url: path, headers} = request;
		asked.push({at: performance.now(), what: `${method} ${path}`});
		const forwarded = http.request({host: '127.0.0.1', port, method, path, headers}, answer => {
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			response.flushHeaders();
			answer.on('error', () => response.destroy()).pipe(response);
		});
		forwarded.on('error', () => response.destroy());
		response.on('close', () => forwarded.destroy());
		request.pipe(forwarded);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const kubeconfig = join(root, 'counted.kubeconfig');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const named = {clusters: [{name: 'counted', cluster: {server: url}}], contexts: [{name: 'counted', context: {cluster: 'counted', user: 'counted'}}]};
	// It is kubectl that logs in
	const users = [{name: 'counted', user: {}}];
	writeFileSync(kubeconfig, JSON.stringify({apiVersion: 'v1', kind: 'Config', 'current-context': 'counted', ...named, users}));
	return {
		asked,
		env: {...env, KUBECONFIG: kubeconfig},
		close() {
			server.close();
			server.closeAllConnections();
			forwarder.kill();
		},
	};
}

/** `Starting to serve on 127.0.0.1:34567` */
function portOf({stdout}: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		stdout?.once('data', data => resolve(Number(/:(\d+)/.exec(String(data))?.[1])));
		stdout?.once('close', () => reject(new Error('kubectl proxy ended.')));
	});
}
