import type {ClusterFacts} from '../engines/kubernetes/facts/cluster-facts.ts';
import type {LabelFact} from '../engines/kubernetes/facts/node-facts.ts';
import {gpuName} from '../engines/kubernetes/manifests/amounts.ts';
import type {Answers} from './answers.ts';
import {labelsIn, selectorParts, selectorText} from './node-selector.ts';
import type {Suggestion} from './suggestions.ts';

/** One GPU, and all of the largest node. */
export function suggestGpus({devices = []}: ClusterFacts, {resources}: Answers): readonly Suggestion[] {
	const gpu = devices.find(({resource}) => resource === gpuName);
	if (!gpu) return [];
	const spread = gpu.nodes === 1 ? 'on 1 node' : `on ${gpu.nodes} nodes, at most ${gpu.mostOnOneNode} on one`;
	const amounts = gpu.mostOnOneNode > 1 ? [1, gpu.mostOnOneNode] : [1];
	return amounts
		.filter(amount => String(amount) !== resources.gpu)
		.map(amount => ({label: `${amount} of ${gpu.total} ${gpuName}`, foundIn: spread, answers: {resources: {...resources, gpu: String(amount)}}}));
}

/** Labels with the number of nodes that have them. What is typed last narrows them; then also those by which nobody chooses are among them. */
export function suggestLabels({nodeLabels = []}: ClusterFacts, {nodeSelector}: Answers): readonly Suggestion[] {
	const chosen = labelsIn(nodeSelector);
	const all = nodeLabels.flatMap(fact => fact.values.map(({value, nodes}) => ({key: fact.key, value, nodes, isTelling: isTelling(fact)})));
	const others = all.filter(({key, value}) => !chosen.some(label => label.key === key && label.value === value));
	const last = selectorParts(nodeSelector).at(-1);
	const typed = last === undefined ? '' : last.value === undefined ? last.key : selectorText([{key: last.key, value: last.value}]);
	const isPart = typed !== '' && !/,\s*$/.test(nodeSelector) && !all.some(label => selectorText([label]) === typed);
	const narrowed = isPart ? holding(typed, others, label => selectorText([label])) : [];
	const offered = narrowed.length > 0 ? narrowed : others.filter(label => label.isTelling);
	const kept = narrowed.length > 0 ? chosen.filter(({key, value}) => key !== last?.key || value !== last.value) : chosen;
	return offered.map(({key, value, nodes}) => ({
		label: selectorText([{key, value}]),
		foundIn: nodes === 1 ? '1 node' : `${nodes} nodes`,
		answers: {nodeSelector: selectorText([...kept.filter(label => label.key !== key), {key, value}])},
	}));
}

/** Service accounts of the namespace, besides the one that a run has anyway. */
export function suggestAccounts({serviceAccounts = []}: ClusterFacts, {serviceAccount}: Answers): readonly Suggestion[] {
	const others = serviceAccounts.filter(name => name !== serviceAccount && name !== 'default');
	const narrowed = serviceAccount === '' || serviceAccounts.includes(serviceAccount) ? [] : holding(serviceAccount, others, name => name);
	return (narrowed.length > 0 ? narrowed : others).map(name => ({label: name, answers: {serviceAccount: name}}));
}

/** A label chooses among nodes when they differ in it, or when it is of their devices or their own making. Names of single nodes are not for a file. */
export function isTelling({key, values}: LabelFact): boolean {
	if (key === 'kubernetes.io/hostname' || key.startsWith('node-role.kubernetes.io/')) return false;
	return values.length > 1 || !/kubernetes\.io\//.test(key);
}

function holding<T>(typed: string, all: readonly T[], textOf: (of: T) => string): readonly T[] {
	return all.filter(each => textOf(each).toLowerCase().includes(typed.toLowerCase()));
}
