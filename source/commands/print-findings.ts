import {parsePolyaxonfile} from '../polyaxonfile/document.ts';
import {mergeDocuments} from '../polyaxonfile/merge.ts';
import {printProblems} from '../polyaxonfile/print.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {createStyle} from '../terminal/style.ts';
import type {World} from '../world.ts';
import {hideValues} from './hide-values.ts';
import {located} from './located.ts';
import type {Wish} from './prepare-run.ts';

type Texts = Pick<Wish, 'shown' | 'text' | 'over'>;

/** Prints problems to stderr, those in the polyaxonfile with its lines. */
export function printFindings(world: World, problems: readonly Problem[], wish: Texts): void {
	const style = createStyle({env: world.env, stdout: world.stderr});
	const {shown, text, over = []} = wish;
	const document = mergeDocuments([parsePolyaxonfile(text, shown), ...over.map(each => parsePolyaxonfile(each.text, each.file))]);
	const placed = located(problems, document);
	world.stderr.write(printProblems(placed, {source: ({file}) => textOf(file, placed, wish), style}));
}

function textOf(file: string | undefined, problems: readonly Problem[], {shown, text, over = []}: Texts): string | undefined {
	const source = file === undefined || file === shown ? text : over.find(each => each.file === file)?.text;
	if (source === undefined) return undefined;
	return hideValues(
		source,
		problems.filter(problem => (problem.file ?? shown) === (file ?? shown)),
	);
}
