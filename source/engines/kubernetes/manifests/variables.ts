import type {V1EnvFromSource, V1EnvVar} from '@kubernetes/client-node';
import type {ClusterRef, KubernetesPlan} from '../plan.ts';
import {withoutExpansion} from './expansion.ts';
import {homeFolder} from './places.ts';

/** The variables that the plan itself gives to the main container; of two with one name the later counts. Values as they are to arrive. */
export function ownVariables({polyaxonEnv}: Pick<KubernetesPlan, 'polyaxonEnv'>, isRestricted: boolean): ReadonlyArray<readonly [string, string]> {
	// A user that no image knows has no home of its own
	return isRestricted ? [['HOME', homeFolder], ...polyaxonEnv] : polyaxonEnv;
}

/** `env` of the main container: single keys of secrets and configmaps, then its own variables. */
export function envOf(plan: Pick<KubernetesPlan, 'polyaxonEnv' | 'refs'>, isRestricted: boolean): V1EnvVar[] {
	const picked = plan.refs.flatMap(({kind, k8sName, items = []}) =>
		items.map(key => ({name: key, valueFrom: {[kind === 'secret' ? 'secretKeyRef' : 'configMapKeyRef']: {name: k8sName, key}}})),
	);
	return [...picked, ...ownVariables(plan, isRestricted).map(([name, value]) => ({name, value: withoutExpansion(value)}))];
}

/** `envFrom` of the main container: secrets and configmaps of which all keys are wanted. */
export function envFromOf(refs: readonly ClusterRef[]): V1EnvFromSource[] {
	return refs.filter(({items}) => items === undefined).map(({kind, k8sName}) => ({[kind === 'secret' ? 'secretRef' : 'configMapRef']: {name: k8sName}}));
}
