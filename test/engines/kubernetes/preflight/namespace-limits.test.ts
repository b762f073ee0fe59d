import type {V1ResourceRequirements} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import type {PlannedPod} from '../../../../source/engines/kubernetes/preflight/check.ts';
import {type LimitItem, limitChecks, withDefaults} from '../../../../source/engines/kubernetes/preflight/limit-range.ts';
import {demandOf} from '../../../../source/engines/kubernetes/preflight/pod-amounts.ts';
import {amountText, numberOf} from '../../../../source/engines/kubernetes/preflight/quantity.ts';
import {quotaChecks} from '../../../../source/engines/kubernetes/preflight/quota.ts';
import {job} from './fake-cluster.ts';

function pod(resources: V1ResourceRequirements, part: PlannedPod['part'] = 'run', spec: object = {}): PlannedPod {
	const made = job(resources, spec);
	return {part, job: made, spec: made.spec!.template.spec!};
}

const range = (item: Partial<LimitItem>) => [{metadata: {name: 'lr'}, spec: {limits: [{type: 'Container', ...item}]}}];
const quota = (hard: Record<string, string>, used: Record<string, string> = {}, spec: object = {}) => [{metadata: {name: 'q'}, spec, status: {hard, used}}];
const told = (checks: ReturnType<typeof quotaChecks>) =>
	checks.map(({state, detail, problem}) => [state, detail, ...(problem ? [problem.path.join('.')] : [])]);

test.each([
	['2', 2],
	['500m', 0.5],
	['1.5Gi', 1.5 * 2 ** 30],
	['128M', 128e6],
	['1e3', 1000],
	['2E', 2e18],
	['2E2', 200],
	['24629308Ki', 24629308 * 1024],
	['267847642337', 267847642337],
	['.5', 0.5],
	['-1', -1],
	['1n', 1e-9],
	['', Number.NaN],
	['many', Number.NaN],
])('the quantity %s is %d', (text, number) => expect(numberOf(text)).toBe(number));

test('amounts are shown in short', () => {
	expect([amountText('memory', 2 ** 30), amountText('limits.memory', 130023424), amountText('cpu', 0.5), amountText('nvidia.com/gpu', 2)]).toEqual([
		'1Gi',
		'124Mi',
		'0.5',
		'2',
	]);
});

test('a pod takes what its containers and sidecars take together, or its largest init container', () => {
	const sized = (name: string, cpu: string, more: object = {}) => ({name, image: 'x', resources: {requests: {cpu}, limits: {memory: '1Gi'}}, ...more});
	const spec = {containers: [sized('a', '1'), sized('b', '500m')], initContainers: [sized('init', '4'), sized('proxy', '250m', {restartPolicy: 'Always'})]};
	expect(demandOf(spec)).toEqual({requests: {cpu: 4, memory: 3 * 2 ** 30}, limits: {memory: 3 * 2 ** 30}});
});

test('a namespace without quota and limits is fine', () => {
	expect([...quotaChecks([], [], [pod({})]), ...limitChecks([], [pod({})])].map(({state, detail}) => [state, detail])).toEqual([
		['ok', 'There is none.'],
		['ok', 'There are none.'],
	]);
});

test('a quota says what is used of it, what is in use makes a run wait, and what is too much stops it', () => {
	const hard = {'requests.cpu': '4', 'limits.memory': '8Gi', 'requests.nvidia.com/gpu': '2', pods: '3', services: '1'};
	const used = {'requests.cpu': '3', 'limits.memory': '1Gi', 'requests.nvidia.com/gpu': '0', pods: '1'};
	const checked = (resources: V1ResourceRequirements) => told(quotaChecks(quota(hard, used), [], [pod(resources)]));
	expect(checked({requests: {cpu: '1'}, limits: {memory: '1Gi', 'nvidia.com/gpu': '1'}})).toEqual([
		['ok', 'q: requests.cpu 3 of 4, limits.memory 1Gi of 8Gi, requests.nvidia.com/gpu 0 of 2, pods 1 of 3, services 0 of 1'],
	]);
	expect(checked({requests: {cpu: '2'}, limits: {memory: '16Gi', 'nvidia.com/gpu': '3'}})).toEqual([
		['warning', 'The run asks for 2 of requests.cpu, and the quota "q" has 1 of 4 left: it will wait until others end.', 'environment.resources.cpu'],
		['failed', 'The run asks for 16Gi of limits.memory, and the quota "q" has 8Gi in all.', 'environment.resources.memory'],
		['failed', 'The run asks for 3 of requests.nvidia.com/gpu, and the quota "q" has 2 in all.', 'environment.resources.gpu'],
	]);
	expect(checked({requests: {cpu: '1'}})).toEqual([
		['failed', 'The quota "q" takes only pods with limits of memory, and the run has none.', 'environment.resources.memory'],
	]);
});

test('what a limit range fills in counts for the quota', () => {
	const ranges = range({default: {memory: '2Gi'}, defaultRequest: {cpu: '1'}});
	expect(told(quotaChecks(quota({'limits.memory': '1Gi', 'requests.cpu': '1'}), ranges, [pod({})]))).toEqual([
		['failed', 'The run asks for 2Gi of limits.memory, and the quota "q" has 1Gi in all.', 'environment.resources.memory'],
	]);
});

test('a quota for other pods does not count', () => {
	const scopes = (...names: string[]) => quotaChecks(quota({pods: '0'}, {}, {scopes: names}), [], [pod({})]).map(({state}) => state);
	expect([scopes('BestEffort'), scopes('NotBestEffort'), scopes('Terminating'), scopes('NotTerminating'), scopes('PriorityClass')]).toEqual([
		['failed'],
		['ok'],
		['ok'],
		['failed'],
		['ok'],
	]);
});

test('no place for one more Job stops a run, which nobody would start later', () => {
	expect(told(quotaChecks(quota({'count/jobs.batch': '4'}, {'count/jobs.batch': '4'}), [], [pod({})]))).toEqual([
		['failed', 'The run asks for 1 of count/jobs.batch, and the quota "q" has 0 of 4 left.', 'environment.resources'],
	]);
});

test('limits of the namespace are told with the amount that goes beyond them, once for each resource', () => {
	const ranges = range({min: {cpu: '100m'}, max: {memory: '4Gi'}, default: {memory: '1Gi'}});
	expect(told(limitChecks(ranges, [pod({requests: {cpu: '50m', memory: '8Gi'}})]))).toEqual([
		['failed', 'The run has 8Gi of memory; the limit range "lr" allows 4Gi at most.', 'environment.resources.memory'],
		['failed', 'The run has 0.05 of cpu; the limit range "lr" wants 100m at least.', 'environment.resources.cpu'],
	]);
	expect(told(limitChecks(ranges, [pod({requests: {cpu: '1', memory: '2Gi'}}, 'build')]))).toEqual([
		['failed', 'The build requests 2Gi of memory and has no limit, so that the namespace sets 1Gi, which is less.', 'build'],
	]);
});

test('a limit for pods counts all containers', () => {
	const ranges = range({type: 'Pod', max: {memory: '3Gi'}});
	const sidecar = {name: 'b', image: 'x', resources: {limits: {memory: '2Gi'}}};
	const {containers} = pod({limits: {memory: '2Gi'}}).spec;
	expect(told(limitChecks(ranges, [pod({}, 'run', {containers: [...containers, sidecar]})]))).toEqual([
		['failed', 'The run has 4Gi of memory; the limit range "lr" allows 3Gi at most.', 'environment.resources.memory'],
	]);
});

test('the limits that a run gets without having asked are told', () => {
	const ranges = range({default: {memory: '256Mi', cpu: '500m'}, defaultRequest: {cpu: '100m'}});
	expect(told(limitChecks(ranges, [pod({limits: {cpu: '2'}})]))).toEqual([
		['ok', 'The namespace limits the run to memory 256Mi, where it sets no limit itself.'],
	]);
	expect(withDefaults(pod({limits: {cpu: '2'}}).spec, ranges).containers[0]?.resources).toEqual({
		limits: {memory: '256Mi', cpu: '2'},
		requests: {cpu: '2'},
	});
});
