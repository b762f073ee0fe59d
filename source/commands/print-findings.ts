import {printProblems} from '../polyaxonfile/print.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';

/** Prints problems to stderr; the lines of `source` are shown for those in the polyaxonfile only. */
export function printFindings(world: World, problems: readonly Problem[], source: {readonly shown: string; readonly text: string}): void {
	const style = createStyle({env: world.env, stdout: world.stderr});
	for (const problem of problems) {
		const isInSource = problem.file === undefined || problem.file === source.shown;
		world.stderr.write(printProblems([problem], {source: isInSource ? source.text : undefined, style}));
	}
}
