import type {V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {jobCondition, type Observed, podCondition} from './observed.ts';

/** Why some nodes do not take a pod. */
export type Shortage = {readonly nodes: number; readonly kind: 'resource' | 'taint' | 'selector' | 'closed' | 'volume' | 'other'; readonly word: string};

/** What the scheduler says of the nodes, in numbers. */
export type Scheduling = {readonly total: number; readonly shortages: readonly Shortage[]; readonly text: string};

/** Reads `0/5 nodes are available: 3 Insufficient nvidia.com/gpu, 2 node(s) had untolerated taint {k: v}. preemption: …`; undefined for other texts. */
export function parseScheduling(message: string): Scheduling | undefined {
	const [, total, rest = ''] = /^\d+\/(\d+) nodes are available: (.*)$/s.exec(sanitiseLine(message)) ?? [];
	if (total === undefined) return undefined;
	// Names of resources have dots too; a sentence of its own is what was tried to make room
	const text = rest.replace(/\.(?: (?:no new claims|preemption|not found).*|\s*)$/s, '');
	const shortages = text.split(/, (?=\d+ )/).map(part => {
		const [, nodes, reason = part] = /^(\d+) (.*)$/.exec(part) ?? [];
		return {nodes: nodes === undefined ? Number(total) : Number(nodes), ...shortageOf(reason)};
	});
	return {total: Number(total), shortages, text};
}

function shortageOf(reason: string): Pick<Shortage, 'kind' | 'word'> {
	const [, resource] = /^(?:Insufficient (.+)|Too many pods)$/.exec(reason) ?? [];
	if (/^(?:Insufficient|Too many pods)/.test(reason)) return {kind: 'resource', word: resource ?? 'pods'};
	if (/taint/.test(reason)) return {kind: 'taint', word: /\{(.*)\}/.exec(reason)?.[1]?.replace(': ', '=').replace(/=$/, '') ?? ''};
	if (/didn't match Pod's node affinity|node\(s\) didn't match node selector/.test(reason)) return {kind: 'selector', word: ''};
	if (/were unschedulable|not ready|unreachable/.test(reason)) return {kind: 'closed', word: ''};
	if (/[Pp]ersistent ?[Vv]olume|volume/.test(reason)) return {kind: 'volume', word: reason};
	return {kind: 'other', word: reason};
}

/** The same in words: `of 5 nodes, 3 have no nvidia.com/gpu free, 2 are reserved by the taint k=v`. */
export function schedulingText({total, shortages}: Scheduling): string {
	return `of ${total} ${total === 1 ? 'node' : 'nodes'}, ${shortages.map(shortageText).join(', ')}`;
}

function shortageText({nodes, kind, word}: Shortage): string {
	const has = nodes === 1 ? 'has' : 'have';
	const is = nodes === 1 ? 'is' : 'are';
	switch (kind) {
		case 'resource':
			return /^(?:cpu|memory|ephemeral-storage)$/.test(word) ? `${nodes} ${has} not enough ${word} free` : `${nodes} ${has} no ${word} free`;
		case 'taint':
			return `${nodes} ${is} reserved by ${word === '' ? 'a taint' : `the taint ${word}`}`;
		case 'selector':
			return `${nodes} ${has} other labels than the run asks for`;
		case 'closed':
			return `${nodes} ${is} closed or not ready`;
		case 'volume':
		case 'other':
			return `${nodes}: ${word}`;
	}
}

/** What a run without a node waits for; empty when it is only its turn. */
export function waitText(observed: Observed, pod: V1Pod | undefined): string {
	const queue = queueOf(observed, pod);
	if (queue !== undefined) return queue;
	const condition = podCondition(pod, 'PodScheduled');
	if (condition?.status !== 'False' || condition.message === undefined) return '';
	const scheduling = parseScheduling(condition.message);
	return scheduling ? schedulingText(scheduling) : sanitiseLine(condition.message);
}

/** What holds a run back on purpose; undefined when nothing does. */
export function queueOf({job}: Observed, pod: V1Pod | undefined): string | undefined {
	const gates = pod?.spec?.schedulingGates ?? [];
	const isHeld = gates.length > 0 || (pod === undefined && (job?.spec?.suspend === true || jobCondition(job, 'Suspended') !== undefined));
	if (!isHeld) return undefined;
	const queue = job?.metadata?.labels?.['kueue.x-k8s.io/queue-name'];
	if (queue !== undefined) return `waiting in the queue ${sanitiseLine(queue)}`;
	return gates.length > 0 ? `held back by ${gates.map(({name}) => sanitiseLine(name)).join(', ')}` : 'the Job is suspended';
}
