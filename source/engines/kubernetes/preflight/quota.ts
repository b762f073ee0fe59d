import type {V1PodSpec, V1ResourceQuota} from '@kubernetes/client-node';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {type Check, type PlannedPod, rowOf} from './check.ts';
import {type LimitRange, withDefaults} from './limit-range.ts';
import {resourcePath, wayOut} from './places.ts';
import {type Demand, demandOf} from './pod-amounts.ts';
import {amountText, numberOf} from './quantity.ts';

const title = 'Quota of the namespace';

/** Whether the quotas leave room for each of the pods; they run one after the other. What is used now makes it wait, what is too much for ever stops it. */
export function quotaChecks(quotas: readonly V1ResourceQuota[], ranges: readonly LimitRange[], pods: readonly PlannedPod[]): readonly Check[] {
	if (quotas.length === 0) return [{topic: 'quota', title, state: 'ok', detail: 'There is none.'}];
	const rows = quotas.flatMap(quota =>
		pods.flatMap(({part, spec}) => {
			const filled = withDefaults(spec, ranges);
			if (!isInScope(quota, filled)) return [];
			const {hard = {}, used = {}} = quota.status ?? {};
			return Object.entries(hard).flatMap(([resource, quantity]) => {
				const problem = problemOf(quota, part, resource, numberOf(quantity), numberOf(used[resource] ?? '0'), filled);
				return problem ? [rowOf('quota', title, problem)] : [];
			});
		}),
	);
	return rows.length > 0 ? rows : [{topic: 'quota', title, state: 'ok', detail: quotas.map(usageText).join('; ')}];
}

function problemOf(quota: V1ResourceQuota, part: PlannedPod['part'], resource: string, hard: number, used: number, spec: V1PodSpec): Problem | undefined {
	const name = sanitiseLine(quota.metadata?.name ?? '');
	const whose = part === 'build' ? 'The build' : 'The run';
	const path = resourcePath(part, resource);
	if (lacksAmount(resource, spec)) {
		const what = resource.startsWith('limits.') ? `limits of ${resource.slice(7)}` : `requests of ${resource.replace('requests.', '')}`;
		const message = `The quota "${name}" takes only pods with ${what}, and ${whose.toLowerCase()} has none.`;
		return {code: 'quota-needs-amount', severity: 'error', message, hint: wayOut(part, `Set ${what}`), path};
	}
	const amount = amountOf(demandOf(spec), resource);
	if (amount === undefined || amount === 0) return undefined;
	const asked = `${amountText(resource, amount)} of ${resource}`;
	if (amount > hard) {
		const message = `${whose} asks for ${asked}, and the quota "${name}" has ${amountText(resource, hard)} in all.`;
		return {code: 'beyond-quota', severity: 'error', message, hint: wayOut(part, 'Ask for less'), path};
	}
	// The API server refuses the Job itself, which nobody tries again; pods are tried again by the Job
	const waits = resource !== 'count/jobs.batch';
	if (amount <= hard - used) return undefined;
	const left = `the quota "${name}" has ${amountText(resource, Math.max(0, hard - used))} of ${amountText(resource, hard)} left`;
	const message = `${whose} asks for ${asked}, and ${left}${waits ? ': it will wait until others end' : ''}.`;
	const hint = isCount(resource) ? 'End or delete other runs.' : 'End or delete other runs, or ask for less.';
	return {code: 'quota-in-use', severity: waits ? 'warning' : 'error', message, hint, path};
}

/** How much of a quota's resource a pod takes; undefined for what pods do not take. (Kubernetes documentation, "Resource Quotas") */
function amountOf({requests, limits}: Demand, resource: string): number | undefined {
	if (isCount(resource)) return 1;
	if (resource.startsWith('limits.')) return limits[resource.slice(7)];
	return requests[resource.replace(/^requests\./, '')];
}

function isCount(resource: string): boolean {
	return ['pods', 'count/pods', 'count/jobs.batch'].includes(resource);
}

/** Whether a container does not say what a quota of cpu or memory wants each to say. */
function lacksAmount(resource: string, {containers, initContainers = []}: V1PodSpec): boolean {
	const [, kind = 'requests.', name] = /^(limits\.|requests\.)?(cpu|memory)$/.exec(resource) ?? [];
	if (name === undefined) return false;
	const all = [...containers, ...initContainers].map(container => demandOf({containers: [container]}));
	return all.some(({requests, limits}) => (kind === 'limits.' ? limits : requests)[name] === undefined);
}

/** Whether a quota counts a pod; a scope that is not known here says no, and the dry run decides. */
function isInScope({spec}: V1ResourceQuota, pod: V1PodSpec): boolean {
	const {requests, limits} = demandOf(pod);
	const isBestEffort = ['cpu', 'memory'].every(name => !requests[name] && !limits[name]);
	const isTerminating = pod.activeDeadlineSeconds !== undefined;
	const scopes: Readonly<Record<string, boolean>> = {
		BestEffort: isBestEffort,
		NotBestEffort: !isBestEffort,
		Terminating: isTerminating,
		NotTerminating: !isTerminating,
	};
	const named = [...(spec?.scopes ?? []), ...(spec?.scopeSelector?.matchExpressions ?? []).map(({scopeName}) => scopeName)];
	return named.every(scope => scopes[scope] ?? false);
}

function usageText({metadata, status}: V1ResourceQuota): string {
	const parts = Object.entries(status?.hard ?? {}).map(([resource, hard]) => `${resource} ${status?.used?.[resource] ?? '0'} of ${hard}`);
	return sanitiseLine(`${metadata?.name}: ${parts.join(', ')}`);
}
