import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {attemptsOf, containerStatus, type Observed} from './observed.ts';

/** Milliseconds for helpers to see by themselves that the command has ended. */
export const helperPatience = 5000;

/**
 * Names of the containers that keep the newest pod alive though its main container has ended: those that webhooks add, and that run or still wait, as for
 * an image. Init containers that live as long as the pod are ended by the node. Printable.
 */
export function holdersOf(observed: Observed, mainContainer: string): readonly string[] {
	const newest = attemptsOf(observed).at(-1);
	if (!newest || newest.isGone || newest.pod.status?.phase === 'Succeeded' || newest.pod.status?.phase === 'Failed') return [];
	if (!containerStatus(newest.pod, mainContainer)?.state?.terminated) return [];
	const {containerStatuses = []} = newest.pod.status ?? {};
	return containerStatuses.filter(({name, state}) => name !== mainContainer && !state?.terminated).map(({name}) => sanitiseLine(name));
}
