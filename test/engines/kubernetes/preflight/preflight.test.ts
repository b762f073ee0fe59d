import {expect, test} from 'vitest';
import {preflightKubernetes} from '../../../../source/engines/kubernetes/preflight/preflight.ts';
import {askOf, fakeCluster, job, plan, refused, type Say, table} from './fake-cluster.ts';

const rights = {topic: 'rights', title: 'Rights in the namespace n', state: 'ok', detail: 'Runs can be started, followed, stopped and found.'};
const quota = {topic: 'quota', title: 'Quota of the namespace', state: 'ok', detail: 'There is none.'};
const limits = {topic: 'limits', title: 'Limits of the namespace', state: 'ok', detail: 'There are none.'};
const security = {topic: 'pod-security', title: 'Pod security of the run', state: 'ok', detail: 'The namespace takes it.'};
const dryRun = {topic: 'manifest', title: 'Dry run of the run', state: 'ok', detail: 'The cluster takes it.'};
const nodes = {topic: 'nodes', title: 'Nodes for the run', state: 'ok', detail: '1 of 1 node can take it.'};

const refs = [
	{kind: 'configmap', name: 'settings', k8sName: 'settings', items: ['A', 'B']},
	{kind: 'secret', name: 'token', k8sName: 'team-token'},
	{kind: 'secret', name: 'other', k8sName: 'other'},
] as const;
const environment = {secret_refs: ['token', 'other'], configmap_refs: ['settings']};

/** A config map in the two forms that have no values: as the API server prints it, and its metadata. */
function configMap(fieldsV1: Readonly<Record<string, object>>, count = keysIn(fieldsV1)): Say {
	return ({accept}) => (accept?.includes('as=Table') ? table(['settings', '', count]) : {metadata: {name: 'settings', managedFields: [{fieldsV1}]}});
}

function keysIn(fields: Readonly<Record<string, object>>): number {
	return Object.values(fields)
		.flatMap(Object.keys)
		.filter(key => key.startsWith('f:')).length;
}

test('a plan for which everything is there is a green list', async () => {
	const {client} = fakeCluster({
		'GET /api/v1/namespaces/n/configmaps/settings': configMap({'f:data': {'.': {}, 'f:A': {}}, 'f:binaryData': {'f:B': {}}}),
		'GET /api/v1/namespaces/n/secrets/team-token': () => table(['team-token', 'Opaque', 2]),
		'GET /api/v1/namespaces/n/secrets/other': () => table(['other', 'Opaque', 1]),
		'GET /api/v1/namespaces/n/secrets/push': () => table(['push', 'kubernetes.io/dockerconfigjson', 1]),
		'GET /api/v1/namespaces/n/secrets/pull': () => table(['pull', 'kubernetes.io/dockercfg', 1]),
		'GET /api/v1/namespaces/n/serviceaccounts/trainer': () => table(['trainer', '', 0]),
	});
	const planned = plan({refs, environment, settings: {...plan().settings, pushSecret: 'push'}});
	const jobs = [job({}, {serviceAccountName: 'trainer', imagePullSecrets: [{name: 'pull'}]})];
	expect(await preflightKubernetes({ask: askOf(client), plan: planned, jobs})).toEqual({
		checks: [
			rights,
			{topic: 'refs', title: 'Config map "settings"', state: 'ok', detail: '2 keys'},
			{topic: 'refs', title: 'Secret "team-token"', state: 'ok', detail: '2 keys'},
			{topic: 'refs', title: 'Secret "other"', state: 'ok', detail: '1 key'},
			{topic: 'registry', title: 'Secret "push" to push images', state: 'ok', detail: 'kubernetes.io/dockerconfigjson'},
			{topic: 'registry', title: 'Secret "pull" to pull images', state: 'ok', detail: 'kubernetes.io/dockercfg'},
			{topic: 'service-account', title: 'Service account "trainer"', state: 'ok', detail: 'It is there.'},
			quota,
			limits,
			security,
			dryRun,
			nodes,
		],
		problems: [],
	});
});

test('all that is missing is told at once, with its place in the polyaxonfile and a command that mends it', async () => {
	const {client} = fakeCluster({
		'GET /api/v1/namespaces/n/configmaps/settings': configMap({'f:data': {'f:A': {}}}),
		'GET /api/v1/namespaces/n/secrets/other': () => table(['other', 'Opaque', 0]),
		'GET /api/v1/namespaces/n/secrets/pull': () => table(['pull', 'Opaque', 1]),
		'POST /api/v1/namespaces/n/pods': () =>
			refused(403, 'pods "x" is forbidden: error looking up service account n/trainer: serviceaccount "trainer" not found'),
	});
	const planned = plan({
		refs,
		environment: {...environment, service_account: 'trainer', image_pull_secrets: ['pull', 'gone']},
		settings: {...plan().settings, registry: 'r.example.com/team', pushSecret: 'push'},
	});
	const jobs = [job({}, {serviceAccountName: 'trainer', imagePullSecrets: [{name: 'pull'}, {name: 'gone'}]})];
	const {problems} = await preflightKubernetes({ask: askOf(client), plan: planned, jobs});
	const login = '--docker-server=r.example.com --docker-username=… --docker-password=… --context admin --namespace n.';
	expect(problems).toEqual([
		{
			code: 'missing-item',
			severity: 'error',
			message: 'The config map "settings" has no B.',
			hint: 'Its keys: A. Correct the items in the settings.',
			path: ['environment', 'configmap_refs', 0],
		},
		{
			code: 'missing-ref',
			severity: 'error',
			message: 'The secret "team-token" that "token" stands for is not in the namespace n.',
			hint: 'Create it: kubectl create secret generic team-token --from-env-file=token.env --context admin --namespace n, or correct its k8s_ref in the settings.',
			path: ['environment', 'secret_refs', 0],
		},
		{
			code: 'empty-ref',
			severity: 'warning',
			message: 'The secret "other" has no keys, and gives the run no variables.',
			path: ['environment', 'secret_refs', 1],
		},
		{
			code: 'missing-registry-secret',
			severity: 'error',
			message: 'The secret "push", with which images are pushed, is not in the namespace n.',
			hint: `Create it: kubectl create secret docker-registry push ${login}`,
			path: [],
		},
		{
			code: 'not-a-registry-secret',
			severity: 'warning',
			message: 'The secret "pull" is of the type Opaque; a registry needs kubernetes.io/dockerconfigjson.',
			hint: `Make one under another name: kubectl create secret docker-registry NAME ${login}`,
			path: ['environment', 'image_pull_secrets', 0],
		},
		{
			code: 'missing-registry-secret',
			severity: 'warning',
			message: 'The secret "gone", with which images are pulled, is not in the namespace n.',
			hint: `Create it: kubectl create secret docker-registry gone ${login}`,
			path: ['environment', 'image_pull_secrets', 1],
		},
		{
			code: 'missing-service-account',
			severity: 'error',
			message: 'The service account "trainer" is not in the namespace n.',
			hint: 'Create it: kubectl create serviceaccount trainer --context admin --namespace n, or correct the name.',
			path: ['environment', 'service_account'],
		},
	]);
});

test('a secret is asked for as a table without its object, whose metadata may have the values', async () => {
	const {client, asked} = fakeCluster({'GET /api/v1/namespaces/n/secrets/team-token': () => table(['team-token', 'Opaque', 2])});
	const ref = {kind: 'secret', name: 'token', k8sName: 'team-token', items: ['USER']} as const;
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: plan({refs: [ref], environment}), jobs: [job()]});
	const ofSecrets = asked.filter(({request}) => request.includes('/secrets'));
	expect(ofSecrets.map(({request, options: {query, accept}}) => ({request, query, accept}))).toEqual([
		{
			request: 'GET /api/v1/namespaces/n/secrets/team-token',
			query: {includeObject: 'None'},
			accept: 'application/json;as=Table;g=meta.k8s.io;v=v1',
		},
	]);
	expect(checks.find(({topic}) => topic === 'refs')).toEqual({
		topic: 'refs',
		title: 'Secret "team-token"',
		state: 'ok',
		detail: '2 keys; that USER is among them is not known',
	});
});

test('no value of a config map is asked for, and keys that its metadata do not tell of are not called missing', async () => {
	const path = 'GET /api/v1/namespaces/n/configmaps/settings';
	const {client, asked} = fakeCluster({[path]: configMap({'f:data': {'f:A': {}}}, 2)});
	const planned = plan({refs: [refs[0]], environment: {secret_refs: [], configmap_refs: ['settings']}});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: planned, jobs: [job()]});
	const ofConfigMap = asked.filter(({request}) => request === path).map(({options: {accept, query}}) => [accept?.match(/as=\w+/)?.[0], query]);
	expect(ofConfigMap).toEqual([
		['as=Table', {includeObject: 'None'}],
		['as=PartialObjectMetadata', undefined],
	]);
	expect(checks.find(({topic}) => topic === 'refs')).toEqual({
		topic: 'refs',
		title: 'Config map "settings"',
		state: 'ok',
		detail: '2 keys; that A, B is among them is not known',
	});
});

test('that a source on this machine is not read for a cluster is warned of, also where the cluster has no secret of that name', async () => {
	const {client} = fakeCluster({'GET /api/v1/namespaces/n/secrets/there': () => table(['there', 'Opaque', 2])});
	const names = ['there', 'absent'];
	const planned = plan({
		refs: names.map(name => ({kind: 'secret', name, k8sName: name}) as const),
		environment: {secret_refs: names, configmap_refs: []},
		localSources: [
			{kind: 'secret', name: 'there', path: '/code/secrets/there.env'},
			{kind: 'secret', name: 'absent', path: '/home/me/absent.env'},
			{kind: 'configmap', name: 'there', path: '/code/other.env'},
		],
	});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: planned, jobs: [job()]});
	const rows = checks.filter(({topic}) => topic === 'refs').map(({title, state, problem}) => ({title, state, code: problem?.code, problem}));
	expect(rows.map(({title, state, code}) => [title, state, code])).toEqual([
		['Secret "there"', 'warning', 'local-source'],
		['Secret "absent"', 'failed', 'missing-ref'],
		['Secret "absent"', 'warning', 'local-source'],
	]);
	const only = 'which the settings name, is read for engines on this computer only.';
	expect([rows[0]?.problem, rows[2]?.problem]).toEqual([
		{
			code: 'local-source',
			severity: 'warning',
			message: `The run gets the secret "there" of the namespace n; secrets/there.env, ${only}`,
			hint: 'Say in the settings which one of a cluster is meant: {name: there, k8s_ref: there}.',
			path: ['environment', 'secret_refs', 0],
		},
		{
			code: 'local-source',
			severity: 'warning',
			message: `The run gets the secret "absent" of the namespace n; /home/me/absent.env, ${only}`,
			hint: 'Say in the settings which one of a cluster is meant: {name: absent, k8s_ref: absent}.',
			path: ['environment', 'secret_refs', 1],
		},
	]);
});

test('an answer that is not a table tells nothing', async () => {
	const {client} = fakeCluster({'GET /api/v1/namespaces/n/secrets/team-token': () => ({kind: 'Secret', data: {TOKEN: 'aHVudGVyMg=='}})});
	const planned = plan({refs: [{kind: 'secret', name: 'token', k8sName: 'team-token'}], environment});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: planned, jobs: [job()]});
	expect(checks.find(({topic}) => topic === 'refs')).toEqual({
		topic: 'refs',
		title: 'Secret "team-token"',
		state: 'unknown',
		detail: 'The cluster did not say: the answer is not a table',
	});
});

test('a name that no object can have is not asked for', async () => {
	const {client, asked} = fakeCluster();
	const names = ['', '..', 'My_Secret', 'a/b'];
	const wrong = names.map(name => ({kind: 'secret', name, k8sName: name}) as const);
	const {problems} = await preflightKubernetes({
		ask: askOf(client),
		plan: plan({refs: wrong, environment: {secret_refs: names, configmap_refs: []}}),
		jobs: [job()],
	});
	expect(problems.map(({code, path}) => [code, ...path])).toEqual(names.map((_, index) => ['not-an-object-name', 'environment', 'secret_refs', index]));
	expect(asked.filter(({request}) => request.includes('/secrets'))).toEqual([]);
});

test('an account of which only the run is allowed leaves the rest unknown, and has no problem', async () => {
	const no = () => refused(403, 'secrets "x" is forbidden: User "u" cannot get resource "secrets" in API group "" in the namespace "n"');
	const {client} = fakeCluster({
		'GET /api/v1/namespaces/n/secrets/team-token': no,
		'GET /api/v1/namespaces/n/resourcequotas': no,
		'GET /api/v1/namespaces/n/limitranges': no,
		'GET /api/v1/nodes': no,
		'POST /api/v1/namespaces/n/pods': () => refused(403, 'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "n"'),
	});
	const planned = plan({refs: [{kind: 'secret', name: 'token', k8sName: 'team-token'}], environment});
	expect(await preflightKubernetes({ask: askOf(client), plan: planned, jobs: [job()]})).toEqual({
		checks: [
			rights,
			{topic: 'refs', title: 'Secret "team-token"', state: 'unknown', detail: 'Your account may not look at secrets here.'},
			{...quota, state: 'unknown', detail: 'Your account may not look at quotas here.'},
			{...limits, state: 'unknown', detail: 'Your account may not look at limit ranges here.'},
			{...security, detail: 'The cluster does not warn of its Job; the pod was not tried.'},
			{...dryRun, state: 'unknown', detail: 'Your account may not create pods here: the pod was not tried.'},
			{...nodes, state: 'unknown', detail: 'Your account may not look at nodes.'},
		],
		problems: [],
	});
});

test('what does not answer in time is unknown, and the list does not wait for it, whether the client ends its requests or not', async () => {
	const never: Say = () => new Promise(() => {});
	const {client} = fakeCluster({
		'GET /api/v1/nodes': never,
		'GET /api/v1/namespaces/n/resourcequotas': ({signal: end}) => new Promise((_, reject) => end?.addEventListener('abort', () => reject(end.reason))),
	});
	const before = performance.now();
	const {checks} = await preflightKubernetes({ask: askOf(client, {limit: 100}), plan: plan(), jobs: [job()]});
	expect(performance.now() - before).toBeLessThan(1000);
	const detail = 'The cluster did not answer in time.';
	expect(checks).toEqual([rights, {...quota, state: 'unknown', detail}, limits, security, dryRun, {...nodes, state: 'unknown', detail}]);
});

test('aborting it ends it with the reason', async () => {
	const stop = new AbortController();
	const {client} = fakeCluster({
		'GET /api/v1/nodes': () => {
			stop.abort(new Error('left'));
			return new Promise(() => {});
		},
	});
	await expect(preflightKubernetes({ask: askOf(client, {signal: stop.signal}), plan: plan(), jobs: [job()]})).rejects.toThrow('left');
});

test('of a namespace that is not there nothing else is told', async () => {
	const absent = () => refused(404, 'namespaces "n" not found', {kind: 'namespaces', name: 'n'});
	const {client} = fakeCluster({'POST /apis/batch/v1/namespaces/n/jobs': absent, 'POST /api/v1/namespaces/n/pods': absent});
	const {checks} = await preflightKubernetes({ask: askOf(client), plan: plan({refs, environment}), jobs: [job(), job({}, {}, 'plx-build-digits')]});
	const problem = {
		code: 'missing-namespace',
		severity: 'error',
		message: 'The namespace "n" is not in the cluster.',
		hint: 'Create it (kubectl create namespace n), or use another namespace: --namespace NAME.',
		path: [],
	};
	expect(checks).toEqual([{topic: 'namespace', title: 'Namespace', state: 'failed', detail: problem.message, problem, isOfDryRun: true}, rights]);
});

test('the Jobs are tried as they will be made, and pods of their templates, all of them in dry runs', async () => {
	const {client, asked} = fakeCluster();
	const jobs = [job({limits: {cpu: '1'}}, {}, 'plx-build-digits'), job({limits: {cpu: '2'}})];
	await preflightKubernetes({ask: askOf(client), plan: plan(), jobs});
	const made = asked.filter(({request}) => request.startsWith('POST') && !request.includes('selfsubject'));
	expect(made.map(({request, options: {query, body}}) => ({request, query, body}))).toEqual(
		jobs.flatMap(body => [
			{request: 'POST /apis/batch/v1/namespaces/n/jobs', query: {dryRun: 'All'}, body},
			{
				request: 'POST /api/v1/namespaces/n/pods',
				query: {dryRun: 'All'},
				body: {
					apiVersion: 'v1',
					kind: 'Pod',
					metadata: {labels: {run: 'r-abcdef'}, generateName: `${body.metadata?.name}-`, namespace: 'n'},
					spec: body.spec?.template.spec,
				},
			},
		]),
	);
});
