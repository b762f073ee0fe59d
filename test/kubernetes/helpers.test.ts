import {afterAll, beforeAll, expect, test} from 'vitest';
import {parse} from 'yaml';
import {createKubernetesEngine, findPlace} from '../../source/engines/kubernetes/kubernetes.ts';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {startHelperWebhook} from './helper-webhook.ts';
import {busybox} from './kubectl.ts';
import {limitedAccount} from './limited-account.ts';

// A webhook puts a helper into every pod, as a service mesh does; the helper does not see that the command ends.

let sandbox: ClusterSandbox;
let retried: ClusterSandbox;
let hook: AsyncDisposable;
const helper = {name: 'mesh-proxy', image: busybox, command: ['sh', '-c', 'trap "exit 0" TERM; echo ready; while :; do sleep 0.2; done']};
beforeAll(async () => {
	[sandbox, retried] = await Promise.all([createClusterSandbox('helpers'), createClusterSandbox('helpers-retried')]);
	hook = await startHelperWebhook([sandbox, retried], helper, '-');
});
afterAll(async () => {
	await hook?.[Symbol.asyncDispose]();
	await Promise.all([sandbox, retried].map(each => each?.[Symbol.asyncDispose]()));
});

const notices = ({events}: ReturnType<ClusterSandbox['look']>) =>
	events.flatMap(event => (event.type === 'notice' && /mesh-proxy/.test(event.text) ? [event.text] : []));
const deleted = 'The command has ended, and mesh-proxy in its pod has not: the pod is to go with its Job, so that nothing runs on.';

test.concurrent('a run ends with its command though a helper runs on in its pod, which is deleted', async () => {
	const runs = await Promise.all([
		sandbox.run({command: 'echo one; echo two', name: 'good'}),
		sandbox.run({command: 'echo three; exit 3', name: 'bad'}),
		sandbox.run({steps: ['echo built'], image: busybox, command: 'true', name: 'built'}),
	]);
	expect(runs.map(({end, log}) => [end.status, end.exitCode, log()])).toEqual([
		['succeeded', 0, 'one\ntwo\n'],
		['failed', 3, 'three\n'],
		['succeeded', 0, ''],
	]);
	expect(runs.map(notices)).toEqual([[deleted], [deleted], [deleted.replace('command', 'build'), deleted]]);
	for (const {events, log} of runs) {
		expect(log('sidecar-mesh-proxy')).toBe('ready\n');
		expect(events).toContainEqual(
			expect.objectContaining({type: 'stream-state', streamId: 'sidecar-mesh-proxy', state: 'ended', detail: 'its container was still running'}),
		);
	}
	expect(await ownObjects(sandbox.namespace, 'jobs,pods')).toEqual([]);
});

test.concurrent('a command that fails beside a helper is started again as often as asked for, and who may not delete pods is told so', async () => {
	const request = {command: 'echo tried; exit 3', environment: {max_restarts: 1}};
	const bound = await engineWithout('pods', 'delete');
	const planned = await retried.plan({...request, name: 'bound'}, bound);
	expect((await bound.preflight(planned, AbortSignal.timeout(20_000))).map(({code, message}) => [code, message])).toContainEqual([
		'fewer-rights',
		`Your account lacks rights in the namespace ${retried.namespace}: pods (delete). They are needed to start a run again that a helper keeps alive.`,
	]);
	const [free, held] = await Promise.all([retried.run({...request, name: 'free'}), retried.drive(planned, undefined, bound)]);
	expect([free, held].map(({end, log}) => [end.status, end.exitCode, log(), log('run-2')])).toEqual([
		['failed', 3, 'tried\n', 'tried\n'],
		['failed', 3, 'tried\n', undefined],
	]);
	expect(notices(free)).toEqual([
		'The command has failed, and mesh-proxy in its pod runs on: the pod is deleted, so that the cluster starts the run again.',
		deleted,
	]);
	expect(notices(held)).toEqual([
		expect.stringMatching(
			/ the run is started again only when that pod is deleted, and the cluster does not let you: .* cannot delete resource "pods" .* doctor --role /,
		),
		deleted,
	]);
	expect(await ownObjects(retried.namespace, 'jobs,pods')).toEqual([]);
});

/** An engine for an account that has the rights of the Role but one verb of one resource. */
async function engineWithout(resource: string, verb: string) {
	const {folder, namespace} = retried;
	const {rules} = parse(roleFor(namespace)) as {readonly rules: ReadonlyArray<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>>};
	const fewer = rules.map(rule => (rule.resources.includes(resource) ? {...rule, verbs: rule.verbs.filter(each => each !== verb)} : rule));
	const KUBECONFIG = await limitedAccount(namespace, folder, {name: 'bound', rules: fewer});
	const world = {...retried.world, env: {...retried.world.env, KUBECONFIG}};
	const place = await findPlace(world, {namespace});
	if ('code' in place) throw new Error(place.message);
	return createKubernetesEngine(world, place);
}
