import type {V1Container, V1PodSpec} from '@kubernetes/client-node';
import {numberOf} from './quantity.ts';

/** Amounts by the names that Kubernetes has for resources: cores, bytes, devices. */
export type PodAmounts = Readonly<Record<string, number>>;

/** What a pod takes of a node and of a quota. */
export type Demand = {readonly requests: PodAmounts; readonly limits: PodAmounts};

/**
 * Requests and limits of a whole pod: its containers and sidecars together, or the largest init container where that is more. (Kubernetes documentation,
 * "Init containers: resource sharing within containers")
 */
export function demandOf(spec: V1PodSpec): Demand {
	return {requests: effective(spec, requestsOf), limits: effective(spec, ({resources}) => numbersOf(resources?.limits))};
}

/** Requests of a container; a limit without a request is a request too. */
function requestsOf({resources}: V1Container): PodAmounts {
	return {...numbersOf(resources?.limits), ...numbersOf(resources?.requests)};
}

function numbersOf(quantities: Readonly<Record<string, string>> | undefined): PodAmounts {
	return Object.fromEntries(Object.entries(quantities ?? {}).map(([name, quantity]) => [name, numberOf(quantity)]));
}

function effective({containers, initContainers = [], overhead}: V1PodSpec, amountsOf: (container: V1Container) => PodAmounts): PodAmounts {
	const sidecars = initContainers.filter(({restartPolicy}) => restartPolicy === 'Always').map(amountsOf);
	const before = initContainers.filter(({restartPolicy}) => restartPolicy !== 'Always').map(amountsOf);
	const together = [...containers.map(amountsOf), ...sidecars, numbersOf(overhead)].reduce(sum, {});
	return before.reduce(most, together);
}

/** Both amounts together. */
export function sum(one: PodAmounts, other: PodAmounts): PodAmounts {
	return merge(one, other, (a, b) => a + b);
}

function most(one: PodAmounts, other: PodAmounts): PodAmounts {
	return merge(one, other, Math.max);
}

function merge(one: PodAmounts, other: PodAmounts, of: (a: number, b: number) => number): PodAmounts {
	const names = new Set([...Object.keys(one), ...Object.keys(other)]);
	return Object.fromEntries([...names].map(name => [name, of(one[name] ?? 0, other[name] ?? 0)]));
}
