import {afterAll, beforeAll, expect, test} from 'vitest';
import {type ClusterSandbox, createClusterSandbox} from './cluster-sandbox.ts';
import {apply, busybox, kubectl, python, server} from './kubectl.ts';

// Servers of the cluster are stopped: these tests disturb whoever else uses it, for a minute.

let sandbox: ClusterSandbox;
beforeAll(async () => {
	sandbox = await createClusterSandbox('faults', {isAdministrator: true});
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

type Look = ReturnType<ClusterSandbox['look']>;
const counting = (count: number, pause: string) => `i=0; while [ $i -lt ${count} ]; do i=$((i+1)); echo "line $i"; sleep ${pause}; done; exit 3`;
const lines = (count: number) => Array.from({length: count}, (_, index) => `line ${index + 1}\n`).join('');
const hasStatus =
	(status: string) =>
	({events}: Look) =>
		events.some(event => event.type === 'status' && event.status === status);

test('the API server is killed and started again in the middle of a build and of a run: both go on, and no line is lost or doubled', async () => {
	await sandbox.write({'train.sh': 'true\n'});
	const [built, plain] = await Promise.all([
		sandbox.plan({image: busybox, steps: [`echo ${sandbox.namespace}; sleep 12; echo slept`], command: 'echo ran'}),
		sandbox.plan({image: python, command: counting(300, '0.05')}),
	]);
	const driving = [sandbox.drive(built), sandbox.drive(plain)];
	await sandbox.until(plain, 'its first lines', ({log}) => log()?.includes('line 20\n') === true);
	await sandbox.until(built, 'its step', ({events}) =>
		events.some(event => event.type === 'stage' && event.stage === 'build' && event.detail?.startsWith('step 1 of 1') === true),
	);
	await server('stop', 'apiserver');
	try {
		await sandbox.until(plain, 'that it is away', ({short}) => short.includes('stream run reconnecting'));
	} finally {
		await server('start', 'apiserver');
	}
	const [image, run] = await Promise.all(driving);
	expect(run!.end).toMatchObject({status: 'failed', exitCode: 3, reason: 'command-failed'});
	expect(run!.log()).toBe(lines(300));
	expect(run!.events).toContainEqual(expect.objectContaining({type: 'stream-state', streamId: 'run', state: 'ended', detail: '300 lines, verified'}));
	expect(image!.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(image!.log('build')?.match(/^slept$/gm)).toHaveLength(1);
});

test('a node that does not answer for a while is told, and its run goes on; a run that the cluster gives up is called lost', async () => {
	const tolerations = ['unreachable', 'not-ready'].map(name => ({
		key: `node.kubernetes.io/${name}`,
		operator: 'Exists',
		effect: 'NoExecute',
		tolerationSeconds: 1,
	}));
	const command = 'echo here; trap "echo last; exit 7" USR1; while [ ! -e /outputs/end ]; do sleep 0.5; done; echo last';
	const [patient, lost] = await Promise.all([
		sandbox.plan({command: command.replace('[ ! -e /outputs/end ]', '[ $((plx_n+=1)) -lt 140 ]')}),
		sandbox.plan({command, environment: {tolerations}}),
	]);
	const driving = [sandbox.drive(patient), sandbox.drive(lost)];
	await Promise.all([patient, lost].map(plan => sandbox.until(plan, 'its first line', ({log}) => log() === 'here\n')));
	await server('stop', 'kubelet');
	try {
		await expect.poll(() => hasStatus('unknown')(sandbox.look(patient)), {timeout: 90_000, interval: 500}).toBe(true);
		const told = sandbox.look(patient).events.findLast(event => event.type === 'status' && event.status === 'unknown');
		expect(told).toMatchObject({reason: 'NodeLost', message: 'The node node does not answer.'});
		// A cluster with several nodes does so by itself; one whose nodes are all gone rather believes that it sees nothing
		await kubectl('taint', 'node', 'node', 'node.kubernetes.io/unreachable:NoExecute');
		const deleted = () =>
			kubectl('get', 'pods', '-n', sandbox.namespace, '-l', `job-name=${lost.job}`, '-o', 'jsonpath={.items[0].metadata.deletionTimestamp}');
		await expect.poll(deleted, {timeout: 20_000, interval: 500}).not.toBe('');
	} finally {
		await server('start', 'kubelet');
		await kubectl('taint', 'node', 'node', 'node.kubernetes.io/unreachable:NoExecute-').catch(() => {});
	}
	const [first, second] = await Promise.all(driving);
	expect([first!.end, first!.log()]).toEqual([{status: 'succeeded', exitCode: 0}, 'here\nlast\n']);
	expect(second!.end).toMatchObject({status: 'failed', reason: 'node-lost'});
	expect(second!.diagnosis).toMatchObject({code: 'node-lost'});
});

test('a run with a device, which no other may have meanwhile, has to make room for more important work, and says so', async () => {
	const name = `${sandbox.namespace}-first`;
	const set = (op: string) =>
		kubectl('patch', 'node', 'node', '--subresource=status', '--type=json', '-p', `[{"op":"${op}","path":"/status/capacity/nvidia.com~1gpu","value":"1"}]`);
	await set('add');
	await apply({apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: {name}, value: 1000});
	try {
		await expect
			.poll(() => kubectl('get', 'node', 'node', '-o', 'jsonpath={.status.allocatable.nvidia\\.com/gpu}'), {timeout: 30_000, interval: 500})
			.toBe('1');
		const request = {environment: {resources: {gpu: {limits: 1}}}};
		const plan = await sandbox.plan({...request, command: 'echo "gpus: $NVIDIA_VISIBLE_DEVICES"; trap "exit 143" TERM; while :; do sleep 0.2; done'});
		const driving = sandbox.drive(plan);
		await sandbox.until(plan, 'its first line', ({log}) => log() === 'gpus: \n');
		const second = await sandbox.plan({...request, command: 'true'});
		const waiting = sandbox.drive(second);
		await sandbox.until(second, 'why it waits', ({events}) =>
			events.some(event => event.type === 'status' && event.message?.includes('no nvidia.com/gpu free') === true),
		);
		await sandbox.stop(second.runId);
		await waiting;
		const container = {name: 'main', image: busybox, command: ['sleep', '1'], resources: {limits: {'nvidia.com/gpu': '1'}}};
		const spec = {restartPolicy: 'Never', priorityClassName: name, containers: [container]};
		await apply({apiVersion: 'v1', kind: 'Pod', metadata: {name: 'first', namespace: sandbox.namespace}, spec});
		const {end, diagnosis} = await driving;
		expect(end).toMatchObject({status: 'failed', reason: 'preempted'});
		expect(diagnosis).toMatchObject({code: 'preempted', title: 'the run had to make room for more important work'});
	} finally {
		await set('remove').catch(() => {});
		await kubectl('delete', 'priorityclass', name);
	}
});
