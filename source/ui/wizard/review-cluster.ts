import type {RegistryFact} from '../../engines/kubernetes/facts/registries.ts';
import {type RegistryChoice, registryLine} from '../../engines/kubernetes/settings/registry-choice.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {ClusterReview} from '../../wizard/cluster-review.ts';
import type {ClusterPlace} from '../../wizard/clusters.ts';
import {cutText} from '../parts/cut-text.ts';
import {wrapWords} from '../parts/wrap-words.ts';
import {clusterLinesOf, countText, strategyText, wrongLinesOf} from './cluster-lines.ts';
import {placeText} from './place-text.ts';

/** One line of the facts of the review. */
export type ReviewLine = {readonly text: string; readonly severity?: 'error' | 'warning'; readonly isLooking?: boolean};

/** What is known of registries: those of the cluster, the one that was chosen, and whether one can be. */
export type RegistryState = {readonly registries: readonly RegistryFact[]; readonly chosen?: RegistryChoice | undefined; readonly canChoose: boolean};

/** Where the run goes, whether the cluster would take it, what is wrong, and how the image is made: the most telling first, for few lines may be in sight. */
export function clusterFacts(
	place: ClusterPlace,
	review: ClusterReview | undefined,
	{registries, chosen, canChoose}: RegistryState,
	width: number,
	symbols: Symbols,
): readonly ReviewLine[] {
	const where = {text: `${symbols.bullet} where: kubernetes ${placeText(place)}`};
	if (!review || review.isLooking) return [where, {text: 'asking the cluster whether it would take the run', isLooking: true}];
	const counts = countText(review, symbols);
	const [ofStrategy, ofRegistry] = [strategyText(review), registryText(registries, chosen, canChoose)];
	const told = (chosen ? [ofRegistry, ofStrategy] : [ofStrategy, ofRegistry]).filter(text => text !== undefined);
	return [
		where,
		...(counts === '' ? [] : [{text: `${symbols.bullet} the cluster: ${counts}   v shows all`, ...severityOf(review)}]),
		...wrongLinesOf(review, width, symbols).map(({state, mark, text}) => ({
			text: `${mark === '' ? ' ' : mark} ${text}`,
			severity: state === 'failed' ? ('error' as const) : ('warning' as const),
		})),
		...told.flatMap(each => wrapWords(each, width - 2).map((text, index) => ({text: `${index === 0 ? symbols.bullet : ' '} ${text}`}))),
	];
}

/** What is written for the registry that was chosen, or that one can be. */
function registryText([first]: readonly RegistryFact[], chosen: RegistryChoice | undefined, canChoose: boolean): string | undefined {
	if (chosen) return `The registry ${chosen.registry} goes into .polyaxon/tui.yaml when you write: ${registryLine(chosen)}.`;
	if (!canChoose) return undefined;
	if (first === undefined) return 'Press i to name a registry, and images are built and pushed there.';
	return `The cluster uses the registry ${first.host}. Press i to build images there.`;
}

/** Cells in which every line is whole. */
const longest = 10_000;

/** What is right or not known, in one line each, for where there is room. */
export function rightFacts(review: ClusterReview | undefined, width: number, symbols: Symbols): readonly ReviewLine[] {
	const whole = clusterLinesOf(review, longest, symbols);
	return whole.flatMap(({state, mark, text}) => (state === 'ok' || state === 'unknown' ? [{text: cutText(`${mark} ${text}`, width, symbols)}] : []));
}

function severityOf({checks, problems}: ClusterReview): Pick<ReviewLine, 'severity'> {
	const all = [...problems, ...checks.flatMap(({problem}) => problem ?? [])];
	if (all.length === 0) return {};
	return {severity: all.some(({severity}) => severity === 'error') ? 'error' : 'warning'};
}
