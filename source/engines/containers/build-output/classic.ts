import type {BuildStep, StepReader} from './build-steps.ts';
import {durationOf} from './duration.ts';

/** podman and buildah: `STEP 2/5: RUN x`, of several stages `[1/2] STEP 2/5: RUN x`; docker's classic builder: `Step 2/5 : RUN x`. */
const begin = /^(?:\[\d+\/\d+\] )?(?:STEP (\d+)\/(\d+): |Step (\d+)\/(\d+) : )(.*)$/;
const cached = /^(?:-->| --->) Using cache/;
/** podman's last words of a step name its image; `COMMIT` comes after the last one. A step that ends without a newline has it behind its own text. */
const done = /(?:^|.)--> [0-9a-f]{11,64}$|^ ---> [0-9a-f]{12}$|^(?:\[\d+\/\d+\] )?COMMIT\b|^Successfully (?:built|tagged) /;
/** podman names the step and how it ended; a step of several lines goes over several. */
const failed = /while running runtime: exit status (\d+)$|returned a non-zero code: (\d+)$|^error building at STEP|^Error: building at STEP/i;

type Open = BuildStep & {readonly startedAt: number | undefined};

/** Reads what podman, buildah and docker's classic builder print. */
export function createClassicReader(): StepReader {
	let steps: readonly BuildStep[] = [];
	let open: Open | undefined;

	const end = (state: BuildStep['state'], at: number | undefined, exitCode?: number): boolean => {
		if (!open) return false;
		const {startedAt, ...step} = open;
		steps = [...steps.slice(0, -1), {...step, state, ...durationOf(startedAt, at), ...(exitCode !== undefined && {exitCode})}];
		// `Using cache` is followed by the name of the image, and the words of a failure by its exit code
		open = undefined;
		return true;
	};

	return {
		read(line, at) {
			const [, number, total, classicNumber, classicTotal, text = ''] = begin.exec(line) ?? [];
			if (number !== undefined || classicNumber !== undefined) {
				end('done', at);
				const step = {number: Number(number ?? classicNumber), total: Number(total ?? classicTotal), text: text.trim(), isRun: /^RUN\b/i.test(text)};
				open = {...step, state: 'running', startedAt: at};
				steps = [...steps, {...step, state: 'running'}];
				return true;
			}
			const failure = failed.exec(line);
			if (failure) {
				const exitCode = failure[1] ?? failure[2];
				return exitCode !== undefined && end('failed', at, Number(exitCode));
			}
			if (cached.test(line)) return end('cached', at);
			return done.test(line) && end('done', at);
		},
		steps: () => steps,
	};
}
