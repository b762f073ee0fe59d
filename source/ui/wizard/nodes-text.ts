import {gpuName} from '../../engines/kubernetes/manifests/amounts.ts';
import type {Answers} from '../../wizard/answers.ts';
import type {AskedPlace} from '../../wizard/clusters.ts';
import {isTelling, suggestAccounts, suggestLabels} from '../../wizard/suggest-placement.ts';
import {placeText} from './place-text.ts';
import type {ResourceField} from './resource-fields.ts';

/** What a run of the answers can ask of the cluster, one line each; beside a field for which there are offers, only why there are none. Nothing where the cluster does not tell. */
export function nodesText(asked: AskedPlace, answers: Answers, field?: ResourceField): readonly string[] {
	const {facts} = asked;
	if (!facts) return [];
	if (answers.engine !== 'kubernetes') {
		const isOther = field === 'nodeSelector' || field === 'serviceAccount';
		return isOther ? ['only runs in a cluster have one: choose Kubernetes in the step Where, and come back for what it has'] : devicesText(asked);
	}
	const place = placeText(asked);
	const gpus = facts.devices?.some(({resource}) => resource === gpuName) === false ? [`no GPUs (${gpuName}) on the nodes of ${place}`] : [];
	switch (field) {
		case 'gpu':
			return gpus;
		case 'nodeSelector':
			if (!facts.nodeLabels) return [`${place} did not list its nodes (your account may not, or it was too slow): type the labels`];
			return suggestLabels(facts, answers).length > 0 ? [] : [`the nodes of ${place} have no other labels to choose by`];
		case 'serviceAccount':
			if (!facts.serviceAccounts) return [`${place} did not list its service accounts (your account may not, or it was too slow): type the name`];
			return suggestAccounts(facts, answers).length > 0 ? [] : [`no other service account in ${place}`];
		default: {
			const labels = (facts.nodeLabels ?? []).filter(isTelling).flatMap(({key, values}) => values.slice(0, 3).map(({value}) => `${key}=${value}`));
			const accounts = (facts.serviceAccounts ?? []).filter(name => name !== 'default');
			return [
				...(gpus.length > 0 ? gpus : devicesText(asked)),
				...(labels.length === 0 ? [] : [`labels for the node selector: ${someOf(labels)}`]),
				...(accounts.length === 0 ? [] : [`service accounts: ${someOf(accounts)}`]),
			];
		}
	}
}

function devicesText({facts, ...place}: AskedPlace): readonly string[] {
	return (facts?.devices ?? []).map(({resource, total, mostOnOneNode, nodes}) => {
		const spread = nodes === 1 ? 'on 1 node' : `on ${nodes} nodes, at most ${mostOnOneNode} on one`;
		return `${placeText(place)} has ${total} ${resource} ${spread}`;
	});
}

function someOf(names: readonly string[]): string {
	return names.length > 8 ? `${names.slice(0, 7).join(', ')} and ${names.length - 7} more` : names.join(', ');
}
