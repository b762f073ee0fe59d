import type {V1Node, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {amountText, numberOf} from '../../preflight/quantity.ts';
import {eventsAbout, podCondition} from '../observed.ts';
import {parseScheduling, queueOf, type Scheduling, type Shortage, schedulingText} from '../scheduling-words.ts';
import {type Cause, type ClusterDiagnosis, failure, type Look} from './cause.ts';
import {kubectl} from './kubectl.ts';

/** Rows 12 to 14: no node takes the pod. */
export const schedulingCause: Cause = look => {
	const condition = podCondition(look.pod, 'PodScheduled');
	if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return undefined;
	const message = sanitiseLine(condition.message ?? '');
	const scheduling = parseScheduling(message);
	const volume = volumeCause(look, message);
	if (volume) return volume;
	if (!scheduling) return failure('unschedulable', 'no node takes the run', 'The message is that of the scheduler.', [message], {isSticky: 'maybe'});
	const [main] = [...scheduling.shortages].sort((one, other) => weights[one.kind] - weights[other.kind]);
	const told =
		main &&
		(main.kind === 'resource'
			? resource(look, main, scheduling)
			: main.kind === 'taint'
				? taint(look, main)
				: main.kind === 'selector'
					? selector(look)
					: undefined);
	const base = told ?? failure('unschedulable', 'no node takes the run', `See the nodes: ${kubectl(look, 'get', 'nodes')}.`, [], {isSticky: 'maybe'});
	const isPlain = told !== undefined && scheduling.total === 1;
	return scaled(look, {...base, title: isPlain ? base.title : `${base.title}: ${schedulingText(scheduling)}`, evidence: [message]});
};

/** What a user can change stands first. */
const weights: Readonly<Record<Shortage['kind'], number>> = {resource: 0, selector: 1, taint: 2, volume: 3, other: 4, closed: 5};

function resource(look: Look, {word}: Shortage, {shortages}: Scheduling): ClusterDiagnosis {
	const largest = Math.max(0, ...(look.observed.nodes ?? []).map(node => numberOf(String(node.status?.allocatable?.[word] ?? '0'))));
	const wanted = requested(look.pod, word);
	const isTooMuch = look.observed.nodes !== undefined && look.observed.nodes.length > 0 && wanted > largest;
	const isDevice = word.includes('/');
	const rest = {isSticky: isTooMuch ? true : ('maybe' as const)};
	const amount = amountText(word, wanted);
	if (isTooMuch && isDevice && largest === 0) {
		const hint = `Take resources.gpu out of the file, or use a cluster that has ${word}. Where GPUs are there, their device plugin may be missing.`;
		return failure('unschedulable-gpu', `no node of this cluster has ${word}`, hint, [], rest);
	}
	const code = isDevice ? 'unschedulable-gpu' : 'unschedulable-resources';
	if (isTooMuch) {
		const hint = `Ask for less in environment.resources.${isDevice ? 'gpu' : word}: the largest node has ${amountText(word, largest)}.`;
		return failure(code, `the run asks for more ${word} than any node has (${amount})`, hint, [], rest);
	}
	const others = shortages.some(({kind}) => kind === 'taint') ? ' Nodes that are reserved by a taint need a toleration in the file.' : '';
	const hint = `It starts when others have ended${isDevice ? '' : `, or ask for less in environment.resources.${word}`}. Who uses the nodes: kubectl describe nodes.${others}`;
	return failure(code, `no node has enough ${word} free${Number.isFinite(wanted) && wanted > 0 ? ` (${amount} asked)` : ''}`, hint, [], rest);
}

function taint({observed}: Look, {word}: Shortage): ClusterDiagnosis {
	const taints = (observed.nodes ?? []).flatMap(({spec}) => spec?.taints ?? []).filter(({effect}) => effect !== 'PreferNoSchedule');
	const [key = '', value = ''] = word.split('=');
	const named = taints.length > 0 ? taints : key === '' ? [] : [{key, value, effect: 'NoSchedule'}];
	const wanted = named.map(({key, value, effect}) =>
		sanitiseLine(value ? `{key: ${key}, operator: Equal, value: ${value}, effect: ${effect}}` : `{key: ${key}, operator: Exists, effect: ${effect}}`),
	);
	const hint =
		wanted.length === 0
			? 'See the taints (kubectl describe nodes), and add the toleration to environment.tolerations if the run may use them.'
			: `If the run may use them, add to the file: environment: {tolerations: [${[...new Set(wanted)].join(', ')}]}.`;
	return failure('unschedulable-taint', 'the nodes are reserved', hint, [], {isSticky: 'maybe'});
}

function selector({observed, pod}: Look): ClusterDiagnosis {
	const wanted = Object.entries(pod?.spec?.nodeSelector ?? {});
	const text = wanted.map(([key, value]) => sanitiseLine(`${key}=${value}`)).join(', ');
	const seen = labelsSeen(
		observed.nodes ?? [],
		wanted.map(([key]) => key),
	);
	const hint = `Correct environment.node_selector or affinity. ${seen === '' ? 'Labels of the nodes: kubectl get nodes --show-labels.' : `The nodes have: ${seen}.`}`;
	const title = text === '' ? 'no node fits the affinity of the run' : `no node has the label ${text}`;
	return failure('unschedulable-selector', title, hint, [], {isSticky: true});
}

/** The values that the wanted keys have, else the labels that somebody gave to the nodes. */
function labelsSeen(nodes: readonly V1Node[], keys: readonly string[]): string {
	const all = [...new Set(nodes.flatMap(({metadata}) => Object.entries(metadata?.labels ?? {}).map(([key, value]) => sanitiseLine(`${key}=${value}`))))];
	const same = all.filter(label => keys.includes(label.slice(0, label.indexOf('='))));
	const own = all.filter(
		label => /^(?:[\w-]+=|kubernetes\.io\/arch=|node\.kubernetes\.io\/instance-type=)/.test(label) || !/^[\w.-]*(?:kubernetes|k8s)\.io\//.test(label),
	);
	return (same.length > 0 ? same : own).slice(0, 8).join(', ');
}

function volumeCause(look: Look, message: string): ClusterDiagnosis | undefined {
	if (!/persistentvolumeclaim|PersistentVolumeClaims|volume node affinity/i.test(message)) return undefined;
	const [, named] = /persistentvolumeclaim "([^"]+)" (?:not found|is being deleted)/i.exec(message) ?? [];
	const see = `See ${kubectl(look, 'get', 'persistentvolumeclaims')}.`;
	if (named !== undefined)
		return failure('volume-missing', `the volume claim ${named} is not there`, `Create it, or correct its name. ${see}`, [message], {isSticky: true});
	const claims = (look.pod?.spec?.volumes ?? []).flatMap(({persistentVolumeClaim: claim}) => (claim ? [sanitiseLine(claim.claimName)] : []));
	const title = `the volume ${claims.join(', ')} is not ready`;
	return failure('volume-not-ready', title, `It waits for storage, which somebody or a storage class has to give. ${see}`, [message], {isSticky: 'maybe'});
}

/** What an autoscaler says. */
function scaled({observed, pod}: Look, diagnosis: ClusterDiagnosis): ClusterDiagnosis {
	const [last] = eventsAbout(observed, pod, 'TriggeredScaleUp', 'NotTriggerScaleUp').slice(-1);
	if (!last) return diagnosis;
	const evidence = [...diagnosis.evidence, sanitiseLine(last.message ?? '')];
	if (last.reason === 'NotTriggerScaleUp') return {...diagnosis, evidence, hint: `${diagnosis.hint} The cluster does not add nodes for it.`};
	return {...diagnosis, evidence, severity: 'info', isSticky: false, hint: 'The cluster adds a node for this run; that takes some minutes.'};
}

function requested(pod: V1Pod | undefined, name: string): number {
	const amounts = (pod?.spec?.containers ?? []).map(({resources}) => numberOf(String(resources?.requests?.[name] ?? resources?.limits?.[name] ?? '0')));
	return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** Row 15: somebody holds the run back on purpose. */
export const queueCause: Cause = ({observed, pod}) => {
	const queue = queueOf(observed, pod);
	if (queue === undefined) return undefined;
	const [suspended] = eventsAbout(observed, observed.job, 'Suspended').slice(-1);
	const evidence = [sanitiseLine(podCondition(pod, 'PodScheduled')?.message ?? suspended?.message ?? '')];
	return failure('queued', `the run waits for its turn: ${queue}`, 'It starts when the queue lets it; nothing is wrong.', evidence, {severity: 'info'});
};
