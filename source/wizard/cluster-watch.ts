import type {Answers} from './answers.ts';
import {type AskedPlace, askedOf, type ClusterPlace, type Clusters, isSamePlace, placeOf} from './clusters.ts';

/** Finds out about the namespace that is chosen. */
export type ClusterWatch = {
	/** `tell` hears of everything that becomes known; the returned function ends the asking. */
	start(tell: (clusters: Clusters) => void): () => void;
	/** The answers as they are now. */
	see(answers: Pick<Answers, 'context' | 'namespace'>): void;
};

type Sources = {
	/** Absent where there is no kubeconfig. */
	readonly read: () => Promise<Omit<Clusters, 'asked'> | undefined>;
	readonly ask: (place: ClusterPlace, signal: AbortSignal) => Promise<Omit<AskedPlace, keyof ClusterPlace | 'isAsking'>>;
	/** Milliseconds that the pointer stays on a place before its cluster is asked, which may start a login program. */
	readonly pause?: number;
};

/** Asks the cluster of a place when it was chosen for a moment; the first one at once. What was found wrong is asked again when one comes back. */
export function createClusterWatch({read, ask, pause = 400}: Sources): ClusterWatch {
	const over = new AbortController();
	let tell: (clusters: Clusters) => void = () => {};
	let clusters: Clusters | undefined;
	let answers: Pick<Answers, 'context' | 'namespace'> = {};
	let current: ClusterPlace | undefined;
	let running = new AbortController();
	let timer: NodeJS.Timeout | undefined;

	const learn = (place: AskedPlace) => {
		if (!clusters || over.signal.aborted) return;
		clusters = {...clusters, asked: [...clusters.asked.filter(each => !isSamePlace(each, place)), place]};
		tell(clusters);
	};
	const forget = () => {
		clearTimeout(timer);
		running.abort();
		const left = clusters && askedOf(current, clusters);
		if (clusters && left?.isAsking) clusters = {...clusters, asked: clusters.asked.filter(each => each !== left)};
	};
	const begin = async (place: ClusterPlace) => {
		running = new AbortController();
		const {signal} = running;
		const known = clusters && askedOf(place, clusters);
		learn({problems: [], ...known, ...place, isAsking: true});
		try {
			const found = await ask(place, AbortSignal.any([signal, over.signal]));
			if (!signal.aborted) learn({...place, ...found, isAsking: false});
		} catch (error) {
			const message = `The cluster could not be asked: ${error instanceof Error ? error.message : String(error)}.`;
			if (!signal.aborted) learn({...place, isAsking: false, problems: [{code: 'cluster-unasked', severity: 'error', message, path: []}]});
		}
	};
	const look = (wait: number) => {
		const place = clusters && placeOf(answers, clusters);
		if (!clusters || over.signal.aborted || isSamePlace(place, current)) return;
		forget();
		current = place;
		const known = askedOf(place, clusters);
		if (!place || (known?.facts && known.problems.length === 0)) return;
		timer = setTimeout(() => void begin(place), wait);
	};
	return {
		start(listener) {
			tell = listener;
			void read().then(
				found => {
					if (!found || over.signal.aborted) return;
					clusters = {...found, asked: []};
					tell(clusters);
					look(0);
				},
				() => {},
			);
			return () => {
				clearTimeout(timer);
				over.abort();
			};
		},
		see(now) {
			answers = now;
			look(pause);
		},
	};
}
