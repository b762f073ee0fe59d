import type {ClusterFacts} from '../../engines/kubernetes/facts/cluster-facts.ts';
import {gpuName} from '../../engines/kubernetes/manifests/amounts.ts';
import {nearest} from '../../polyaxonfile/names.ts';
import type {Answers} from '../answers.ts';
import {labelsIn, type NodeLabel, selectorText} from '../node-selector.ts';
import {devicesOf} from '../quantity.ts';
import {type WizardProblem, warningAt} from '../wizard-problem.ts';
import {isTemplate} from './placement.ts';

/** What of the step Resources the cluster does not have now. Nodes may still come, so it only warns; what is not known is not said. */
export function problemsAway(answers: Answers, facts: ClusterFacts): readonly WizardProblem[] {
	return [...gpuAway(answers, facts), ...labelsAway(answers, facts), ...accountAway(answers, facts)];
}

function gpuAway({resources}: Answers, {devices}: ClusterFacts): readonly WizardProblem[] {
	const wanted = devicesOf(resources.gpu ?? '') ?? 0;
	if (!devices || wanted === 0) return [];
	const most = devices.find(({resource}) => resource === gpuName)?.mostOnOneNode ?? 0;
	if (wanted <= most) return [];
	const what = most === 0 ? `No node has a GPU (${gpuName}) now.` : `No node has ${wanted} GPUs; the largest one has ${most}.`;
	return [warningAt(['resources', 'gpu'], 'gpu-away', what, 'The run would wait until there is one that has.')];
}

function labelsAway({nodeSelector}: Answers, {nodeLabels}: ClusterFacts): readonly WizardProblem[] {
	if (!nodeLabels) return [];
	const labels = labelsIn(nodeSelector);
	return labels.flatMap((label, index) => {
		const known = nodeLabels.find(({key}) => key === label.key);
		const values = known?.values.map(({value}) => value) ?? [];
		if (values.includes(label.value) || isTemplate(label.value)) return [];
		const instead = known ? nearest(label.value, values) : nearestLabel(label, nodeLabels);
		const better = instead === undefined ? undefined : known ? {...label, value: instead} : {...label, key: instead};
		const fix = better && {label: `make it ${selectorText([better])}`, answers: {nodeSelector: selectorText(labels.with(index, better))}};
		const message = known ? `No node has ${selectorText([label])}.` : `No node has the label ${label.key}.`;
		const hint = known
			? `Nodes have ${label.key}=${values.slice(0, 4).join(', ')}${values.length > 4 ? ', …' : ''}.`
			: 'The run would wait until there is one that has.';
		return [warningAt(['nodeSelector'], 'label-away', message, hint, fix)];
	});
}

/** A key that is nearly the same, and of which there is this value. */
function nearestLabel({key, value}: NodeLabel, nodeLabels: NonNullable<ClusterFacts['nodeLabels']>): string | undefined {
	const same = nodeLabels.filter(({values}) => values.some(each => each.value === value));
	return nearest(
		key,
		same.map(each => each.key),
	);
}

function accountAway({serviceAccount}: Answers, {serviceAccounts}: ClusterFacts): readonly WizardProblem[] {
	if (!serviceAccounts || serviceAccount === '' || serviceAccounts.includes(serviceAccount) || isTemplate(serviceAccount)) return [];
	const meant = nearest(serviceAccount, serviceAccounts);
	const fix = meant === undefined ? undefined : {label: `use ${meant}`, answers: {serviceAccount: meant}};
	const hint = meant === undefined ? `Create it: kubectl create serviceaccount ${serviceAccount}.` : `Did you mean ${meant}?`;
	return [warningAt(['serviceAccount'], 'account-away', `The namespace has no service account ${serviceAccount}.`, hint, fix)];
}
