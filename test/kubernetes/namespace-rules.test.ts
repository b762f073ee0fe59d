import {afterAll, beforeAll, expect, test} from 'vitest';
import {createKubernetesEngine, findPlace} from '../../source/engines/kubernetes/kubernetes.ts';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {python} from './kubectl.ts';
import {limitedAccount} from './limited-account.ts';

const quota = (hard: Readonly<Record<string, string>>) => ({apiVersion: 'v1', kind: 'ResourceQuota', metadata: {name: 'quota'}, spec: {hard}});
const limits = {apiVersion: 'v1', kind: 'LimitRange', metadata: {name: 'limits'}, spec: {limits: [{type: 'Container', max: {memory: '64Mi'}}]}};
const restricted = {'pod-security.kubernetes.io/enforce': 'restricted'};

let strict: ClusterSandbox;
let limited: ClusterSandbox;
let quotas: ClusterSandbox;
beforeAll(async () => {
	[strict, limited, quotas] = await Promise.all([
		createClusterSandbox('restricted', {labels: restricted}),
		createClusterSandbox('limits', {objects: [limits]}),
		createClusterSandbox('quota', {objects: [quota({'requests.cpu': '200m', 'requests.memory': '100Mi'})]}),
	]);
	await strict.write({'train.sh': 'id -u; touch /code/x /outputs/y; echo "$HOME"; touch "$HOME/z" && echo written\n'});
});
afterAll(async () => {
	await Promise.all([strict, limited, quotas].map(sandbox => sandbox?.[Symbol.asyncDispose]()));
});

test.concurrent('PodSecurity restricted: the steps run in the pod, without root, though a registry is set, and the plan says so', async () => {
	const request = {image: python, steps: ['echo step > /code/step; cat /code/step'], command: 'bash train.sh'};
	const before = await strict.plan(request);
	expect(before.strategy.type).toBe('kaniko');
	expect((await strict.engine.preflight(before, AbortSignal.timeout(20_000))).filter(({severity}) => severity === 'error')).toEqual([]);
	const {plan, end, log} = await strict.run(request);
	expect(plan.strategy.why).toBe('The namespace lets no builder in (PodSecurity restricted): the build steps run at the start of the pod.');
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(log()).toMatch(/step 1 of 1\nstep\n\S+ \S+: done\n[1-9]\d+\n\/home\/plx\nwritten\n$/);
});

test.concurrent('PodSecurity restricted: what only a builder makes is refused before, and by the cluster', async () => {
	const request = {steps: ['true'], specification: {kind: 'build' as const}};
	expect((await strict.preflight(request))['pod-security']).toMatchObject({severity: 'error', path: ['build']});
	const {end, diagnosis} = await strict.run(request);
	expect(end).toMatchObject({status: 'failed', reason: 'build-failed'});
	expect(diagnosis).toMatchObject({code: 'pod-security', title: expect.stringMatching(/^the namespace takes only "restricted" pods, and this one is not: /)});
});

test.concurrent('a quota that is too small and limits that are too low are told before, and end a run that is started all the same', async () => {
	const [small, low] = [
		{command: 'true', environment: {resources: {cpu: {requests: 1}, memory: {requests: 64}}}},
		{command: 'true', environment: {resources: {memory: {limits: 128}}}},
	];
	expect((await quotas.preflight(small))['beyond-quota']).toMatchObject({severity: 'error', path: ['environment', 'resources', 'cpu']});
	expect((await quotas.preflight({command: 'true'}))['quota-needs-amount']).toMatchObject({severity: 'error'});
	expect((await limited.preflight(low))['beyond-limit-range']).toMatchObject({severity: 'error'});
	const ended = await Promise.all([quotas.run(small), quotas.run({command: 'true'}), limited.run(low)]);
	expect(ended.map(({end, diagnosis}) => [end.status, end.reason, diagnosis?.code, diagnosis?.title])).toEqual([
		['failed', 'quota-exceeded', 'quota-exceeded', 'the quota quota is too small: 1 requests.cpu asked, 0 of 200m used'],
		['failed', 'quota-needs-amount', 'quota-needs-amount', 'the quota quota takes only pods that say how much they need: requests.cpu, requests.memory'],
		['failed', 'limit-range', 'limit-range', 'a container may have at most 64Mi memory in this namespace; the run asks for 128Mi'],
	]);
});

const rule = (apiGroup: string, resource: string, ...verbs: readonly string[]) => ({apiGroups: [apiGroup], resources: [resource], verbs});
const rights = [rule('batch', 'jobs', 'create', 'get', 'delete', 'list'), rule('', 'pods', 'get', 'list'), rule('', 'events', 'list')];

/** The engine of an account of the restricted namespace that has these rights. */
async function engineOf(name: string, ...rules: ReadonlyArray<ReturnType<typeof rule>>) {
	const KUBECONFIG = await limitedAccount(strict.namespace, strict.folder, {name, rules});
	const place = await findPlace({...strict.world, env: {...strict.world.env, KUBECONFIG}}, {namespace: strict.namespace});
	if ('code' in place) throw new Error(place.message);
	return createKubernetesEngine(strict.world, place);
}

test.concurrent('an account without rights is told which it lacks, and a run that is started all the same ends by that', async () => {
	const request = {image: python, command: 'bash train.sh', kubernetes: {builder: 'inline' as const}};
	const [nobody, mute] = await Promise.all([engineOf('nobody', rule('', 'pods', 'get', 'list')), engineOf('mute', ...rights, rule('', 'pods/log', 'get'))]);
	const problemsOf = async (engine: typeof nobody) => engine.preflight(await strict.plan(request, engine), AbortSignal.timeout(20_000));
	const [none, few] = await Promise.all([problemsOf(nobody), problemsOf(mute)]);
	expect(none.map(({code, severity}) => [code, severity])).toEqual([['no-rights', 'error']]);
	expect(none[0]?.message).toMatch(
		/: jobs \(create, get, delete, patch, list\), pods\/log \(get\), pods\/exec \(get, create\), pods \(delete\), events \(list\)\.$/,
	);
	expect(none[0]?.hint).toContain(`polyaxon-tui doctor --role --context test --namespace ${strict.namespace}`);
	const missing = few.find(({code}) => code === 'missing-rights');
	expect(missing?.message).toMatch(/^Your account lacks rights in the namespace \S+: pods\/exec \(get\)\. They are needed to send the code/);
	expect(missing?.hint).toContain(`polyaxon-tui doctor --role --context test --namespace ${strict.namespace}`);
	const {end, diagnosis} = await strict.drive(await strict.plan(request, nobody), undefined, nobody);
	expect(end).toMatchObject({status: 'failed', reason: 'refused'});
	expect(diagnosis).toMatchObject({code: 'no-rights'});
});

test.concurrent('an account that may not exec sends its code by a ConfigMap, which goes with its run', async () => {
	const request = {image: python, command: 'bash train.sh', kubernetes: {builder: 'inline' as const}};
	const sender = await engineOf('no-exec', ...rights, rule('', 'pods/log', 'get'), rule('', 'configmaps', 'create', 'get', 'delete', 'patch'));
	// So that it knows the namespace for a restricted one, as for a launch
	await sender.preflight(await strict.plan(request, sender), AbortSignal.timeout(20_000));
	const plan = await strict.plan(request, sender);
	const {end, log, short} = await strict.drive(plan, undefined, sender);
	expect([end, log()?.split('\n').at(-2)]).toEqual([{status: 'succeeded', exitCode: 0}, 'written']);
	expect(short).toContain('upload succeeded: by a ConfigMap');
	expect(await ownObjects(strict.namespace, 'configmaps')).toHaveLength(1);
	await sender.remove(plan, {}, []);
	expect((await ownObjects(strict.namespace)).filter(name => name.includes(plan.job))).toEqual([]);
});

test('a quota that others use makes a run wait, and it starts when they have ended', async () => {
	const request = {image: python, environment: {resources: {cpu: {requests: 0.15}, memory: {requests: 32}}}};
	const first = await quotas.plan({...request, command: 'trap "exit 0" TERM; echo here; while :; do sleep 0.2; done'});
	const holding = quotas.drive(first);
	await quotas.until(first, 'the first run', ({log}) => log() === 'here\n');
	expect((await quotas.preflight({...request, command: 'true'}))['quota-in-use']).toMatchObject({severity: 'warning'});
	const second = await quotas.plan({...request, command: 'echo there'});
	const waiting = quotas.drive(second);
	await quotas.until(second, 'why it waits', ({events}) => events.some(event => event.type === 'status' && event.message?.includes('quota') === true));
	await quotas.stop(first.runId);
	await holding;
	const {end, log} = await waiting;
	expect([end, log()]).toEqual([{status: 'succeeded', exitCode: 0}, 'there\n']);
});
