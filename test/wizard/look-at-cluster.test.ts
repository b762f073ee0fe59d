import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {settingsFrom} from '../../source/engines/kubernetes/settings/cluster-settings.ts';
import {emptyAnswers} from '../../source/wizard/answers.ts';
import {lookAtCluster} from '../../source/wizard/look-at-cluster.ts';
import {askPlace, readClusters} from '../../source/wizard/read-clusters.ts';
import {createSandbox, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;
let server: Server;
let asked: string[];
/** Requests that would make or change something. */
let changes: string[];
/** What the API server has, by `METHOD path`; all else it does not know. */
let has: Record<string, object>;

beforeEach(async () => {
	sandbox = await createSandbox();
	asked = [];
	changes = [];
	has = {
		'GET /api/v1/namespaces/ml': {status: {phase: 'Active'}},
		'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews': {status: {allowed: true}},
	};
	server = createServer((request, response) => {
		const name = `${request.method} ${request.url?.split('?')[0]}`;
		asked.push(name);
		const isQuestion = request.method === 'GET' || request.url?.includes('dryRun=All') || /accessreviews|selfsubjectrulesreviews/.test(name);
		if (!isQuestion) changes.push(`${request.method} ${request.url}`);
		request.resume();
		response.statusCode = has[name] ? 200 : 404;
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(has[name] ?? {kind: 'Status', status: 'Failure', message: 'not found', reason: 'NotFound', code: 404}));
	});
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const {port} = server.address() as AddressInfo;
	await sandbox.write({
		'kube.yaml': `apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: c, cluster: {server: 'http://127.0.0.1:${port}'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: lab, context: {cluster: c, user: u, namespace: ml}}, {name: prod, context: {cluster: c, user: u}}]
`,
	});
});

afterEach(async () => {
	server.close();
	server.closeAllConnections();
	await sandbox.remove();
});

const world = (env: Readonly<Record<string, string>> = {KUBECONFIG: `${sandbox.code}/kube.yaml`}) => ({...sandbox.world, env: {...sandbox.world.env, ...env}});
const settings = {secretRefs: [], configmapRefs: [], gracePeriod: 5, kubernetes: settingsFrom({})};
const {signal} = new AbortController();
const answers = {...emptyAnswers, engine: 'kubernetes' as const, image: 'a:1', buildSteps: ['true'], command: 'ls', secretRefs: ['nope']};

test('the contexts of the kubeconfig are read without asking anybody', async () => {
	const usual = {kubernetes: settingsFrom({context: 'prod'})};
	expect(await readClusters(world(), usual)).toEqual({
		contexts: [
			{name: 'lab', namespace: 'ml', isCurrent: true},
			{name: 'prod', namespace: 'default', isCurrent: false},
		],
		usual: {context: 'prod'},
	});
	expect(await readClusters(world({KUBECONFIG: `${sandbox.folder}/none`}), usual)).toBeUndefined();
	await sandbox.write({'bad.yaml': 'a: [b'});
	expect(await readClusters(world({KUBECONFIG: `${sandbox.code}/bad.yaml`}), usual)).toMatchObject({severity: 'error'});
	expect(asked).toEqual([]);
});

test('a place that is ready tells what it has, and one that is not, why', async () => {
	has['GET /api/v1/nodes'] = {items: []};
	expect(await askPlace(world(), {context: 'lab', namespace: 'ml'}, signal)).toMatchObject({problems: [], facts: {devices: [], nodeLabels: []}});
	const missing = await askPlace(world(), {context: 'lab', namespace: 'gone'}, signal);
	expect([missing.problems.map(({severity}) => severity), missing.facts]).toEqual([['error'], undefined]);
	const unknown = await askPlace(world(), {context: 'nowhere', namespace: 'ml'}, signal);
	expect(unknown.problems.map(({code}) => code)).toEqual(['unknown-context']);
});

test('a registry that was chosen is looked at as if the settings named it', async () => {
	const {strategy} = await lookAtCluster(world(), settings, {answers: {...answers, registry: {registry: 'registry.lab:5000/team'}}}, signal);
	expect(strategy).toEqual({type: 'kaniko', why: 'A registry is set: kaniko builds the image in the cluster and pushes it to registry.lab:5000/team.'});
});

test('the list has the strategy, and the line of what the cluster does not have', async () => {
	const {strategy, checks, problems} = await lookAtCluster(world(), settings, {answers}, signal);
	expect(strategy?.type).toBe('inline');
	expect(problems).toEqual([]);
	const refs = checks.filter(({topic}) => topic === 'refs');
	expect(refs.map(({state, problem}) => [state, problem?.line])).toEqual([['failed', 11]]);
	expect(asked).toContain('POST /apis/batch/v1/namespaces/ml/jobs');
	expect(changes).toEqual([]);
});

test('of a file with errors nobody is asked, and a cluster that is away is one problem', async () => {
	expect(await lookAtCluster(world(), settings, {answers: {...answers, image: 'a b'}}, signal)).toEqual({checks: [], problems: []});
	expect(asked).toEqual([]);
	server.close();
	server.closeAllConnections();
	const {checks, problems} = await lookAtCluster(world(), settings, {answers}, signal);
	expect([checks, problems.map(({code}) => code)]).toEqual([[], ['cluster-unreachable']]);
});
