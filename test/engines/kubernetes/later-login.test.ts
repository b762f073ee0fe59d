import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {connectRun, noteLogin} from '../../../source/engines/kubernetes/later-login.ts';
import {worldIn} from '../sandbox.ts';
import {refusal, sendJson, startApiServer} from './client/api-server.ts';
import {kubeconfigOf} from './kubeconfig-of.ts';
import {planOf} from './plan-of.ts';

/** A server that takes one token only, and a run that was started with another one; or with a kubeconfig that is gone. */
async function clusterOf(started: 'expired' | 'gone') {
	const folder = await mkdtemp(join(tmpdir(), 'later-login-'));
	const server = await startApiServer((request, response) =>
		request.headers.authorization === 'Bearer good' ? sendJson(response, {items: []}) : sendJson(response, refusal(401, 'Unauthorized', 'Unauthorized'), 401),
	);
	const file = async (name: string, ...rest: Parameters<typeof kubeconfigOf>) => {
		await writeFile(join(folder, name), kubeconfigOf(...rest));
		return join(folder, name);
	};
	const old = await file('old', server.url, {token: 'old'});
	const plan = {...planOf(), runFolder: folder, server: server.url, context: 'lab', kubeconfig: [started === 'gone' ? join(folder, 'none') : old]};
	const world = worldIn(folder, folder);
	return {
		/** What a request of a client comes to. */
		async ask() {
			const client = await connectRun(world, plan);
			if ('code' in client) return client.code;
			const answer = await client.request('GET', '/api/v1/namespaces/n/pods').then(
				() => 'answer',
				error => error.status,
			);
			client.close();
			return answer;
		},
		async note(to: string, context: string) {
			noteLogin({...world, env: {...world.env, KUBECONFIG: await file('new', to, {context, token: 'good'})}}, folder);
		},
		url: server.url,
		async [Symbol.asyncDispose]() {
			await server.close();
			await rm(folder, {recursive: true});
		},
	};
}

test.each([
	['expired', 401],
	['gone', 'no-kubeconfig'],
] as const)('a run whose login is %s goes on with the kubeconfig of who asks for it later', async (started, before) => {
	await using cluster = await clusterOf(started);
	expect(await cluster.ask()).toBe(before);
	await cluster.note(cluster.url, 'lab');
	expect(await cluster.ask()).toBe('answer');
});

test('its context may have another name, and one of another server is not taken', async () => {
	await using cluster = await clusterOf('expired');
	await cluster.note('http://127.0.0.1:1', 'lab');
	expect(await cluster.ask()).toBe(401);
	await cluster.note(cluster.url, 'admin');
	expect(await cluster.ask()).toBe('answer');
});
