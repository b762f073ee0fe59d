import type {V1Affinity, V1Node, V1NodeSelectorRequirement, V1Taint, V1Toleration} from '@kubernetes/client-node';
import type {PodAmounts} from './pod-amounts.ts';
import {numberOf} from './quantity.ts';

/** Labels of a node by their keys. */
export type Labels = Readonly<Record<string, string>>;

/** Labels of a node. */
export function labelsOf({metadata}: V1Node): Labels {
	return metadata?.labels ?? {};
}

/** Whether a node is ready and takes new pods. */
export function isUsable({spec, status}: V1Node): boolean {
	return spec?.unschedulable !== true && (status?.conditions ?? []).some(({type, status: state}) => type === 'Ready' && state === 'True');
}

/** Whether a node has all labels of a selector. */
export function isSelected(node: V1Node, selector: Labels): boolean {
	return Object.entries(selector).every(([key, value]) => labelsOf(node)[key] === value);
}

/** Whether a node is one that an affinity requires. (Kubernetes API, `NodeSelectorTerm`: terms are alternatives, their expressions come together) */
export function isInAffinity(node: V1Node, affinity: V1Affinity | undefined): boolean {
	const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
	if (!terms) return true;
	return terms.some(({matchExpressions = [], matchFields = []}) => {
		const fields = {'metadata.name': node.metadata?.name ?? ''};
		return (
			matchExpressions.length + matchFields.length > 0 &&
			matchExpressions.every(expression => matches(labelsOf(node), expression)) &&
			matchFields.every(expression => matches(fields, expression))
		);
	});
}

function matches(labels: Labels, {key, operator, values = []}: V1NodeSelectorRequirement): boolean {
	const value = labels[key];
	switch (operator) {
		case 'In':
			return value !== undefined && values.includes(value);
		case 'NotIn':
			return value === undefined || !values.includes(value);
		case 'Exists':
			return value !== undefined;
		case 'DoesNotExist':
			return value === undefined;
		case 'Gt':
			return Number(value) > Number(values[0]);
		case 'Lt':
			return Number(value) < Number(values[0]);
		default:
			return true;
	}
}

/** The taints of a node that keep a pod with these tolerations away. */
export function untolerated({spec}: V1Node, tolerations: readonly V1Toleration[]): readonly V1Taint[] {
	// A node that is cordoned or not ready has taints too; `isUsable` says that in better words
	return (spec?.taints ?? []).filter(
		taint =>
			taint.effect !== 'PreferNoSchedule' && !taint.key.startsWith('node.kubernetes.io/') && !tolerations.some(toleration => tolerates(toleration, taint)),
	);
}

function tolerates({key, operator = 'Equal', value = '', effect}: V1Toleration, taint: V1Taint): boolean {
	if (effect && effect !== taint.effect) return false;
	if (!key) return operator === 'Exists';
	return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}

/** How much of a resource a node has for pods. */
export function allocatable({status}: V1Node, resource: string): number {
	return numberOf(status?.allocatable?.[resource] ?? '0');
}

/** The resources of which a node has less than is asked for, when `taken` of it is in use. */
export function lacking(node: V1Node, requests: PodAmounts, taken: PodAmounts = {}): readonly string[] {
	return Object.entries(requests).flatMap(([resource, amount]) => (amount > allocatable(node, resource) - (taken[resource] ?? 0) ? [resource] : []));
}

/**
 * Whether the cluster may make nodes by itself: they are of a cloud or of a machine pool, which their provider ids say. Clusters on one's own machines have
 * none, or one of k3s, kind or minikube. (Kubernetes API, `spec.providerID`)
 */
export function mayGrow(nodes: readonly V1Node[]): boolean {
	return nodes.some(({spec}) => spec?.providerID !== undefined && /^(?!kind|k3s|k3d|minikube)\w/.test(spec.providerID));
}
