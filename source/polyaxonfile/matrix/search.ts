/** `hyperband`: many short runs, of which the best are run longer. */
export type Hyperband = {
	readonly type: 'hyperband';
	readonly max_iter: number;
	readonly eta: number;
	readonly resource: {readonly name: string; readonly type: 'int' | 'float'};
};

/** How the runs of a group are chosen from its matrix. */
export type Search =
	| {readonly type: 'grid'; readonly n_experiments?: number}
	| {readonly type: 'random'; readonly n_experiments?: number}
	| Hyperband
	| {readonly type: 'bo'; readonly n_initial_trials: number; readonly n_iterations: number};
