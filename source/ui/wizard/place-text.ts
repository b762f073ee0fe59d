import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {ClusterPlace} from '../../wizard/clusters.ts';

/** `context/namespace`, fit for a terminal. */
export function placeText({context, namespace}: ClusterPlace): string {
	return sanitiseLine(`${context}/${namespace}`);
}
