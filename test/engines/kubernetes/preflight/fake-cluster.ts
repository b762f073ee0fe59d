import type {V1Job, V1Node, V1PodSpec, V1ResourceRequirements} from '@kubernetes/client-node';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {KubernetesClient, RequestOptions} from '../../../../source/engines/kubernetes/client/client.ts';
import type {KubernetesPlan} from '../../../../source/engines/kubernetes/plan.ts';
import {type Ask, createAsk} from '../../../../source/engines/kubernetes/preflight/ask.ts';
import {bareImage} from '../../../../source/image/plan.ts';

export type Asked = {readonly request: string; readonly options: RequestOptions};

/** What is said to a request: an answer, or an ApiError to throw. */
export type Say = (options: RequestOptions) => unknown;

/** A cluster that answers requests by `METHOD path`; an empty one says yes to everything, has no objects and one node. */
export function fakeCluster(answers: Readonly<Record<string, Say>> = {}): {readonly client: KubernetesClient; readonly asked: readonly Asked[]} {
	const asked: Asked[] = [];
	const cluster = {context: 'admin', namespace: 'n', server: 'https://c', user: 'u'};
	const client: KubernetesClient = {
		cluster,
		async request<Result>(method: string, path: string, options: RequestOptions = {}) {
			const request = `${method} ${path}`;
			asked.push({request, options});
			const answer = await (answers[request] ?? usual[request] ?? missing)(options);
			if (answer instanceof ApiError) throw answer;
			return answer as Result;
		},
		open: () => Promise.reject(new Error('not for a preflight')),
		exec: () => Promise.reject(new Error('not for a preflight')),
		close() {},
	};
	return {client, asked};
}

/** Asks the client as a preflight does. */
export function askOf(client: KubernetesClient, {limit = 1900, signal = new AbortController().signal}: {limit?: number; signal?: AbortSignal} = {}): Ask {
	return createAsk(client, signal, limit);
}

const none: Say = () => ({items: []});
const usual: Readonly<Record<string, Say>> = {
	'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews': () => ({status: {allowed: true}}),
	'POST /apis/batch/v1/namespaces/n/jobs': ({body}) => body,
	'POST /api/v1/namespaces/n/pods': ({body}) => body,
	'GET /api/v1/namespaces/n/resourcequotas': none,
	'GET /api/v1/namespaces/n/limitranges': none,
	'GET /api/v1/nodes': () => ({items: [node()]}),
	'GET /api/v1/pods': none,
};

const missing: Say = () => refused(404, 'not found');

export function refused(status: number, message: string, details: object = {}): ApiError {
	return new ApiError('answer', message, {status, body: {message, code: status, details}});
}

/** As the API server prints a list of secrets or of anything with a number of keys. */
export function table(...rows: ReadonlyArray<readonly [name: string, type: string, data: number]>): object {
	return {
		kind: 'Table',
		columnDefinitions: ['Name', 'Type', 'Data', 'Age'].map(name => ({name})),
		rows: rows.map(cells => ({cells: [...cells, '1s'], object: null})),
	};
}

export function node(
	amounts: Readonly<Record<string, string>> = {cpu: '4', memory: '8Gi'},
	{labels = {}, name = 'a', ...spec}: {labels?: Record<string, string>; name?: string; [key: string]: unknown} = {},
): V1Node {
	return {metadata: {name, labels}, spec, status: {allocatable: {...amounts}, conditions: [{type: 'Ready', status: 'True'}]}};
}

export function plan(over: Partial<KubernetesPlan> = {}): KubernetesPlan {
	return {
		engine: 'kubernetes',
		runId: 'r-abcdef',
		name: 'digits',
		kind: 'experiment',
		runFolder: '/runs/r-abcdef',
		codeFolder: '/code',
		image: bareImage('python:3.12'),
		context: 'admin',
		namespace: 'n',
		server: 'https://c',
		kubeconfig: [],
		strategy: {type: 'kaniko', why: ''},
		job: 'plx-digits',
		buildJob: 'plx-build-digits',
		labels: {},
		annotations: {},
		polyaxonEnv: [],
		environment: {secret_refs: [], configmap_refs: []},
		refs: [],
		shmSize: '2Gi',
		gracePeriod: 30,
		settings: {isInsecureRegistry: false, pullSecrets: [], builder: 'auto', kanikoImage: 'kaniko', helperImage: 'busybox', keepFor: 60, stickyWait: 60},
		...over,
	};
}

export function job(resources: V1ResourceRequirements = {}, spec: Partial<V1PodSpec> = {}, name = 'plx-digits'): V1Job {
	return {
		apiVersion: 'batch/v1',
		kind: 'Job',
		metadata: {name, namespace: 'n'},
		spec: {
			template: {metadata: {labels: {run: 'r-abcdef'}}, spec: {restartPolicy: 'Never', containers: [{name: 'main', image: 'python:3.12', resources}], ...spec}},
		},
	};
}
