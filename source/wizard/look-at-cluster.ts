import {basename} from 'node:path';
import {cacheFolder, configFolder, dataFolder, stateFolder} from '../engines/data-folders.ts';
import type {EngineSettings} from '../engines/engine.ts';
import {createImagePlan} from '../image/plan.ts';
import {checkPolyaxonfile} from '../polyaxonfile/check-file.ts';
import {locate} from '../polyaxonfile/document.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import type {ClusterReview} from './cluster-review.ts';
import {toPolyaxonfile} from './to-polyaxonfile.ts';
import type {WizardState} from './wizard-state.ts';

/** The green and red list of the run that the answers describe, as its start would find it. Nothing is created. Throws when the signal is aborted. */
export async function lookAtCluster(
	world: World,
	settings: EngineSettings,
	{answers, existing}: Pick<WizardState, 'answers' | 'existing'>,
	signal: AbortSignal,
): Promise<Omit<ClusterReview, 'isLooking'>> {
	const [{createKubernetesEngine}, {connectKubernetes, placesForQuestions}, {inspectPlan}, {restrictedPlan}, {withRegistry}] = await Promise.all([
		import('../engines/kubernetes/kubernetes.ts'),
		import('../engines/kubernetes/client/connect.ts'),
		import('../engines/kubernetes/inspect-plan.ts'),
		import('../engines/kubernetes/strategy.ts'),
		import('../engines/kubernetes/settings/registry-choice.ts'),
	]);
	const {rendered, document, problems} = checkPolyaxonfile(toPolyaxonfile(answers, existing?.text));
	// The file's own errors are told elsewhere
	if (!rendered || problems.some(isError)) return {checks: [], problems: []};
	const {context = settings.kubernetes?.context, namespace = settings.kubernetes?.namespace} = answers;
	const connected = await connectKubernetes(world, {
		...(context !== undefined && {context}),
		...(namespace !== undefined && {namespace}),
		places: placesForQuestions,
	});
	if ('code' in connected) return {checks: [], problems: [connected]};
	const {client, kubeconfig} = connected;
	try {
		const placed = (problem: Problem) => (problem.path.length === 0 || problem.file !== undefined ? problem : locate(document, problem));
		const ownFolders = [dataFolder, cacheFolder, stateFolder, configFolder].map(folder => folder(world));
		const image = await createImagePlan(rendered, world.cwd, signal, ownFolders);
		const engine = createKubernetesEngine(world, {...client.cluster, kubeconfig: kubeconfig.files});
		const name = rendered.name ?? basename(world.cwd);
		const asChosen = settings.kubernetes ? {...settings, kubernetes: withRegistry(settings.kubernetes, answers.registry)} : settings;
		const plan = engine.plan({runId: 'r-planned', name, specification: rendered, image, codeFolder: world.cwd, runFolder: '/planned', settings: asChosen});
		const {plan: planned, checks, ofStrategy, away} = await inspectPlan(client, plan, signal, restrictedPlan);
		if (away.some(isError)) return {strategy: plan.strategy, checks: [], problems: away};
		return {
			strategy: planned.strategy,
			checks: checks.map(check => (check.problem ? {...check, problem: placed(check.problem)} : check)),
			problems: ofStrategy.map(placed),
		};
	} finally {
		client.close();
	}
}
