import {imageProblems} from '../../image/image-problems.ts';
import {isError, type Problem} from '../../polyaxonfile/problem.ts';
import type {World} from '../../world.ts';
import {checkDisk} from '../disk.ts';
import {connectKubernetes} from './client/connect.ts';
import {buildJob} from './manifests/build-job.ts';
import {runJob} from './manifests/run-job.ts';
import type {KubernetesPlan} from './plan.ts';
import {preflightKubernetes} from './preflight/preflight.ts';
import {violatedSecurity} from './preflight/violated-security.ts';
import {probeKubernetes} from './probe.ts';
import {strategyProblems} from './strategy.ts';

/** All that would make the plan fail, at once, and what the user should know before. Nothing is created. */
export async function lookBefore(
	world: World,
	plan: KubernetesPlan,
	signal: AbortSignal,
	{isRestricted}: {readonly isRestricted: (plan: KubernetesPlan) => KubernetesPlan},
): Promise<readonly Problem[]> {
	const ofPlan = [...(plan.strategy.type === 'none' ? [] : imageProblems(plan.image)), ...(await checkDisk([plan.runFolder]))];
	const connected = await connectKubernetes(world, {files: plan.kubeconfig, context: plan.context, namespace: plan.namespace});
	if ('code' in connected) return [...ofPlan, connected];
	const {client} = connected;
	try {
		const away = await probeKubernetes(async () => ({client}), signal);
		if (away.some(isError)) return [...ofPlan, ...away];
		const level = await violatedSecurity(client, plan.namespace, runJob(plan, {image: plan.image.base ?? 'scratch'}), signal);
		const planned = level === 'restricted' && !plan.isRestricted ? isRestricted(plan) : plan;
		const ofStrategy = strategyProblems(planned);
		const {problems} = await preflightKubernetes({client, plan: planned, jobs: jobsOf(planned)}, signal);
		signal.throwIfAborted();
		return [...ofPlan, ...ofStrategy, ...away, ...problems];
	} finally {
		client.close();
	}
}

/** The Jobs as they will be made, but for the hash and digest of the image, which are not known yet. */
function jobsOf(plan: KubernetesPlan) {
	const {strategy, repository, command, image} = plan;
	const reference = `${repository ?? 'registry.invalid/plx'}:0123456789abcdef0123`;
	return [
		...(strategy.type === 'kaniko' ? [buildJob(plan, {reference})] : []),
		...(command === undefined
			? []
			: [runJob(plan, {image: strategy.type === 'kaniko' ? reference : (image.base ?? ''), ...(plan.isRestricted && {isRestricted: true})})]),
	];
}
