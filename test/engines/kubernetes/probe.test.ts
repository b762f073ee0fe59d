import {beforeAll, expect, test} from 'vitest';
import {ApiError, type StatusBody} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {Cluster, KubernetesClient, Login} from '../../../source/engines/kubernetes/client/client.ts';
import {createKubernetesClient} from '../../../source/engines/kubernetes/client/create-client.ts';
import {probeKubernetes} from '../../../source/engines/kubernetes/probe.ts';
import type {Problem} from '../../../source/polyaxonfile/problem.ts';
import {worldIn} from '../sandbox.ts';
import {clusterAt, startApiServer} from './client/api-server.ts';

beforeAll(() => import('@kubernetes/client-node/dist/config.js'));

const cluster: Cluster = {context: 'dev', namespace: 'team', server: 'https://api.test:6443', entry: 'k', user: 'me', login: {type: 'token'}};

/** A cluster that answers so when it is asked for the namespace and for the rights. */
async function probe(namespace: unknown, rights: unknown = {status: {allowed: true}}, changes: Partial<Cluster> = {}): Promise<readonly string[]> {
	const client: KubernetesClient = {
		cluster: {...cluster, ...changes},
		async request<Result>(_: string, path: string, {body}: {readonly body?: object} = {}) {
			const answer = path.startsWith('/api/v1/namespaces/') ? namespace : typeof rights === 'function' ? rights(body) : rights;
			if (answer instanceof Error) throw answer;
			return answer as Result;
		},
		open: () => Promise.reject(new Error('not used')),
		exec: () => Promise.reject(new Error('not used')),
		close() {},
	};
	return inWords(await probeKubernetes(async () => ({client}), AbortSignal.timeout(5000)));
}

function inWords(problems: readonly Problem[]): readonly string[] {
	return problems.map(({code, message, hint}) => `${code}: ${message} ${hint}`);
}

function refused(status: number, message: string, body?: StatusBody): ApiError {
	return new ApiError('answer', message, {status, body: {message, code: status, ...body}});
}

const forbidden = refused(403, 'namespaces "team" is forbidden');
const expired = refused(401, 'Unauthorized');

test('A cluster that may be used has no problems, also when its namespaces or rights may not be looked at', async () => {
	expect(await probe({status: {phase: 'Active'}})).toEqual([]);
	expect(await probe(forbidden)).toEqual([]);
	expect(await probe(forbidden, refused(403, 'no'))).toEqual([]);
});

test('An account that may start runs and not see their logs is not ready', async () => {
	const mayNotRead = (review: {spec: {resourceAttributes: {subresource?: string}}}) => ({
		status: {allowed: review.spec.resourceAttributes.subresource !== 'log'},
	});
	expect(await probe({status: {phase: 'Active'}}, mayNotRead)).toEqual([
		'no-rights: Your account lacks rights in the namespace "team" of the context "dev": pods/log (get). ' +
			"Give the cluster's administrator what this prints: polyaxon-tui doctor --role --context dev --namespace team. Or choose another namespace.",
	]);
});

test('A problem of the kubeconfig is told as it is', async () => {
	const problem: Problem = {code: 'no-kubeconfig', severity: 'error', message: 'None.', path: []};
	expect(await probeKubernetes(async () => problem, AbortSignal.timeout(5000))).toEqual([problem]);
});

/** What an account without any right lacks, and how it gets it. */
const everything =
	'jobs (create, get, delete, patch, list), pods (get, list, delete), pods/log (get), pods/exec (get, create), events (list). ' +
	"Give the cluster's administrator what this prints: polyaxon-tui doctor --role --context dev --namespace team. Or choose another namespace.";

test.each<[string, unknown, unknown, string]>([
	[
		'there is no such namespace',
		refused(404, 'namespaces "team" not found', {reason: 'NotFound', details: {kind: 'namespaces', name: 'team'}}),
		{status: {allowed: true}},
		'no-namespace: There is no namespace "team" in the cluster of the context "dev". Make it: kubectl --context dev create namespace team. Or choose another one: kubectl --context dev get namespaces.',
	],
	[
		'the namespace is being deleted',
		{status: {phase: 'Terminating'}},
		{status: {allowed: true}},
		'namespace-ends: The namespace "team" is being deleted. Choose another one: kubectl get namespaces. Or wait: kubectl wait --for=delete namespace/team.',
	],
	[
		'the rights are missing',
		{status: {phase: 'Active'}},
		{status: {allowed: false}},
		`no-rights: Your account lacks rights in the namespace "team" of the context "dev": ${everything}`,
	],
	[
		'the rights are missing and the namespace is hidden',
		forbidden,
		{status: {allowed: false}},
		`no-rights: Your account lacks rights in the namespace "team" of the context "dev", if it exists at all: ${everything}`,
	],
	[
		'nobody answers',
		new ApiError('unreachable', 'Nothing listens at https://api.test:6443.'),
		new ApiError('unreachable', 'Nothing listens at https://api.test:6443.'),
		'cluster-unreachable: The cluster of the context "dev" cannot be reached: Nothing listens at https://api.test:6443. Is the VPN on, and is the cluster running? See: kubectl --context dev cluster-info.',
	],
	[
		'the CA is wrong',
		new ApiError('tls', 'The certificate of https://api.test:6443 is not signed by the CA of the kubeconfig: \u001b[31mself-signed'),
		undefined,
		'cluster-certificate: The certificate of https://api.test:6443 is not signed by the CA of the kubeconfig: self-signed. Get a new kubeconfig from your cluster, or set its CA: kubectl config set-cluster k --certificate-authority=FILE.',
	],
	[
		'the server is another one',
		refused(404, '404 page not found'),
		undefined,
		'no-api-server: https://api.test:6443 is no API server of Kubernetes: it answered 404. Correct its URL: kubectl config set-cluster k --server=URL.',
	],
])('When %s, one message says so and how to mend it', async (_, namespace, rights, message) => {
	expect(await probe(namespace, rights)).toEqual([message]);
});

test('A cluster on this machine is to be started', async () => {
	const fault = new ApiError('unreachable', 'Nothing listens at https://127.0.0.1:6443.');
	expect((await probe(fault, fault, {server: 'https://127.0.0.1:6443'}))[0]).toMatch(
		/It is on this machine, and may not run: start it \(such as "minikube start"/,
	);
});

test.each<[Login, string, string]>([
	[
		{type: 'token'},
		'the cluster does not take the token of the user "me"',
		'Get a new token, and put it there: kubectl config set-credentials me --token=TOKEN.',
	],
	[
		{type: 'program', program: '/usr/bin/aws'},
		'the login program aws gives',
		'Log in again: aws sso login. Then this must work: kubectl --context dev get pods.',
	],
	[
		{type: 'program', program: 'own-login'},
		'the login program own-login gives',
		'Log in again in a terminal, where it can ask you: kubectl --context dev get pods.',
	],
	[
		{type: 'certificate', expires: Date.UTC(2020, 1, 1)},
		'the client certificate of the user "me" of the kubeconfig ended on 2020-02-01.',
		'Get a new kubeconfig from your cluster',
	],
	[{type: 'certificate'}, 'The cluster does not take the client certificate of the user "me"', 'Get a new kubeconfig from your cluster'],
	[{type: 'none'}, 'The cluster wants a login, and the context "dev" has none.', 'Give it one: kubectl config set-credentials me --token=TOKEN.'],
])('A login %o that the cluster refuses is to be renewed', async (login, said, hint) => {
	const [words = ''] = await probe(expired, expired, {login});
	expect([words.startsWith('login-expired: '), words.includes(said), words.includes(hint)], words).toEqual([true, true, true]);
});

test('A server that takes the connection and says nothing is told within 5 s', async () => {
	const server = await startApiServer(() => {});
	const client = createKubernetesClient(clusterAt(server.url), worldIn('/', '/'));
	const start = Date.now();
	const problems = await probeKubernetes(async () => ({client}), AbortSignal.timeout(10_000));
	expect(Date.now() - start).toBeLessThan(5000);
	expect(problems.map(({code, message}) => [code, message])).toEqual([
		['cluster-timeout', `The cluster of the context "ctx" is too slow: ${server.url} did not answer within 4 s.`],
	]);
	client.close();
	await server.close();
});
