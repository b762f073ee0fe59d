import {needsBuild} from '../../image/needs-build.ts';
import type {ImagePlan} from '../../image/plan.ts';
import {isError, type Problem} from '../../polyaxonfile/problem.ts';
import type {Kind} from '../../polyaxonfile/specification.ts';
import {annotationKeys} from './labels.ts';
import type {BuildStrategy, KubernetesPlan, KubernetesSettings} from './plan.ts';

/**
 * How the steps and the code get into a run: not at all when there is nothing to bake; as the settings say; with kaniko where images can be pushed; else
 * at the start of the pod. An own Dockerfile, and a run that is to end with an image, have no choice.
 */
export function strategyOf(image: ImagePlan, {builder, registry}: Pick<KubernetesSettings, 'builder' | 'registry'>, kind: Kind = 'experiment'): BuildStrategy {
	if (!needsBuild(image)) return {type: 'none', why: 'There are no build steps and no code to bake: the image is run as it is.'};
	if (builder === 'kaniko') return {type: 'kaniko', why: `The settings say builder: kaniko${registry === undefined ? '' : `; the image goes to ${registry}`}.`};
	if (builder === 'inline') return {type: 'inline', why: 'The settings say builder: inline: the build steps run at the start of the pod.'};
	if (registry !== undefined) return {type: 'kaniko', why: `A registry is set: kaniko builds the image in the cluster and pushes it to ${registry}.`};
	if (image.dockerfile !== undefined) return {type: 'kaniko', why: `${image.dockerfile} is your own Dockerfile, which only a builder can read.`};
	if (kind === 'build') return {type: 'kaniko', why: 'A run of kind build ends with an image, which only a builder makes.'};
	return {type: 'inline', why: 'No registry is set: the build steps run at the start of the pod.'};
}

/** The same plan with the steps at the start of the pod, for when the cluster lets no builder in. `why` in one sentence. */
export function inlineInstead(plan: KubernetesPlan, why: string): KubernetesPlan {
	const {repository: _, buildJob: _job, ...rest} = plan;
	const {[annotationKeys.repository]: _repository, [annotationKeys.buildJob]: _buildJob, ...kept} = plan.annotations;
	// Other machines go by what is written there
	const annotations = {...kept, [annotationKeys.strategy]: 'inline', [annotationKeys.why]: why};
	return {...rest, annotations, strategy: {type: 'inline', why}};
}

/** The plan for a namespace that PodSecurity calls `restricted`: nothing runs as root, so no builder. */
export function restrictedPlan(plan: KubernetesPlan): KubernetesPlan {
	const own = {...plan, isRestricted: true};
	if (plan.strategy.type !== 'kaniko') return own;
	const inline = inlineInstead(own, 'The namespace lets no builder in (PodSecurity restricted): the build steps run at the start of the pod.');
	return strategyProblems(inline).some(isError) ? own : inline;
}

/** What keeps a plan's strategy from working, as far as the plan alone tells. */
export function strategyProblems({image, kind, strategy, settings}: Pick<KubernetesPlan, 'image' | 'kind' | 'strategy' | 'settings'>): readonly Problem[] {
	if (strategy.type === 'kaniko' && settings.registry === undefined) {
		const what =
			kind === 'build' ? 'A run of kind build makes an image' : image.dockerfile === undefined ? 'kaniko makes an image' : 'Your own Dockerfile makes an image';
		return [error('no-registry', `${what}, and no registry is set that it could be pushed to.`, registryHint, ['build'])];
	}
	if (strategy.type !== 'inline') return [];
	if (image.dockerfile !== undefined) {
		const message = `${image.dockerfile} is your own Dockerfile, which cannot be carried out at the start of a pod.`;
		return [error('inline-dockerfile', message, 'Set builder: kaniko and a registry in the settings, or use image and build_steps.', ['build', 'dockerfile'])];
	}
	if (kind === 'build') {
		return [error('inline-build', 'A run of kind build ends with an image, and steps at the start of a pod leave none.', registryHint, ['build'])];
	}
	return [];
}

const registryHint = 'Add to .polyaxon/tui.yaml: kubernetes: {registry: registry.example.com/team, pushSecret: name-of-a-secret}.';

function error(code: string, message: string, hint: string, path: Problem['path']): Problem {
	return {code, severity: 'error', message, hint, path};
}
