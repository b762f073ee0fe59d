import type {Problem} from '../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Answers} from '../../wizard/answers.ts';
import {dockerfilePreview} from '../../wizard/dockerfile-preview.ts';
import type {Facts} from '../../wizard/facts.ts';
import {previewOf, unifiedDiff} from '../../wizard/preview.ts';
import {questionOf} from '../../wizard/questions.ts';
import {toPolyaxonfile} from '../../wizard/to-polyaxonfile.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import type {ReviewView} from './editor.ts';
import type {FileCheck} from './file-check.ts';
import type {ScreenState} from './screen-state.ts';
import {stepOfProblem} from './step-problems.ts';

/** One line of the polyaxonfile or of its diff, as it is shown. */
export type PreviewLine = {
	readonly text: string;
	/** The last two are problems in words. */
	readonly kind: 'plain' | 'changed' | 'added' | 'removed' | 'place' | 'error' | 'warning';
	/** The worst problem of this line. */
	readonly severity?: Problem['severity'];
	/** Goes on with the line above. */
	readonly isContinued?: boolean;
};

/** What the lines are made of. `marked`: the file with what changed since `before`; `diff`: what changes in the file that exists. */
export type PreviewSource = {
	readonly file: string;
	readonly existing?: string;
	readonly before?: Answers;
	readonly view: 'marked' | ReviewView;
	/** What the Dockerfile is made with. */
	readonly facts?: Pick<Facts, 'paths' | 'stepFiles'>;
};

/** How the polyaxonfile is shown now: in the review what changes in a file that exists, unless the whole file is asked for. */
export function previewSourceOf({wizard: {existing, file, facts}, editor, before}: ScreenState): PreviewSource {
	const source = {file, existing: existing?.text, before: before?.answers, facts};
	if (editor.type !== 'review') return {...source, view: 'marked'};
	return {...source, view: editor.view};
}

/** The lines for the right pane; in the review all that is wrong comes first. */
export function previewLinesOf(source: PreviewSource, check: Pick<FileCheck, 'text' | 'inFile' | 'problems'>): readonly PreviewLine[] {
	if (source.view === 'marked' || check.problems.length === 0) return fileLines(source, check);
	const told = check.problems.map((problem): PreviewLine => ({kind: problem.severity, text: sentenceOf(problem)}));
	return [...told, {kind: 'plain', text: ''}, ...fileLines(source, check)];
}

/** Where the problem is put right, or where it stands, as it is said before the message. */
export function placeOf(problem: WizardProblem): string {
	const step = stepOfProblem(problem);
	if (step !== undefined) return `${questionOf(step).title}: `;
	return problem.line === undefined ? '' : `line ${problem.line}: `;
}

function sentenceOf(problem: WizardProblem): string {
	return sanitiseLine(`${placeOf(problem)}${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`);
}

function fileLines({file, existing, before, view, facts}: PreviewSource, {text, inFile}: Pick<FileCheck, 'text' | 'inFile'>): readonly PreviewLine[] {
	if (view === 'dockerfile') {
		const lines = (facts && dockerfilePreview(text, facts)) ?? ['No Dockerfile can be made while the file has errors.'];
		return lines.map(line => ({kind: 'plain', text: sanitiseLine(line)}));
	}
	if (view === 'diff' && existing !== undefined && existing !== text) return diffLines(file, existing, text);
	const old = before !== undefined && view === 'marked' ? toPolyaxonfile(before, existing) : text;
	return previewOf(old, text).map((line, index) => {
		const here = inFile.filter(problem => problem.line === index + 1);
		const severity = here.some(problem => problem.severity === 'error') ? 'error' : here[0]?.severity;
		return {text: sanitiseLine(line.text), kind: line.isChanged ? 'changed' : 'plain', ...(severity ? {severity} : {})};
	});
}

function diffLines(file: string, before: string, after: string): readonly PreviewLine[] {
	return unifiedDiff(file, before, after)
		.split('\n')
		.filter((line, index, all) => line !== '' || index < all.length - 1)
		.map((line, index) => ({text: sanitiseLine(line), kind: index < 2 ? 'plain' : (kindOfMark[line[0] ?? ''] ?? 'plain')}));
}

const kindOfMark: Readonly<Record<string, PreviewLine['kind']>> = {'+': 'added', '-': 'removed', '@': 'place'};
