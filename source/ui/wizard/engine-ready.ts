import {isError} from '../../polyaxonfile/problem.ts';
import type {Clusters} from '../../wizard/clusters.ts';
import {type PlaceChoice, problemsOfChoice} from './place-choices.ts';
import type {EngineChoice} from './screen-state.ts';

/** Whether a run could begin there now. Of one that nobody has looked at yet nothing is known, so it may be. */
export function isReady(engine: EngineChoice | undefined): boolean {
	return !engine?.problems.some(isError);
}

/** The same of a row of the step that asks where to run: of a cluster also its namespace has to be there. */
export function isChoosable(choice: PlaceChoice | undefined, clusters: Clusters | undefined): boolean {
	return choice === undefined || !problemsOfChoice(choice, clusters).some(isError);
}
