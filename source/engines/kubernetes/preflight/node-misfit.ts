import type {V1Node} from '@kubernetes/client-node';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {PlannedPod} from './check.ts';
import {allocatable, isInAffinity, isSelected, isUsable, type Labels, labelsOf, lacking, mayGrow, untolerated} from './node-fit.ts';
import {resourcePath} from './places.ts';
import {demandOf} from './pod-amounts.ts';
import {amountText} from './quantity.ts';

type Fault = Omit<Problem, 'severity'>;

/** The nodes that could take a pod if nothing else ran on them; when there are none, the reason for which the last ones fell out. */
export function misfitOf(nodes: readonly V1Node[], pod: PlannedPod): {readonly fitting: readonly V1Node[]; readonly problem?: Problem} {
	const {part, spec} = pod;
	const {nodeSelector = {}, affinity, tolerations = []} = spec;
	const who = part === 'build' ? 'the build' : 'the run';
	const usable = nodes.filter(isUsable);
	// Nodes come back by themselves
	if (usable.length === 0) return misfit(nodes, 'warning', {code: 'no-ready-node', message: `No node is ready: ${who} will wait.`, path: []});
	const selected = usable.filter(node => isSelected(node, nodeSelector));
	if (selected.length === 0) return misfit(nodes, 'error', selectorFault(usable, nodeSelector, part));
	const wanted = selected.filter(node => isInAffinity(node, affinity));
	if (wanted.length === 0)
		return misfit(nodes, 'error', {
			code: 'no-such-node',
			message: `No node is one that the affinity of ${who} requires.`,
			path: part === 'build' ? ['build'] : ['environment', 'affinity'],
		});
	const open = wanted.filter(node => untolerated(node, tolerations).length === 0);
	if (open.length === 0) return misfit(nodes, 'error', taintFault(wanted, pod));
	const {requests} = demandOf(spec);
	const fitting = open.filter(node => lacking(node, requests).length === 0);
	return fitting.length > 0 ? {fitting} : misfit(nodes, 'error', resourceFault(open, requests, part));
}

function misfit(nodes: readonly V1Node[], severity: Problem['severity'], fault: Fault): {readonly fitting: readonly V1Node[]; readonly problem: Problem} {
	if (severity === 'warning' || !mayGrow(nodes)) return {fitting: [], problem: {...fault, severity}};
	// Clusters in clouds make nodes when pods wait for them
	return {fitting: [], problem: {...fault, severity: 'warning', message: `${fault.message} It will wait unless the cluster adds such a node by itself.`}};
}

function selectorFault(nodes: readonly V1Node[], selector: Labels, part: PlannedPod['part']): Fault {
	const own = Object.entries(selector);
	const absent = own.find(([key, value]) => !nodes.some(node => labelsOf(node)[key] === value));
	const path = (keys: readonly string[]): Problem['path'] => (part === 'build' ? ['build'] : ['environment', 'node_selector', ...keys]);
	if (!absent) {
		const labels = own.map(([key, value]) => sanitiseLine(`${key}=${value}`)).join(', ');
		return {code: 'no-such-node', message: `No node has all of the labels ${labels}.`, path: path([])};
	}
	const [key, value] = absent;
	const values = [...new Set(nodes.flatMap(node => labelsOf(node)[key] ?? []))].sort();
	const seen = values.slice(0, 5).map(sanitiseLine).join(', ');
	const hint =
		values.length > 0 ? `Nodes have it as: ${seen}${values.length > 5 ? ', …' : ''}.` : 'See what labels there are: kubectl get nodes --show-labels.';
	return {code: 'no-such-node', message: `No node has the label ${sanitiseLine(`${key}=${value}`)}.`, hint, path: path([key])};
}

function taintFault(nodes: readonly V1Node[], {part, spec}: PlannedPod): Fault {
	const taints = nodes.flatMap(node => untolerated(node, spec.tolerations ?? []).slice(0, 1));
	const texts = [...new Set(taints.map(({key, value, effect}) => sanitiseLine(`${key}${value ? `=${value}` : ''}:${effect}`)))];
	const [first] = taints;
	const toleration = first
		? `{key: ${first.key}, ${first.value ? `operator: Equal, value: ${JSON.stringify(first.value)}` : 'operator: Exists'}, effect: ${first.effect}}`
		: '';
	return {
		code: 'nodes-reserved',
		message: `The nodes that fit ${part === 'build' ? 'the build' : 'the run'} are reserved for others by the taint ${texts.join(', ')}.`,
		hint: `If you may use them, write into environment: "tolerations: [${sanitiseLine(toleration)}]".`,
		path: ['environment', 'tolerations'],
	};
}

function resourceFault(nodes: readonly V1Node[], requests: Readonly<Record<string, number>>, part: PlannedPod['part']): Fault {
	const lacks = nodes.map(node => lacking(node, requests));
	const everywhere = lacks[0]!.filter(resource => lacks.every(resources => resources.includes(resource)));
	const resource = everywhere[0] ?? lacks[0]![0]!;
	const largest = Math.max(...nodes.map(node => allocatable(node, resource)));
	const asked = amountText(resource, requests[resource] ?? 0);
	const whose = part === 'build' ? 'The build' : 'The run';
	const path = resourcePath(part, resource);
	if (largest === 0) {
		const offered = [...new Set(nodes.flatMap(({status}) => Object.keys(status?.allocatable ?? {})))].filter(name => name.includes('/')).map(sanitiseLine);
		const hint = offered.length > 0 ? `They have ${offered.join(', ')}.` : 'They have no devices at all. Ask for none, or use another cluster: --context NAME.';
		return {
			code: 'no-such-resource',
			message: `${whose} asks for ${asked} of ${resource}, and no node that fits has any.`,
			...(part === 'run' && {hint}),
			path,
		};
	}
	if (everywhere.length === 0) return {code: 'too-large', message: `${whose} asks for more than any one node has: no node has enough of everything.`, path};
	return {
		code: 'too-large',
		message: `${whose} asks for ${asked} of ${resource}, and the largest node that fits has ${amountText(resource, largest)}.`,
		...(part === 'run' && {hint: 'Ask for less in environment.resources, or use another cluster: --context NAME.'}),
		path,
	};
}
