import type {ClusterFacts} from '../engines/kubernetes/facts/cluster-facts.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {Answers} from './answers.ts';

/** A context of the kubeconfig and the namespace that it names. Texts are as in the file: sanitise them before they are shown. */
export type KnownContext = {readonly name: string; readonly namespace: string; readonly isCurrent: boolean};

/** A namespace of a cluster. */
export type ClusterPlace = {readonly context: string; readonly namespace: string};

/** What a cluster said of a namespace. Names are fit for a terminal. */
export type AskedPlace = ClusterPlace & {
	/** Not all is known yet. */
	readonly isAsking: boolean;
	/** What keeps runs from it; empty when it is ready. */
	readonly problems: readonly Problem[];
	readonly facts?: ClusterFacts;
	/** Absent where the account may not list them. */
	readonly namespaces?: readonly string[];
};

/** What the wizard knows of clusters; there is none of it without a kubeconfig. */
export type Clusters = {
	readonly contexts: readonly KnownContext[];
	/** What flags, environment and settings say. */
	readonly usual: Partial<ClusterPlace>;
	/** Each place once. */
	readonly asked: readonly AskedPlace[];
};

/** Where a run of the answers would go, as `chooseCluster` decides it; undefined when the kubeconfig names no context that it has. */
export function placeOf({context, namespace}: Pick<Answers, 'context' | 'namespace'>, {contexts, usual}: Omit<Clusters, 'asked'>): ClusterPlace | undefined {
	const name = context ?? usual.context;
	const known = contexts.find(each => (name === undefined ? each.isCurrent : each.name === name));
	return known && {context: known.name, namespace: namespace ?? usual.namespace ?? known.namespace};
}

/** The namespace that a context is offered with: the settings speak of the context that they mean, or of the current one. */
export function namespaceOf(context: KnownContext, clusters: Omit<Clusters, 'asked'>): string {
	const place = placeOf({}, clusters);
	return place?.context === context.name ? place.namespace : context.namespace;
}

/** What was found out about the place. */
export function askedOf(place: ClusterPlace | undefined, {asked}: Pick<Clusters, 'asked'>): AskedPlace | undefined {
	return asked.find(each => isSamePlace(each, place));
}

/** Whether both are the same namespace of the same context. */
export function isSamePlace(one: ClusterPlace | undefined, other: ClusterPlace | undefined): boolean {
	return one?.context === other?.context && one?.namespace === other?.namespace;
}
