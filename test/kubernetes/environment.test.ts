import {afterAll, beforeAll, expect, test} from 'vitest';
import {type ClusterSandbox, createClusterSandbox} from './cluster-sandbox.ts';
import {apply, kubectl, python} from './kubectl.ts';

const secret = (name: string, stringData: Readonly<Record<string, string>>) => ({apiVersion: 'v1', kind: 'Secret', metadata: {name}, stringData});
const configMap = (name: string, data: Readonly<Record<string, string>>) => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data});

let sandbox: ClusterSandbox;
beforeAll(async () => {
	sandbox = await createClusterSandbox('environment', {
		objects: [
			secret('tokens', {API_TOKEN: 'a $(HOME) b', OTHER: 'o'}),
			secret('team-database-v2', {PASSWORD: 'hidden', USER: 'not wanted'}),
			configMap('settings', {MODE: 'fast', OTHER: 'of the configmap'}),
			configMap('shared.settings', {SHARED: 'yes', BESIDE: 'not wanted'}),
			{apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'runner'}},
		],
	});
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const show = `import json, os; print(json.dumps(dict(os.environ)))`;
const podsOf = async (job: string) => JSON.parse(await kubectl('get', 'pods', '-n', sandbox.namespace, '-l', `job-name=${job}`, '-o', 'json')).items;

test.concurrent('a run gets its declarations, secrets and configmaps, by name and through the catalogue, and no other keys', async () => {
	const ran = await sandbox.run({
		image: python,
		command: `python3 -c '${show}'; echo '$(HOME) $$(HOME)' $((1 + 2))`,
		specification: {declarations: {lr: 0.1, name: 'a "b" $(HOME)'}},
		environment: {secret_refs: ['tokens', 'database'], configmap_refs: ['settings', 'shared']},
		settings: {
			secretRefs: [{name: 'database', envFile: '', k8sName: 'team-database-v2', items: ['PASSWORD']}],
			configmapRefs: [{name: 'shared', envFile: '', k8sName: 'shared.settings', items: ['SHARED']}],
		},
	});
	expect(ran.end).toEqual({status: 'succeeded', exitCode: 0});
	const [json = '', line] = ran.log()!.split('\n');
	const seen = JSON.parse(json);
	expect(seen).toMatchObject({
		API_TOKEN: 'a $(HOME) b',
		PASSWORD: 'hidden',
		MODE: 'fast',
		SHARED: 'yes',
		// A secret goes before a configmap
		OTHER: 'o',
		NVIDIA_VISIBLE_DEVICES: 'none',
		POLYAXON_RUN_OUTPUTS_PATH: '/outputs',
	});
	expect(JSON.parse(seen.POLYAXON_PARAMS)).toEqual({lr: 0.1, name: 'a "b" $(HOME)'});
	expect(Object.keys(seen).filter(name => ['USER', 'BESIDE'].includes(name))).toEqual([]);
	expect(line).toBe('$(HOME) $$(HOME) 3');
	// Values of secrets are nowhere but in the log, where the command printed them
	expect(JSON.stringify(ran.events)).not.toContain('hidden');
	expect(JSON.stringify(ran.plan)).not.toContain('hidden');
});

test.concurrent('what the file asks for is what the pod has: memory in Mi, labels, annotations, a node, tolerations, an account, and restarts', async () => {
	const {plan, end, log, short} = await sandbox.run({
		command:
			'cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max; ls /var/run/secrets/kubernetes.io/serviceaccount/token',
		environment: {
			resources: {memory: {requests: 16, limits: 64}, cpu: {requests: 0.05, limits: 0.5}},
			node_selector: {'kubernetes.io/hostname': 'node'},
			tolerations: [{key: 'gpu', operator: 'Exists', effect: 'NoSchedule'}],
			labels: {team: 'vision', number: 7},
			annotations: {'example.com/note': 'free text, with blanks'},
			service_account: 'runner',
			max_restarts: 2,
		},
	});
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(log()).toContain(`${64 * 2 ** 20}\n/var/run/secrets/kubernetes.io/serviceaccount/token\n`);
	const [pod] = await podsOf(plan.job);
	const job = JSON.parse(await kubectl('get', 'job', plan.job, '-n', sandbox.namespace, '-o', 'json'));
	expect(pod.spec).toMatchObject({
		nodeSelector: {'kubernetes.io/hostname': 'node'},
		serviceAccountName: 'runner',
		tolerations: expect.arrayContaining([{key: 'gpu', operator: 'Exists', effect: 'NoSchedule'}]),
		containers: [{resources: {requests: {memory: '16Mi', cpu: '50m'}, limits: {memory: '64Mi', cpu: '500m'}}}],
	});
	for (const {metadata} of [pod, job]) {
		expect(metadata.labels).toMatchObject({
			team: 'vision',
			number: '7',
			'app.kubernetes.io/instance': plan.runId,
			'app.kubernetes.io/managed-by': 'polyaxon-tui',
		});
		expect(metadata.annotations).toMatchObject({'example.com/note': 'free text, with blanks', 'polyaxon-tui/run': plan.runId});
	}
	expect(job.spec.backoffLimit).toBe(2);
	expect(short).toContain('schedule succeeded: node node');
});

test.concurrent('a run that fails is started again as often as it may, each attempt with a log of its own', async () => {
	const {end, short, log, plan} = await sandbox.run({image: python, command: 'echo attempt; exit 9', environment: {max_restarts: 1}});
	expect(end).toMatchObject({status: 'failed', exitCode: 9, reason: 'command-failed'});
	expect([log('run'), log('run-2')]).toEqual(['attempt\n', 'attempt\n']);
	expect(short).toContain('notice Attempt 1 failed with exit code 9; the cluster starts the run again (restart 1 of at most 1).');
	expect(await podsOf(plan.job)).toHaveLength(2);
});

test.concurrent('without an account a run has no token; what it waits for, and the times of its stages, are those of the cluster', async () => {
	const before = Date.now();
	const {events, log, plan} = await sandbox.run({image: python, command: 'ls /var/run/secrets 2>&1; env | grep -c ^KUBERNETES_; sleep 2'});
	expect(log()).toMatch(/No such file or directory\n\d+\n$/);
	const statuses = events.flatMap(event => (event.type === 'status' ? [event.status] : []));
	expect(statuses.filter(status => status !== 'starting')).toEqual(['created', 'scheduled', 'running', 'succeeded']);
	const {state} = (await podsOf(plan.job))[0].status.containerStatuses[0];
	const at = (stage: string, is: string) => events.find(event => event.type === 'stage' && event.stage === stage && event.state === is)?.at;
	expect([at('run', 'started'), at('run', 'succeeded'), events.at(-1)?.at]).toEqual([
		Date.parse(state.terminated.startedAt),
		Date.parse(state.terminated.finishedAt),
		Date.parse(state.terminated.finishedAt),
	]);
	const times = events.map(event => event.at);
	expect(Math.min(...times)).toBeGreaterThan(before - 2000);
});

test.concurrent('the preflight names what is not in the namespace, with the place in the file and the command that makes it, and finds it afterwards', async () => {
	const request = {command: 'true', environment: {secret_refs: ['tokens', 'late'], configmap_refs: ['late', 'settings']}};
	const items = {configmapRefs: [{name: 'settings', envFile: '', items: ['TWO']}], secretRefs: [{name: 'late', envFile: '', k8sName: 'really-late'}]};
	const problems = await sandbox.engine.preflight(await sandbox.plan({...request, settings: items}), AbortSignal.timeout(20_000));
	expect(problems.map(({code, severity, message, path}) => ({code, severity, message, path}))).toEqual([
		{
			code: 'missing-ref',
			severity: 'error',
			message: `The config map "late" is not in the namespace ${sandbox.namespace}.`,
			path: ['environment', 'configmap_refs', 0],
		},
		{code: 'missing-item', severity: 'error', message: 'The config map "settings" has no TWO.', path: ['environment', 'configmap_refs', 1]},
		{
			code: 'missing-ref',
			severity: 'error',
			message: `The secret "really-late" that "late" stands for is not in the namespace ${sandbox.namespace}.`,
			path: ['environment', 'secret_refs', 1],
		},
	]);
	expect(problems[2]?.hint).toContain(`create secret generic really-late --from-env-file=late.env`);
	await apply(
		...[secret('really-late', {A: '1'}), configMap('late', {B: '1'})].map(object => ({
			...object,
			metadata: {...object.metadata, namespace: sandbox.namespace},
		})),
	);
	expect(await sandbox.preflight({...request, settings: {secretRefs: items.secretRefs}})).toEqual({});
});

test.concurrent('a secret that is deleted between the preflight and the start ends the run after the wait', async () => {
	await apply({...secret('brief', {A: '1'}), metadata: {name: 'brief', namespace: sandbox.namespace}});
	const plan = await sandbox.plan({command: 'true', environment: {secret_refs: ['brief']}});
	expect(await sandbox.engine.preflight(plan, AbortSignal.timeout(20_000))).toEqual([]);
	await kubectl('delete', 'secret', 'brief', '-n', sandbox.namespace);
	const {end, diagnosis} = await sandbox.drive(plan);
	expect(end).toMatchObject({
		status: 'failed',
		reason: 'secret-missing',
		message: expect.stringMatching(/^It did not get any further: the secret brief is not in/),
	});
	expect(diagnosis?.hint).toContain(`kubectl create secret generic brief`);
});
