import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createKubernetesPlan} from '../../../source/engines/kubernetes/create-plan.ts';
import {lookBefore} from '../../../source/engines/kubernetes/look-before.ts';
import {restrictedPlan} from '../../../source/engines/kubernetes/strategy.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';
import {requestOf} from './plan-of.ts';

/** Each is the first or the last of a part: whether the cluster is there, pod security, and the checks. */
const parts = [
	'GET /api/v1/namespaces/n',
	'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
	'POST /api/v1/namespaces/n/pods',
	'POST /apis/batch/v1/namespaces/n/jobs',
	'GET /api/v1/namespaces/n/limitranges',
	'GET /api/v1/nodes',
];

let sandbox: Sandbox;
let server: Server;

beforeEach(async () => {
	sandbox = await createSandbox();
	server = createServer();
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
});

afterEach(async () => {
	server.close();
	server.closeAllConnections();
	await sandbox.remove();
});

test('all questions are on their way before the first is answered, so that a slow line has time for each', async () => {
	const waiting: Array<readonly [string, ServerResponse]> = [];
	let isOpen = false;
	server.on('request', (request, response) => {
		const name = `${request.method} ${request.url?.split('?')[0]}`;
		request.resume();
		waiting.push([name, response]);
		isOpen ||= parts.every(part => waiting.some(([asked]) => asked === part));
		if (!isOpen) return;
		for (const [asked, held] of waiting.splice(0)) held.end(JSON.stringify(/accessreviews/.test(asked) ? {status: {allowed: true}} : {items: []}));
	});
	const {port} = server.address() as AddressInfo;
	const place = {context: 'lab', namespace: 'n', server: `http://127.0.0.1:${port}`, kubeconfig: [`${sandbox.code}/kube.yaml`]};
	await sandbox.write({
		'kube.yaml': `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: '${place.server}'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: lab, context: {cluster: c, user: u}}]
`,
	});
	const plan = createKubernetesPlan(requestOf({kubernetes: {registry: 'r:5000/t'}}), place, {now: 0, realPath: path => path});
	const problems = await lookBefore(sandbox.world, {...plan, runFolder: sandbox.folder}, new AbortController().signal, {isRestricted: restrictedPlan});
	// The cluster of this test has no nodes
	expect(problems.map(({code}) => code)).toEqual(['no-ready-node', 'no-ready-node']);
	expect(isOpen).toBe(true);
});
