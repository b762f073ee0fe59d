import {imageProblems} from '../../image/image-problems.ts';
import {isError, type Problem} from '../../polyaxonfile/problem.ts';
import type {World} from '../../world.ts';
import {checkDisk} from '../disk.ts';
import {connectKubernetes, placesForQuestions} from './client/connect.ts';
import {inspectPlan} from './inspect-plan.ts';
import type {KubernetesPlan} from './plan.ts';

/** All that would make the plan fail, at once, and what the user should know before. Nothing is created. */
export async function lookBefore(
	world: World,
	plan: KubernetesPlan,
	signal: AbortSignal,
	{isRestricted}: {readonly isRestricted: (plan: KubernetesPlan) => KubernetesPlan},
): Promise<readonly Problem[]> {
	const ofPlan = [...(plan.strategy.type === 'none' ? [] : imageProblems(plan.image)), ...(await checkDisk([plan.runFolder]))];
	const connected = await connectKubernetes(world, {files: plan.kubeconfig, context: plan.context, namespace: plan.namespace, places: placesForQuestions});
	if ('code' in connected) return [...ofPlan, connected];
	const {client} = connected;
	try {
		const {away, checks, ofStrategy} = await inspectPlan(client, plan, signal, isRestricted);
		if (away.some(isError)) return [...ofPlan, ...away];
		return [...ofPlan, ...ofStrategy, ...away, ...checks.flatMap(({problem}) => problem ?? [])];
	} finally {
		client.close();
	}
}
