import type {V1Job} from '@kubernetes/client-node';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {KubernetesClient} from './client/client.ts';
import {buildJob} from './manifests/build-job.ts';
import {runJob} from './manifests/run-job.ts';
import type {KubernetesPlan} from './plan.ts';
import type {Check} from './preflight/check.ts';
import {preflightKubernetes} from './preflight/preflight.ts';
import {violatedSecurity} from './preflight/violated-security.ts';
import {strategyProblems} from './strategy.ts';

/** What the cluster says of a plan: the plan as it can be carried out there, the green and red list, and what is wrong with the strategy. */
export type Inspected = {readonly plan: KubernetesPlan; readonly checks: readonly Check[]; readonly ofStrategy: readonly Problem[]};

/** Looks whether the cluster would take the plan's Jobs. Nothing is created. `isRestricted` gives the plan for a namespace that PodSecurity calls restricted. Throws only when the signal is aborted. */
export async function inspectPlan(
	client: KubernetesClient,
	plan: KubernetesPlan,
	signal: AbortSignal,
	isRestricted: (plan: KubernetesPlan) => KubernetesPlan,
): Promise<Inspected> {
	const level = await violatedSecurity(client, plan.namespace, runJob(plan, {image: plan.image.base ?? 'scratch'}), signal);
	const planned = level === 'restricted' && !plan.isRestricted ? isRestricted(plan) : plan;
	const {checks} = await preflightKubernetes({client, plan: planned, jobs: jobsOf(planned)}, signal);
	signal.throwIfAborted();
	return {plan: planned, checks, ofStrategy: strategyProblems(planned)};
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
