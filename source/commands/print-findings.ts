import {printProblems} from '../polyaxonfile/print.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';
import type {Wish} from './prepare-run.ts';

/** Prints problems to stderr, those in the polyaxonfile with its lines. */
export function printFindings(world: World, problems: readonly Problem[], wish: Pick<Wish, 'shown' | 'text' | 'over'>): void {
	const style = createStyle({env: world.env, stdout: world.stderr});
	world.stderr.write(printProblems(problems, {source: problem => textOf(problem, wish), style}));
}

function textOf({file}: Problem, {shown, text, over = []}: Pick<Wish, 'shown' | 'text' | 'over'>): string | undefined {
	return file === undefined || file === shown ? text : over.find(each => each.file === file)?.text;
}
