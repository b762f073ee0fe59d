import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {doctorCommand} from '../../source/commands/doctor.ts';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';
import {type ApiServer, refusal, sendJson, startApiServer} from '../engines/kubernetes/client/api-server.ts';
import {createSandbox, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;
let server: ApiServer;

beforeEach(async () => {
	sandbox = await createSandbox();
	// `asker` may ask who it is, `other` not
	server = await startApiServer((request, response) =>
		request.headers.authorization === 'Bearer asker'
			? sendJson(response, {status: {userInfo: {username: 'ada'}}}, 201)
			: sendJson(response, refusal(403, 'Forbidden', 'no'), 403),
	);
});

afterEach(async () => {
	await sandbox.remove();
	await server.close();
});

/** What `doctor --role` prints with a kubeconfig of this token. */
async function printed(token: string, flags: {context?: string; namespace?: string} = {}, file = 'kube.yaml') {
	await sandbox.write({
		'kube.yaml': `apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: c, cluster: {server: '${server.url}'}}]
users: [{name: u, user: {token: ${token}}}]
contexts: [{name: lab, context: {cluster: c, user: u, namespace: ml}}, {name: prod, context: {cluster: c, user: u, namespace: ops}}]
`,
	});
	const [stdout, stderr] = [new PassThrough(), new PassThrough()];
	const env = {...sandbox.world.env, KUBECONFIG: `${sandbox.code}/${file}`};
	const exitCode = await doctorCommand({...sandbox.world, env, stdout, stderr}, {role: true, ...flags});
	return {exitCode, out: String(stdout.read() ?? ''), error: String(stderr.read() ?? '')};
}

test('the Role of the namespace is printed with its binding to the account', async () => {
	expect(await printed('asker')).toEqual({exitCode: 0, out: roleFor('ml', 'ada'), error: ''});
	expect(await printed('asker', {context: 'prod'})).toEqual({exitCode: 0, out: roleFor('ops', 'ada'), error: ''});
	expect(server.requests).toEqual(Array(2).fill('POST /apis/authentication.k8s.io/v1/selfsubjectreviews'));
});

test('where the cluster does not say who we are, a comment has the command for the binding', async () => {
	expect(await printed('other', {namespace: 'mine'})).toEqual({exitCode: 0, out: roleFor('mine'), error: ''});
});

test('without a kubeconfig there is nothing to print', async () => {
	const {exitCode, out, error} = await printed('asker', {}, 'none.yaml');
	expect([exitCode, out, error.includes('kubeconfig')]).toEqual([2, '', true]);
});

test('there is no JSON of it, and nothing is asked', async () => {
	await expect(doctorCommand(sandbox.world, {role: true, json: true})).rejects.toMatchObject({exitCode: 2, message: expect.stringContaining('--json')});
	expect(server.requests).toEqual([]);
});
