import type {CoreV1Event, V1Pod} from '@kubernetes/client-node';
import {formatSize} from '../../../terminal/format-size.ts';
import {eventsAbout, firstTime, lastTime, type Observed} from './observed.ts';

/** What events tell of the image of a container. Times are milliseconds since 1970. */
export type Pull = {
	/** The node began to fetch it. */
	readonly startedAt?: number;
	readonly endedAt?: number;
	/** It was on the node already. */
	readonly isPresent: boolean;
	/** Bytes, as they went through the network. */
	readonly size?: number;
};

/** How a container came to its image. Events live for an hour: later nothing is known. */
export function pullOf(observed: Observed, pod: V1Pod, container: string): Pull {
	const events = eventsAbout(observed, pod, 'Pulling', 'Pulled').filter(event => containerOf(event) === container);
	const pulling = events.find(({reason}) => reason === 'Pulling');
	const pulled = events.findLast(({reason}) => reason === 'Pulled');
	const [, size] = /Image size: (\d+) bytes/.exec(pulled?.message ?? '') ?? [];
	const startedAt = pulling && firstTime(pulling);
	const endedAt = pulled && lastTime(pulled);
	return {
		...(startedAt !== undefined && {startedAt}),
		...(endedAt !== undefined && {endedAt}),
		isPresent: pulling === undefined && /already present/.test(pulled?.message ?? ''),
		...(size !== undefined && {size: Number(size)}),
	};
}

/** An image and, where it is known, how large it was to fetch. */
export function pullDetail(image: string, {size}: Pull): string {
	return size === undefined ? image : `${image}, ${formatSize(size)}`;
}

/** The container that a kubelet's event is about: `spec.initContainers{upload}`. */
function containerOf({involvedObject}: CoreV1Event): string | undefined {
	return /\{(.+)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
}
