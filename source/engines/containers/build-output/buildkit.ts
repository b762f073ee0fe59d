import type {BuildStep, StepReader} from './build-steps.ts';
import {durationOf} from './duration.ts';

/** `#7 [2/4] RUN x`, of a named stage `#7 [build 2/4] RUN x`. What BuildKit does for itself is in brackets without a number: `[internal] load …`. */
const begin = /^#(\d+) \[(?:\S+ +)?(\d+)\/(\d+)\] (.*)$/;
const end = /^#(\d+) (?:(CACHED)|DONE ([\d.]+)s|(ERROR): ?(.*)|(CANCELED))$/;
const exitCodeOf = /exit code: (\d+)/;

/** Reads what BuildKit prints with `--progress=plain`: docker with buildx, nerdctl, buildctl. Steps of it may go on at the same time. */
export function createBuildkitReader(): StepReader {
	const steps = new Map<string, BuildStep>();
	const starts = new Map<string, number | undefined>();
	return {
		read(line, at) {
			const [, vertex, number, total, text = ''] = begin.exec(line) ?? [];
			if (vertex !== undefined) {
				// It is said again when the output of another one was in between
				if (steps.has(vertex)) return false;
				starts.set(vertex, at);
				steps.set(vertex, {number: Number(number), total: Number(total), text: text.trim(), isRun: /^RUN\b/i.test(text), state: 'running'});
				return true;
			}
			const [, ended = '', isCached, seconds, isError, message, isCanceled] = end.exec(line) ?? [];
			const step = steps.get(ended);
			if (!step) return false;
			const exitCode = exitCodeOf.exec(message ?? '')?.[1];
			if (isCanceled) return false;
			const measured = seconds === undefined ? durationOf(starts.get(ended), at) : {duration: Math.round(Number(seconds) * 1000)};
			const duration = isCached ? {duration: 0} : measured;
			const state = isCached ? 'cached' : isError ? 'failed' : 'done';
			steps.set(ended, {...step, state, ...duration, ...(exitCode !== undefined && {exitCode: Number(exitCode)})});
			return true;
		},
		steps: () => [...steps.values()],
	};
}
