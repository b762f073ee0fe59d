import type {BuildStrategy} from '../engines/kubernetes/plan.ts';
import type {Check} from '../engines/kubernetes/preflight/check.ts';
import type {Problem} from '../polyaxonfile/problem.ts';

/** The green and red list of the run that the answers describe. Problems have the line of the polyaxonfile that the answers make. */
export type ClusterReview = {
	/** The cluster has not answered yet. */
	readonly isLooking: boolean;
	/** How the steps and the code get into the run. */
	readonly strategy?: BuildStrategy;
	readonly checks: readonly Check[];
	/** What has no row of its own. */
	readonly problems: readonly Problem[];
};

/** How many rows stand how; what has no row counts as one. */
export function countStates({checks, problems}: Pick<ClusterReview, 'checks' | 'problems'>): Readonly<Record<Check['state'], number>> {
	const count = (state: Check['state']) => checks.filter(check => check.state === state).length;
	return {
		ok: count('ok'),
		failed: count('failed') + problems.filter(({severity}) => severity === 'error').length,
		warning: count('warning') + problems.filter(({severity}) => severity !== 'error').length,
		unknown: count('unknown'),
	};
}
