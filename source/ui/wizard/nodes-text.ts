import type {LabelFact} from '../../engines/kubernetes/facts/node-facts.ts';
import type {Answers} from '../../wizard/answers.ts';
import type {AskedPlace} from '../../wizard/clusters.ts';
import {placeText} from './place-text.ts';

/** What a run of the answers can ask of the cluster's nodes, one line each: GPUs, labels, service accounts; nothing where the cluster does not tell. */
export function nodesText(asked: AskedPlace, {engine}: Pick<Answers, 'engine'>): readonly string[] {
	const {facts} = asked;
	if (!facts) return [];
	if (engine !== 'kubernetes') return devicesText(asked);
	const labels = (facts.nodeLabels ?? []).filter(isTelling).flatMap(({key, values}) => values.slice(0, 3).map(({value}) => `${key}=${value}`));
	const accounts = (facts.serviceAccounts ?? []).filter(name => name !== 'default');
	return [
		...(facts.devices?.length === 0 ? [`no GPUs on the nodes of ${placeText(asked)}`] : devicesText(asked)),
		...(labels.length === 0 ? [] : [`labels for environment.node_selector: ${someOf(labels)}`]),
		...(accounts.length === 0 ? [] : [`names for environment.service_account: ${someOf(accounts)}`]),
	];
}

function devicesText({facts, ...place}: AskedPlace): readonly string[] {
	return (facts?.devices ?? []).map(({resource, total, mostOnOneNode, nodes}) => {
		const spread = nodes === 1 ? 'on 1 node' : `on ${nodes} nodes, at most ${mostOnOneNode} on one`;
		return `${placeText(place)} has ${total} ${resource} ${spread}`;
	});
}

/** A label chooses among nodes when they differ in it, or when it is of their devices or their own making. Names of single nodes are not for a file. */
function isTelling({key, values}: LabelFact): boolean {
	if (key === 'kubernetes.io/hostname' || key.startsWith('node-role.kubernetes.io/')) return false;
	return values.length > 1 || !/kubernetes\.io\//.test(key);
}

function someOf(names: readonly string[]): string {
	return names.length > 8 ? `${names.slice(0, 7).join(', ')} and ${names.length - 7} more` : names.join(', ');
}
