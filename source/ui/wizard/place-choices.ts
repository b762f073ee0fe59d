import type {Problem} from '../../polyaxonfile/problem.ts';
import type {Answers} from '../../wizard/answers.ts';
import {type AskedPlace, askedOf, type ClusterPlace, type Clusters, namespaceOf, placeOf} from '../../wizard/clusters.ts';
import type {EngineChoice} from './screen-state.ts';

/** One row of the step "where to run": an engine, or a context of the kubeconfig with the engine kubernetes. */
export type PlaceChoice = {readonly engine: EngineChoice; readonly place?: ClusterPlace};

/** Namespaces that were chosen for contexts, by the context. */
export type ChosenNamespaces = Readonly<Record<string, string>>;

/** The engines in their order; kubernetes once for each context. */
export function placeChoices(engines: readonly EngineChoice[], clusters: Clusters | undefined, chosen: ChosenNamespaces = {}): readonly PlaceChoice[] {
	return engines.flatMap((engine): readonly PlaceChoice[] => {
		if (engine.name !== 'kubernetes' || !clusters || clusters.contexts.length === 0) return [{engine}];
		const contexts = clusters.contexts.toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent));
		return contexts.map(context => ({
			engine,
			place: {context: context.name, namespace: Object.hasOwn(chosen, context.name) ? chosen[context.name]! : namespaceOf(context, clusters)},
		}));
	});
}

/** The row that the answers mean, 0 when there is none. */
export function placeIndex(choices: readonly PlaceChoice[], answers: Answers, clusters: Clusters | undefined): number {
	const context = clusters && placeOf(answers, clusters)?.context;
	const ofEngine = choices.findIndex(({engine}) => engine.name === answers.engine);
	const exact = choices.findIndex(({engine, place}) => engine.name === answers.engine && place !== undefined && place.context === context);
	return Math.max(0, exact === -1 ? ofEngine : exact);
}

/** The cluster and namespace that the answers run in, when they run in one. */
export function placeOfAnswers(answers: Answers, clusters: Clusters | undefined): ClusterPlace | undefined {
	return answers.engine === 'kubernetes' && clusters ? placeOf(answers, clusters) : undefined;
}

/** What was found out about the namespace of the answers, whatever engine they name: its secrets may be wanted before that is asked. */
export function askedOfAnswers(answers: Answers, clusters: Clusters | undefined): AskedPlace | undefined {
	return clusters && askedOf(placeOf(answers, clusters), clusters);
}

/** What keeps the row from working, as far as it is known. */
export function problemsOfChoice({engine, place}: PlaceChoice, clusters: Clusters | undefined): readonly Problem[] {
	return [...engine.problems, ...((place && clusters && askedOf(place, clusters)?.problems) ?? [])];
}
