import type {V1Job} from '@kubernetes/client-node';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {KubernetesPlan} from '../plan.ts';
import type {Ask} from './ask.ts';
import type {Check, Inspection, PlannedPod, Topic} from './check.ts';
import {checkDryRun} from './dry-run.ts';
import {checkNamespaceLimits} from './namespace-limits.ts';
import {checkNodes} from './nodes.ts';
import {checkRefs} from './refs.ts';
import {checkRegistry} from './registry.ts';
import {checkRights} from './rights.ts';
import {checkServiceAccount} from './service-account.ts';

/** What a preflight looks at; `jobs` are those that the plan will make, as they will be made. */
export type PreflightInput = {readonly ask: Ask; readonly plan: KubernetesPlan; readonly jobs: readonly V1Job[]};

/** The most telling ones first: on a slow line the last requests may not be answered in time. */
const checks: ReadonlyArray<(inspection: Inspection) => Promise<readonly Check[]>> = [
	checkDryRun,
	checkRefs,
	checkRegistry,
	checkServiceAccount,
	checkNamespaceLimits,
	checkNodes,
	checkRights,
];

/** As they are shown. */
const topics: readonly Topic[] = ['namespace', 'rights', 'refs', 'registry', 'service-account', 'quota', 'limits', 'pod-security', 'manifest', 'nodes'];

/**
 * The green and red list of a plan, in the time that `ask` has: errors where the run cannot start, warnings where it may wait or lacks something, `unknown`
 * where the cluster does not tell. Nothing is created. Throws only when the signal of `ask` is aborted.
 */
export async function preflightKubernetes({
	ask,
	plan,
	jobs,
}: PreflightInput): Promise<{readonly checks: readonly Check[]; readonly problems: readonly Problem[]}> {
	const inspection: Inspection = {ask, plan, pods: jobs.map(job => plannedPod(job, plan))};
	const rows = settled((await Promise.all(checks.map(check => check(inspection)))).flat());
	return {checks: rows, problems: rows.flatMap(({problem}) => problem ?? [])};
}

function plannedPod(job: V1Job, plan: KubernetesPlan): PlannedPod {
	return {part: job.metadata?.name === plan.buildJob ? 'build' : 'run', job, spec: job.spec!.template.spec!};
}

/** The rows without those that say the same again, and in order. */
function settled(rows: readonly Check[]): readonly Check[] {
	const namespace = rows.find(({topic}) => topic === 'namespace');
	// The rest would follow from it
	if (namespace) return [namespace, ...rows.filter(({topic}) => topic === 'rights')];
	const ofTopic = (topic: Topic) => rows.filter(row => row.topic === topic);
	return rows
		.filter(({topic, state, isOfDryRun}) =>
			// A check of its own tells better than the dry run, which knows better than a check that saw nothing
			isOfDryRun ? !ofTopic(topic).some(row => row.problem && !row.isOfDryRun) : state !== 'unknown' || !ofTopic(topic).some(row => row.isOfDryRun),
		)
		.sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic));
}
