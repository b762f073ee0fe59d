import type {V1Node} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {allocatable, isUsable, labelsOf} from '../preflight/node-fit.ts';

/** A label of nodes, with how many nodes have which value; the most frequent value first. */
export type LabelFact = {readonly key: string; readonly values: ReadonlyArray<{readonly value: string; readonly nodes: number}>};

/** GPUs and their like: how many all usable nodes have, and how many the largest one has. */
export type DeviceFact = {readonly resource: string; readonly total: number; readonly mostOnOneNode: number; readonly nodes: number};

/** Labels that a node_selector can name, by their keys. */
export function labelsOfNodes(nodes: readonly V1Node[]): readonly LabelFact[] {
	const counts = new Map<string, Map<string, number>>();
	for (const node of nodes) {
		for (const [key, value] of Object.entries(labelsOf(node))) {
			// Older names of kubernetes.io/arch and kubernetes.io/os
			if (key.startsWith('beta.kubernetes.io/')) continue;
			const values = counts.get(key) ?? new Map<string, number>();
			counts.set(key, values.set(value, (values.get(value) ?? 0) + 1));
		}
	}
	return [...counts]
		.map(([key, values]) => ({
			key: sanitiseLine(key),
			values: [...values].map(([value, of]) => ({value: sanitiseLine(value), nodes: of})).sort((a, b) => b.nodes - a.nodes || (a.value < b.value ? -1 : 1)),
		}))
		.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Devices that nodes offer: resources whose name has a domain, as device plugins give them. (Kubernetes documentation, "Extended resources") */
export function devicesOf(nodes: readonly V1Node[]): readonly DeviceFact[] {
	const usable = nodes.filter(isUsable);
	const names = new Set(usable.flatMap(({status}) => Object.keys(status?.allocatable ?? {})).filter(name => name.includes('/')));
	return [...names].sort().flatMap(resource => {
		const amounts = usable.map(node => allocatable(node, resource)).filter(amount => amount > 0);
		if (amounts.length === 0) return [];
		return [
			{resource: sanitiseLine(resource), total: amounts.reduce((sum, amount) => sum + amount), mostOnOneNode: Math.max(...amounts), nodes: amounts.length},
		];
	});
}
