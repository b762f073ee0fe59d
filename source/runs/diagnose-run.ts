import type {Diagnosis} from '../engines/engine.ts';
import {diagnose} from './diagnosis/diagnose.ts';
import {lastLinesOf} from './last-lines.ts';
import type {RunState} from './run-state.ts';

const looked = 100;

/** The cause of a run's failure, looked for in the last lines of the stage that failed. */
export function diagnoseRun(folder: string, state: RunState, exitCode: number | undefined): Diagnosis | undefined {
	const stage = state.stages.findLast(view => view.state === 'failed' || view.state === 'started')?.stage ?? 'run';
	const stream = state.streams.findLast(view => view.stage === stage);
	const lastLines = stream ? lastLinesOf(folder, stream.id, looked) : [];
	return diagnose({exitCode: exitCode ?? stream?.exitCode ?? state.exitCode, stage, engine: state.engine, lastLines});
}
