import type {Check} from '../../engines/kubernetes/preflight/check.ts';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {type ClusterReview, countStates} from '../../wizard/cluster-review.ts';
import {wrapWords} from '../parts/wrap-words.ts';

/** One line of the green and red list; `mark` is empty where a line goes on. */
export type ClusterLine = {readonly state: Check['state'] | 'plain'; readonly mark: string; readonly text: string};

/** The whole list in lines of `width` cells: how the image is built and why, then what is wrong, in full and with its line of the polyaxonfile, then what is right. */
export function clusterLinesOf(review: ClusterReview | undefined, width: number, symbols: Symbols): readonly ClusterLine[] {
	if (!review) return [];
	const build = strategyText(review);
	return [
		...(build === undefined ? [] : wrapped('plain', symbols.bullet, build, width)),
		...wrongLinesOf(review, width, symbols),
		...review.checks
			.filter(({state, problem}) => !problem && state !== 'failed' && state !== 'warning')
			.toSorted((one, other) => Number(other.state === 'unknown') - Number(one.state === 'unknown'))
			.flatMap(({state, title, detail}) => wrapped(state, markOf(state, symbols), detail === undefined ? title : `${title}: ${detail}`, width)),
	];
}

/** What is wrong, errors first, in full: `✗ line 12: what and what to do`. */
export function wrongLinesOf({checks, problems}: ClusterReview, width: number, symbols: Symbols): readonly ClusterLine[] {
	const all = [...problems, ...checks.flatMap(({problem}) => problem ?? [])];
	return all
		.toSorted((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'))
		.flatMap(problem => {
			const state = problem.severity === 'error' ? 'failed' : 'warning';
			return wrapped(state, markOf(state, symbols), sentenceOf(problem), width);
		});
}

/** The check of the file with the lines at which the cluster takes offence. */
export function withClusterLines<C extends {readonly inFile: readonly Problem[]}>(check: C, review: ClusterReview | undefined): C {
	if (!review) return check;
	const all = [...review.problems, ...review.checks.flatMap(({problem}) => problem ?? [])];
	return {...check, inFile: [...check.inFile, ...all.filter(({line, file}) => line !== undefined && file === undefined)]};
}

/** `image: built in the cluster. A registry is set: …`; undefined before it is known. */
export function strategyText({strategy}: ClusterReview): string | undefined {
	if (!strategy) return undefined;
	const what = {kaniko: 'image: built in the cluster.', inline: 'image: none is built.', none: 'image: as it is.'} as const;
	return `${what[strategy.type]} ${strategy.why}`;
}

/** `✗ 1  ! 2  ✓ 8`, without the states that nothing has. */
export function countText(review: ClusterReview, symbols: Symbols): string {
	const counts = countStates(review);
	const order = ['failed', 'warning', 'unknown', 'ok'] as const;
	return order
		.filter(state => counts[state] > 0)
		.map(state => `${markOf(state, symbols)} ${counts[state]}`)
		.join('  ');
}

function sentenceOf({line, message, hint}: Problem): string {
	return `${line === undefined ? '' : `line ${line}: `}${message}${hint ? ` ${hint}` : ''}`;
}

function markOf(state: Check['state'], symbols: Symbols): string {
	return {ok: symbols.done, failed: symbols.failed, warning: symbols.warning, unknown: '?'}[state];
}

function wrapped(state: ClusterLine['state'], mark: string, text: string, width: number): readonly ClusterLine[] {
	return wrapWords(sanitiseLine(text), width - mark.length - 1).map((line, index) => ({state, mark: index === 0 ? mark : '', text: line}));
}
