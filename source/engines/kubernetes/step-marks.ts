/** A part of the log of a container with inline steps begins here. */
export type StepMark = {readonly type: 'step'; readonly step: number; readonly of: number} | {readonly type: 'done'};

/** What such a line begins with: no step and no command of the run prints it by chance. */
export function stepsMark(runId: string): string {
	return `polyaxon-tui ${runId}:`;
}

/**
 * The mark in a line of the log, and what a step had left before it without a newline; undefined for a line of a step or command. The first mark of all is
 * that of step 1, or `done` where there are no steps; after `done` the command has the log to itself.
 */
export function readStepMark(line: string, runId: string): {readonly mark: StepMark; readonly before: string} | undefined {
	const start = line.indexOf(stepsMark(runId));
	if (start === -1) return undefined;
	const [, number, of, done] = /^ (?:step (\d+) of (\d+)|(done))$/.exec(line.slice(start + stepsMark(runId).length).trimEnd()) ?? [];
	const before = line.slice(0, start);
	if (done !== undefined) return {mark: {type: 'done'}, before};
	return number === undefined || of === undefined ? undefined : {mark: {type: 'step', step: Number(number), of: Number(of)}, before};
}

/** The step that a container says it ended at, by its termination message; undefined when it was none: the command, or something else. */
export function failedStep(message: string | undefined): {readonly step: number; readonly of: number; readonly exitCode: number} | undefined {
	const [, step, of, exitCode] = /^step (\d+) of (\d+): exit code (\d+)\n?$/.exec(message ?? '') ?? [];
	return step === undefined ? undefined : {step: Number(step), of: Number(of), exitCode: Number(exitCode)};
}
