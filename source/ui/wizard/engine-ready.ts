import {isError} from '../../polyaxonfile/problem.ts';
import type {EngineChoice} from './screen-state.ts';

/** Whether a run could begin there now. Of one that nobody has looked at yet nothing is known, so it may be. */
export function isReady(engine: EngineChoice | undefined): boolean {
	return !engine?.problems.some(isError);
}
