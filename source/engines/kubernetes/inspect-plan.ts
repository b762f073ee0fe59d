import type {V1Job} from '@kubernetes/client-node';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {KubernetesClient} from './client/client.ts';
import {buildJob} from './manifests/build-job.ts';
import {runJob} from './manifests/run-job.ts';
import type {KubernetesPlan} from './plan.ts';
import {type Ask, askingOnce, createAsk} from './preflight/ask.ts';
import type {Check} from './preflight/check.ts';
import {preflightKubernetes} from './preflight/preflight.ts';
import {violatedSecurity} from './preflight/violated-security.ts';
import {probeCluster} from './probe.ts';
import {strategyProblems} from './strategy.ts';

/** Milliseconds until every check has ended. */
const timeLimit = 1900;

/** What the cluster says of a plan: the plan as it can be carried out there, the green and red list, and what is wrong with the strategy. */
export type Inspected = {
	readonly plan: KubernetesPlan;
	readonly checks: readonly Check[];
	readonly ofStrategy: readonly Problem[];
	/** What keeps the cluster from working at all; with an error among them the rest says little. */
	readonly away: readonly Problem[];
};

/**
 * Looks whether the cluster is there and would take the plan's Jobs, all at once and in at most 2 s; only a cluster that has not answered at all by then is
 * waited for, by which a slow one is told from one that cannot be reached. Nothing is created. `isRestricted` gives the plan for a namespace that PodSecurity
 * calls restricted. Throws only when the signal is aborted.
 */
export async function inspectPlan(
	client: KubernetesClient,
	plan: KubernetesPlan,
	signal: AbortSignal,
	isRestricted: (plan: KubernetesPlan) => KubernetesPlan,
	limit: number = timeLimit,
): Promise<Inspected> {
	signal.throwIfAborted();
	const ask = askingOnce(createAsk(client, signal, limit));
	const [away, {planned, checks}] = await Promise.all([probeCluster(client, ask, signal), checksOf(ask, plan, isRestricted)]);
	signal.throwIfAborted();
	return {plan: planned, checks, ofStrategy: strategyProblems(planned), away};
}

/** The plan is tried as it is, while its dry run tells whether the namespace is restricted; only then that of a restricted namespace is tried too. */
async function checksOf(
	ask: Ask,
	plan: KubernetesPlan,
	isRestricted: (plan: KubernetesPlan) => KubernetesPlan,
): Promise<{readonly planned: KubernetesPlan; readonly checks: readonly Check[]}> {
	const jobs = jobsOf(plan);
	const job = jobs.at(-1);
	const asItIs = preflightKubernetes({ask, plan, jobs});
	// Nobody waits for it when there is another plan
	asItIs.catch(() => {});
	const level = job && !plan.isRestricted ? await violatedSecurity(ask, plan.namespace, job) : undefined;
	if (level !== 'restricted') return {planned: plan, checks: (await asItIs).checks};
	const planned = isRestricted(plan);
	const {checks} = await preflightKubernetes({ask, plan: planned, jobs: jobsOf(planned)});
	return {planned, checks};
}

/** The Jobs as they will be made, but for the hash and digest of the image, which are not known yet. */
function jobsOf(plan: KubernetesPlan): readonly V1Job[] {
	const {strategy, repository, command, image} = plan;
	const reference = `${repository ?? 'registry.invalid/plx'}:0123456789abcdef0123`;
	return [
		...(strategy.type === 'kaniko' ? [buildJob(plan, {reference})] : []),
		...(command === undefined
			? []
			: [runJob(plan, {image: strategy.type === 'kaniko' ? reference : (image.base ?? ''), ...(plan.isRestricted && {isRestricted: true})})]),
	];
}
