import {expect, test} from 'vitest';
import {preflightKubernetes} from '../../../../source/engines/kubernetes/preflight/preflight.ts';
import {podSecurityRefusal, refusalsOf} from '../../../../source/engines/kubernetes/preflight/refusal.ts';
import {violatedSecurity} from '../../../../source/engines/kubernetes/preflight/violated-security.ts';
import {askOf, fakeCluster, job, plan, refused} from './fake-cluster.ts';

/** Recorded on Kubernetes 1.34.4. */
const violation =
	'violate PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "main" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")';

const podSecurity = {
	code: 'pod-security',
	severity: 'error',
	message:
		'The namespace takes only pods that keep to PodSecurity "restricted". The run does not: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile.',
	hint: 'Use an image that runs without root, or use another namespace: --namespace NAME.',
	path: [],
};

const elsewhere = 'use another namespace: --namespace NAME.';

test.each([
	['pod-security', 403, `pods "x-gbscq" is forbidden: violates${violation.slice('violate'.length)}`, podSecurity],
	[
		'quota',
		403,
		'pods "x-gbscq" is forbidden: exceeded quota: q, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1',
		{
			code: 'beyond-quota',
			severity: 'error',
			message: 'The run asks for requests.cpu=2; the quota "q" has requests.cpu=1, and requests.cpu=0 is used.',
			hint: `Ask for less, or ${elsewhere}`,
			path: ['environment', 'resources', 'cpu'],
		},
	],
	[
		'quota',
		403,
		'pods "x" is forbidden: exceeded quota: q, requested: limits.memory=512Mi,pods=1, used: limits.memory=900Mi,pods=1, limited: limits.memory=1Gi,pods=1',
		{
			code: 'quota-in-use',
			severity: 'warning',
			message:
				'The run asks for limits.memory=512Mi,pods=1; the quota "q" has limits.memory=1Gi,pods=1, and limits.memory=900Mi,pods=1 is used: it will wait until others end.',
			hint: 'End or delete other runs, or ask for less.',
			path: ['environment', 'resources', 'memory'],
		},
	],
	[
		'quota',
		403,
		'jobs.batch "x" is forbidden: exceeded quota: q, requested: count/jobs.batch=1, used: count/jobs.batch=4, limited: count/jobs.batch=4',
		{
			code: 'quota-in-use',
			severity: 'error',
			message: 'The run asks for count/jobs.batch=1; the quota "q" has count/jobs.batch=4, and count/jobs.batch=4 is used.',
			hint: 'End or delete other runs, or ask for less.',
			path: ['environment', 'resources'],
		},
	],
	[
		'quota',
		403,
		'pods "x" is forbidden: failed quota: q: must specify limits.memory for: main',
		{
			code: 'quota-needs-amount',
			severity: 'error',
			message: 'The quota "q" takes only pods that say how much they need: limits.memory for: main.',
			hint: `Set limits.memory, or ${elsewhere}`,
			path: ['environment', 'resources', 'memory'],
		},
	],
	[
		'limits',
		403,
		'pods "x-pcwsg" is forbidden: maximum memory usage per Container is 512Mi, but limit is 2Gi',
		{
			code: 'beyond-limit-range',
			severity: 'error',
			message: "The run is outside of the namespace's limits: maximum memory usage per Container is 512Mi, but limit is 2Gi.",
			hint: `Change resources to what is allowed, or ${elsewhere}`,
			path: ['environment', 'resources', 'memory'],
		},
	],
	[
		'service-account',
		403,
		'pods "x-" is forbidden: error looking up service account n/nope: serviceaccount "nope" not found',
		{
			code: 'missing-service-account',
			severity: 'error',
			message: 'The service account "nope" is not in the namespace.',
			hint: 'Create it, or correct the name.',
			path: ['environment', 'service_account'],
		},
	],
	[
		'manifest',
		400,
		'admission webhook "policy.example.com" denied the request: label "team" is \x1b[31mmissing',
		{
			code: 'refused-by-cluster',
			severity: 'error',
			message: 'The rule policy.example.com of the cluster refuses the run: label "team" is missing.',
			hint: `Do what it says, ask the cluster's administrator, or ${elsewhere}`,
			path: [],
		},
	],
	[
		'namespace',
		403,
		'jobs.batch "x" is forbidden: unable to create new content in namespace n because it is being terminated',
		{
			code: 'namespace-terminating',
			severity: 'error',
			message: 'The namespace is being deleted.',
			hint: `Wait until it is gone and create it again, or ${elsewhere}`,
			path: [],
		},
	],
])('a refusal of %s by %i says what it is about and what to do', (topic, status, message, problem) => {
	expect(refusalsOf(refused(status, message), 'run')).toEqual([{topic, problem}]);
});

test('fields that are not valid lead to their places in the polyaxonfile, those of a build to the build', () => {
	const causes = [
		{field: 'spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]', message: 'Invalid value: 1.5: must be an integer'},
		{field: 'spec.template.spec.tolerations[1].operator', message: 'Unsupported value: "Foo"'},
		{field: 'spec.template.metadata.labels', message: 'Invalid value: "a b"'},
		{field: 'spec.template.spec.imagePullSecrets[0].name', message: 'Required value'},
		{field: 'spec.backoffLimit', message: 'Invalid value: -1'},
		{field: 'spec.template.spec.volumes[0]', message: 'Required value'},
	];
	const error = refused(422, 'Job.batch "x" is invalid', {causes});
	expect(refusalsOf(error, 'run').map(({topic, problem}) => [topic, problem.path])).toEqual([
		['limits', ['environment', 'resources', 'gpu']],
		['manifest', ['environment', 'tolerations', 1]],
		['manifest', ['environment', 'labels']],
		['manifest', ['environment', 'image_pull_secrets', 0]],
		['manifest', ['environment', 'max_restarts']],
		['manifest', []],
	]);
	expect(refusalsOf(error, 'build').map(({problem}) => problem.path.join('.'))).toEqual([
		'build',
		'environment.tolerations.1',
		'build',
		'environment.image_pull_secrets.0',
		'build',
		'build',
	]);
	expect(refusalsOf(error, 'run')[1]?.problem.message).toBe(
		'The run is not valid for the cluster: spec.template.spec.tolerations[1].operator: Unsupported value: "Foo".',
	);
});

test('a refusal for want of rights is none of the pod', () => {
	expect(refusalsOf(refused(403, 'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "n"'), 'run')).toEqual([]);
});

test('where pods may not be tried, the warning of the Job tells of pod security, as a warning', async () => {
	const {client} = fakeCluster({
		'POST /apis/batch/v1/namespaces/n/jobs': ({onWarning, body}) => {
			onWarning?.(`would ${violation}`);
			return body;
		},
		'POST /api/v1/namespaces/n/pods': () => refused(403, 'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "n"'),
	});
	const {problems} = await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job()]});
	expect(problems).toEqual([{...podSecurity, severity: 'warning'}]);
	expect(podSecurityRefusal('spec.priority is deprecated', 'run')).toBe(undefined);
});

test('a pod that is taken though its Job is warned of has no problem with pod security', async () => {
	const {client} = fakeCluster({
		'POST /apis/batch/v1/namespaces/n/jobs': ({onWarning, body}) => {
			onWarning?.(`would ${violation}`);
			return body;
		},
	});
	expect((await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job()]})).problems).toEqual([]);
});

test('a field that the cluster does not know is told once', async () => {
	const {client} = fakeCluster({
		'POST /apis/batch/v1/namespaces/n/jobs': ({onWarning}) => onWarning?.('unknown field "spec.template.spec.affinity.nodeAffinty"'),
		'POST /api/v1/namespaces/n/pods': ({onWarning}) => onWarning?.('unknown field "spec.affinity.nodeAffinty"'),
	});
	const {problems} = await preflightKubernetes({ask: askOf(client), plan: plan(), jobs: [job()]});
	expect(problems).toEqual([
		{
			code: 'unknown-to-cluster',
			severity: 'warning',
			message: 'The cluster does not know spec.affinity.nodeAffinty, and leaves it out.',
			path: ['environment', 'affinity'],
		},
	]);
});

test('the dry run speaks for checks that saw nothing, and not over those that saw more', async () => {
	const exceeded = 'pods "x" is forbidden: exceeded quota: q, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1';
	const pods = () => refused(403, exceeded);
	const jobs = [job({requests: {cpu: '2'}})];
	const blind = fakeCluster({'POST /api/v1/namespaces/n/pods': pods, 'GET /api/v1/namespaces/n/resourcequotas': () => refused(403, 'no')});
	const seeing = fakeCluster({
		'POST /api/v1/namespaces/n/pods': pods,
		'GET /api/v1/namespaces/n/resourcequotas': () => ({items: [{metadata: {name: 'q'}, status: {hard: {'requests.cpu': '1'}, used: {'requests.cpu': '0'}}}]}),
	});
	const ofQuota = async ({client}: typeof blind) =>
		(await preflightKubernetes({ask: askOf(client), plan: plan(), jobs})).checks
			.filter(({topic}) => topic === 'quota')
			.map(({state, detail}) => [state, detail]);
	expect(await ofQuota(blind)).toEqual([['failed', 'The run asks for requests.cpu=2; the quota "q" has requests.cpu=1, and requests.cpu=0 is used.']]);
	expect(await ofQuota(seeing)).toEqual([['failed', 'The run asks for 2 of requests.cpu, and the quota "q" has 1 in all.']]);
});

test('the level that pods do not keep to is told by a refused pod, else by the warning of the Job', async () => {
	const levelOf = (pod: () => unknown, warning?: string) => {
		const {client} = fakeCluster({
			'POST /api/v1/namespaces/n/pods': pod,
			'POST /apis/batch/v1/namespaces/n/jobs': ({onWarning}) => warning !== undefined && onWarning?.(warning),
		});
		return violatedSecurity(askOf(client, {limit: 100}), 'n', job());
	};
	const forbidden = () => refused(403, 'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "n"');
	expect(await levelOf(() => refused(403, `pods "x" is forbidden: violates${violation.slice('violate'.length)}`))).toBe('restricted');
	expect(await levelOf(forbidden, `would ${violation.replace('restricted', 'baseline')}`)).toBe('baseline');
	expect(await levelOf(forbidden)).toBe(undefined);
	expect(await levelOf(() => ({}), `would ${violation}`)).toBe(undefined);
	expect(await levelOf(() => new Promise(() => {}))).toBe(undefined);
});
