import type {World} from '../../world.ts';
import type {Phase} from '../drive-phases.ts';
import type {KubernetesClient} from './client/client.ts';
import type {KubernetesHandle} from './handle.ts';
import type {KubernetesPlan} from './plan.ts';

/** What the phases of a run share. */
export type Drive = {
	readonly world: World;
	readonly client: KubernetesClient;
	readonly plan: KubernetesPlan;
	readonly signal: AbortSignal;
};

/** A phase of a run on a cluster. */
export type KubernetesPhase = Phase<KubernetesHandle>;
