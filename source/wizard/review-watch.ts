import {isDeepStrictEqual} from 'node:util';
import type {ClusterReview} from './cluster-review.ts';
import type {WizardState} from './wizard-state.ts';

/** Keeps the green and red list of the answers up to date while the review is on screen. */
export type ReviewWatch = {
	/** `tell` hears of each list, and of none (undefined) when the answers need none; the returned function ends the looking. */
	start(tell: (review: ClusterReview | undefined) => void): () => void;
	/** The wizard as it is now. */
	see(wizard: WizardState): void;
};

/** Looks each time that the review is entered, which is how one looks again; the last list stays in sight while the same place is looked at anew. */
export function createReviewWatch(look: (wizard: WizardState, signal: AbortSignal) => Promise<Omit<ClusterReview, 'isLooking'>>): ReviewWatch {
	let tell: (review: ClusterReview | undefined) => void = () => {};
	let isOn = false;
	let seen: WizardState | undefined;
	let running = new AbortController();
	const begin = async (wizard: WizardState) => {
		running = new AbortController();
		const {signal} = running;
		tell({isLooking: true, checks: [], problems: []});
		try {
			const found = await look(wizard, signal);
			if (!signal.aborted) tell({...found, isLooking: false});
		} catch (error) {
			const message = `The cluster could not be looked at: ${error instanceof Error ? error.message : String(error)}.`;
			if (!signal.aborted) tell({isLooking: false, checks: [], problems: [{code: 'cluster-unasked', severity: 'error', message, path: []}]});
		}
	};
	return {
		start(listener) {
			tell = listener;
			isOn = true;
			if (seen && isWanted(seen)) void begin(seen);
			return () => {
				isOn = false;
				running.abort();
			};
		},
		see(wizard) {
			const before = seen;
			seen = wizard;
			if (!isOn || (before && isWanted(before) && isWanted(wizard) && isDeepStrictEqual(before.answers, wizard.answers))) return;
			running.abort();
			if (isWanted(wizard)) void begin(wizard);
			else if (before && isWanted(before)) tell(undefined);
		},
	};
}

function isWanted({step, answers}: WizardState): boolean {
	return step === 'review' && answers.engine === 'kubernetes';
}
