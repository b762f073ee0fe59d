import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {attemptsOf, containerStatus, type Observed} from './observed.ts';

/**
 * Names of the containers that keep the newest pod alive though its main container has ended: those that webhooks add. Init containers that live as long as
 * the pod are ended by the node. Printable.
 */
export function holdersOf(observed: Observed, mainContainer: string): readonly string[] {
	const newest = attemptsOf(observed).at(-1);
	if (!newest || newest.isGone || newest.pod.status?.phase !== 'Running') return [];
	if (!containerStatus(newest.pod, mainContainer)?.state?.terminated) return [];
	const {containerStatuses = []} = newest.pod.status;
	return containerStatuses.filter(({name, state}) => name !== mainContainer && state?.running).map(({name}) => sanitiseLine(name));
}
