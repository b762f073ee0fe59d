import type {V1Job} from '@kubernetes/client-node';
import {podOf} from '../manifests/dry-run-pod.ts';
import type {Ask} from './ask.ts';
import {collection} from './places.ts';
import {violatedLevel} from './refusal.ts';

/**
 * The level of pod security that the pods of a Job do not keep to in its namespace; undefined when they do, or when the cluster does not tell in time. Nothing
 * is created.
 */
export async function violatedSecurity(ask: Ask, namespace: string, job: V1Job): Promise<'restricted' | 'baseline' | undefined> {
	const warnings: string[] = [];
	const query = {dryRun: 'All'};
	const [pod] = await Promise.all([
		ask('POST', collection(namespace, 'pods'), {query, body: podOf(job)}),
		ask('POST', `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`, {query, body: job, onWarning: text => warnings.push(text)}),
	]);
	if (pod.isOk) return undefined;
	// A pod that was refused for another reason, or may not be tried at all, leaves the word of its Job
	return [pod.error.message, ...warnings].map(violatedLevel).find(level => level !== undefined);
}
