import type {V1Node, V1Pod} from '@kubernetes/client-node';
import {type Answer, whyUnknown} from './ask.ts';
import {type Check, type Inspection, type PlannedPod, rowOf} from './check.ts';
import {allocatable, lacking} from './node-fit.ts';
import {misfitOf} from './node-misfit.ts';
import {resourcePath} from './places.ts';
import {demandOf, type PodAmounts, sum} from './pod-amounts.ts';
import {amountText} from './quantity.ts';

/** More than that are not read: they would not be here in time. */
const mostNodes = 500;
const mostPods = 2000;

type List<Item> = {readonly items: readonly Item[]; readonly metadata?: {readonly continue?: string}};

/** Whether there is a node for each of the pods, and whether it has devices left, where the account may see nodes and the pods of all namespaces. */
export async function checkNodes({ask, pods}: Inspection): Promise<readonly Check[]> {
	const asksForDevices = pods.some(({spec}) => Object.keys(demandOf(spec).requests).some(isDevice));
	const running = 'status.phase!=Succeeded,status.phase!=Failed';
	const [nodes, others] = await Promise.all([
		ask<List<V1Node>>('GET', '/api/v1/nodes', {query: {limit: mostNodes}}),
		asksForDevices ? ask<List<V1Pod>>('GET', '/api/v1/pods', {query: {limit: mostPods, fieldSelector: running}}) : undefined,
	]);
	return pods.map(pod => checkPod(pod, nodes, others));
}

function checkPod(pod: PlannedPod, nodes: Answer<List<V1Node>>, others: Answer<List<V1Pod>> | undefined): Check {
	const title = `Nodes for the ${pod.part}`;
	if (!nodes.isOk) return {topic: 'nodes', title, state: 'unknown', detail: whyUnknown(nodes.error, 'look at nodes')};
	const {items, metadata} = nodes.value;
	const {fitting, problem} = misfitOf(items, pod);
	if (problem && metadata?.continue) return {topic: 'nodes', title, state: 'unknown', detail: `None of the first ${mostNodes} nodes fits; there are more.`};
	if (problem) return rowOf('nodes', title, problem);
	const detail = `${fitting.length} of ${items.length === 1 ? '1 node' : `${items.length} nodes`} can take it`;
	const devices = Object.keys(demandOf(pod.spec).requests).filter(isDevice);
	if (devices.length === 0 || !others) return {topic: 'nodes', title, state: 'ok', detail: `${detail}.`};
	if (!others.isOk || others.value.metadata?.continue) return {topic: 'nodes', title, state: 'ok', detail: `${detail}; what is free there is not known.`};
	const busy = busyRow(title, pod, fitting, others.value.items);
	return busy ?? {topic: 'nodes', title, state: 'ok', detail: `${detail}, and has ${devices.join(', ')} free.`};
}

/** The row of a pod for which no node has enough left now. */
function busyRow(title: string, {part, spec}: PlannedPod, fitting: readonly V1Node[], pods: readonly V1Pod[]): Check | undefined {
	const {requests} = demandOf(spec);
	const taken = (node: V1Node): PodAmounts =>
		pods.filter(pod => pod.spec?.nodeName === node.metadata?.name).reduce((total, pod) => sum(total, demandOf(pod.spec!).requests), {} as PodAmounts);
	const lacks = fitting.map(node => lacking(node, requests, taken(node)));
	if (lacks.some(resources => resources.length === 0)) return undefined;
	const resource = lacks.flat().find(isDevice) ?? lacks.flat()[0]!;
	const free = Math.max(...fitting.map(node => allocatable(node, resource) - (taken(node)[resource] ?? 0)));
	const asked = amountText(resource, requests[resource] ?? 0);
	return rowOf('nodes', title, {
		code: 'no-free-node',
		severity: 'warning',
		message: `${part === 'build' ? 'The build' : 'The run'} will wait: it needs ${asked} of ${resource}, and no node that fits has more than ${amountText(resource, Math.max(0, free))} free now.`,
		path: resourcePath(part, resource),
	});
}

/** GPUs and their like have names with a domain. */
function isDevice(resource: string): boolean {
	return resource.includes('/');
}
