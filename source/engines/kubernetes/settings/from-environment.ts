import type {World} from '../../../world.ts';
import type {GivenSettings} from './cluster-settings.ts';

/** What the environment says of the cluster: POLYAXON_TUI_CONTEXT and POLYAXON_TUI_NAMESPACE. */
export function clusterFromEnvironment({env}: Pick<World, 'env'>): GivenSettings {
	return named(env.POLYAXON_TUI_CONTEXT, env.POLYAXON_TUI_NAMESPACE);
}

/** What the flags --context and --namespace say. */
export function clusterFromFlags({context, namespace}: {readonly context?: string; readonly namespace?: string}): GivenSettings {
	return named(context, namespace);
}

function named(context: string | undefined, namespace: string | undefined): GivenSettings {
	return {...(context && {context}), ...(namespace && {namespace})};
}
