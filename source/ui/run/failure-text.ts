import {isDone, type RunState} from '../../runs/run-state.ts';
import {wrapWords} from '../parts/wrap-words.ts';

/** Why a run failed, in the user's words, ready for a box. */
export type FailureText = {readonly title: string; readonly lines: readonly string[]};

/** The cause of a failed run, its proof and what to do, in lines of at most `width` cells; undefined while nothing is known to be wrong. */
export function failureText(run: RunState, width: number): FailureText | undefined {
	if (!run.diagnosis && run.status !== 'failed') return undefined;
	const word = isDone(run.status) ? run.status : 'problem';
	const {diagnosis} = run;
	const title =
		diagnosis?.title ?? run.reason ?? (run.exitCode === undefined ? 'the run did not get to its end' : `the command ended with exit code ${run.exitCode}`);
	const said = diagnosis ? [diagnosis.evidence, diagnosis.hint] : [run.message === title ? undefined : run.message, hintFor(run)];
	const lines = said.filter(text => text !== undefined && text !== '').flatMap(text => wrapWords(text!, width));
	return {title: `${word}: ${title}`, lines};
}

/** Without a known cause, the log is where it can be read. */
function hintFor(run: RunState): string {
	const failed = run.stages.findLast(({state}) => state === 'failed');
	return `Its last lines are below${failed ? `, in the log of the stage "${failed.stage}"` : ''}.`;
}
