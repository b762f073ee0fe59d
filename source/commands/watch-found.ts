import {sleep} from '../runs/sleep.ts';
import {sanitiseLine} from '../terminal/sanitise.ts';
import type {World} from '../world.ts';
import {type FoundRun, findInCluster, findInContainers, listPatience} from './found-runs.ts';
import {isOfCluster, type RunsOptions, wantedOf} from './runs.ts';

/** Milliseconds between two questions. */
const pause = 5000;
/** Of a list that nobody waits for. */
const containerPatience = 5000;

/** The runs without a folder here, as they were last seen. */
export type FoundWatch = {
	/** What is known now; asks anew when that is old, for the next time. */
	found(): readonly FoundRun[];
	/** Resolves when engines have answered once, at the latest after a second. */
	readonly first: Promise<void>;
	/** Why the cluster's runs are not known now, printable. */
	problem(): string | undefined;
	/** Those that are deleted or adopted are not shown until they are looked at again. */
	forget(run: FoundRun): void;
};

/** Looks for runs that only engines know, while it is asked for them. */
export function watchFound(world: World, options: RunsOptions): FoundWatch {
	let inContainers: readonly FoundRun[] = [];
	let inCluster: readonly FoundRun[] = [];
	let problem: string | undefined;
	let askedAt = Number.NEGATIVE_INFINITY;
	const forgotten = new Set<string>();

	const ask = async (): Promise<void> => {
		askedAt = Number.POSITIVE_INFINITY;
		const containers = findInContainers(world, containerPatience).then(runs => {
			inContainers = runs;
		});
		const cluster =
			isOfCluster(options) &&
			findInCluster(world, wantedOf(options)).then(({runs}) => {
				inCluster = runs;
				problem = undefined;
			});
		const ended = await Promise.allSettled([containers, cluster]);
		for (const each of ended) if (each.status === 'rejected') problem = sanitiseLine(each.reason instanceof Error ? each.reason.message : String(each.reason));
		askedAt = performance.now();
	};

	const first = Promise.race([ask(), sleep(listPatience)]);
	return {
		first,
		found() {
			if (performance.now() - askedAt > pause) void ask();
			return [...inContainers, ...inCluster].filter(({listed}) => !forgotten.has(listed.found.ref));
		},
		problem: () => problem,
		forget: ({listed}) => void forgotten.add(listed.found.ref),
	};
}
