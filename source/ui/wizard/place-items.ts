import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {askedOf, type Clusters} from '../../wizard/clusters.ts';
import type {ChoiceItem} from '../parts/choice.tsx';
import {isReady} from './engine-ready.ts';
import {type PlaceChoice, problemsOfChoice} from './place-choices.ts';
import {placeText} from './place-text.ts';

/** The rows of the step "where to run" in words; of clusters with how they stand, once that is known. */
export function placeItems(choices: readonly PlaceChoice[], clusters: Clusters | undefined, symbols: Symbols): readonly ChoiceItem[] {
	return choices.map(choice => {
		const {engine, place} = choice;
		if (!place || !clusters) {
			const note = sanitiseLine(engine.reason);
			return isReady(engine) ? {label: engine.name, note} : {label: engine.name, note: `not ready; ${note}`, isDisabled: true};
		}
		const asked = askedOf(place, clusters);
		const hasError = problemsOfChoice(choice, clusters).some(({severity}) => severity === 'error');
		const state = !asked ? '' : asked.isAsking ? `asking ${symbols.ellipsis}` : hasError ? `${symbols.failed} not ready` : `${symbols.done} ready`;
		const current = clusters.contexts.find(({name}) => name === place.context)?.isCurrent ? 'current context' : '';
		return {label: `kubernetes ${placeText(place)}`, note: [state, current].filter(part => part !== '').join(', '), ...(hasError && {isDisabled: true})};
	});
}
