import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {podOf} from '../manifests/dry-run-pod.ts';
import {whyUnknown} from './ask.ts';
import {type Check, type Inspection, type PlannedPod, rowOf} from './check.ts';
import {collection, fieldPath} from './places.ts';
import {isForbidden, podSecurityRefusal, type Refusal, refusalsOf} from './refusal.ts';

const titles: Readonly<Record<Refusal['topic'], string>> = {
	namespace: 'Namespace',
	rights: 'Rights',
	refs: 'Secrets and config maps',
	registry: 'Registry',
	'service-account': 'Service account',
	quota: 'Quota of the namespace',
	limits: 'Limits of the namespace',
	'pod-security': 'Pod security',
	manifest: 'Dry run',
	nodes: 'Nodes',
};

/**
 * Tries the real Jobs and, since pod security only warns of Jobs, pods of the same template, without anything being made: pod security, quotas, limits,
 * webhooks, fields that are not valid and fields that the cluster does not know.
 */
export async function checkDryRun(inspection: Inspection): Promise<readonly Check[]> {
	const rows = await Promise.all(inspection.pods.map(pod => tryPod(inspection, pod)));
	return rows.flat();
}

async function tryPod({ask, plan}: Inspection, planned: PlannedPod): Promise<readonly Check[]> {
	const {part} = planned;
	const warnings: string[] = [];
	const onWarning = (text: string) => warnings.push(text);
	const query = {dryRun: 'All'};
	const [job, pod] = await Promise.all([
		ask<V1Job>('POST', `/apis/batch/v1/namespaces/${encodeURIComponent(plan.namespace)}/jobs`, {query, body: planned.job, onWarning}),
		ask<V1Pod>('POST', collection(plan.namespace, 'pods'), {query, body: podOf(planned.job), onWarning}),
	]);
	const refusals = [job, pod].flatMap(answer => (answer.isOk ? [] : refusalsOf(answer.error, part)));
	const warned = warnings.flatMap(text => podSecurityRefusal(text, part) ?? []);
	const isUntried = !pod.isOk && isForbidden(pod.error);
	// Of a pod the refusal is certain; the warning of a Job is of the namespace's level "warn", which is that of "enforce" when it is not set
	// (since 1.26, https://github.com/kubernetes/kubernetes/pull/113491)
	const told = [...refusals, ...(!pod.isOk && !refusals.some(({topic}) => topic === 'pod-security') ? warned.map(asWarning) : [])];
	const rows = uniqueOf(told).map(({topic, problem}) => ({...rowOf(topic, titleOf(topic, part), problem), isOfDryRun: true}));
	const unknown = uniqueTexts(warnings).flatMap(text => unknownField(text, part));
	const [failure] = [pod, job].flatMap(answer => (answer.isOk || refusalsOf(answer.error, part).length > 0 ? [] : [answer.error]));
	const untold: readonly Check[] = failure
		? [
				{
					topic: 'manifest',
					title: titleOf('manifest', part),
					state: 'unknown',
					detail: whyUnknown(failure, job.isOk ? 'create pods here: the pod was not tried' : 'create Jobs here: nothing was tried'),
				},
			]
		: [];
	const security: readonly Check[] =
		(pod.isOk || (isUntried && job.isOk)) && !told.some(({topic}) => topic === 'pod-security')
			? [
					{
						topic: 'pod-security',
						title: titleOf('pod-security', part),
						state: 'ok',
						detail: pod.isOk ? 'The namespace takes it.' : 'The cluster does not warn of its Job; the pod was not tried.',
					},
				]
			: [];
	const fine: readonly Check[] =
		job.isOk && pod.isOk && unknown.length === 0 ? [{topic: 'manifest', title: titleOf('manifest', part), state: 'ok', detail: 'The cluster takes it.'}] : [];
	return [...rows, ...security, ...unknown, ...untold, ...fine];
}

function asWarning({topic, problem}: Refusal): Refusal {
	return {topic, problem: {...problem, severity: 'warning'}};
}

/** `unknown field "spec.template.spec.affinity.nodeAffinty"`: the server leaves it out. */
function unknownField(text: string, part: PlannedPod['part']): readonly Check[] {
	const [, field] = /^unknown field "([^"]+)"/.exec(sanitiseLine(text)) ?? [];
	if (field === undefined) return [];
	const problem = {
		code: 'unknown-to-cluster',
		severity: 'warning',
		message: `The cluster does not know ${field}, and leaves it out.`,
		path: fieldPath(part, field),
	} as const;
	return [rowOf('manifest', titleOf('manifest', part), problem)];
}

function titleOf(topic: Refusal['topic'], part: PlannedPod['part']): string {
	return topic === 'manifest' || topic === 'pod-security' ? `${titles[topic]} of the ${part}` : titles[topic];
}

/** A Job and its pod are often refused for the same reason. */
function uniqueOf(refusals: readonly Refusal[]): readonly Refusal[] {
	return refusals.filter(({problem}, index) => refusals.findIndex(other => keyOf(other.problem) === keyOf(problem)) === index);
}

function keyOf({code, message}: Refusal['problem']): string {
	return `${code} ${message.replaceAll('spec.template.', '')}`;
}

/** Fields of the Job's template and of the pod are the same fields. */
function uniqueTexts(warnings: readonly string[]): readonly string[] {
	return [...new Set(warnings.map(text => text.replace('spec.template.', '')))];
}
