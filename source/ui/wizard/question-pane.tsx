import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {questionOf} from '../../wizard/questions.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import {Choice, type ChoiceItem} from '../parts/choice.tsx';
import {Column, columnFrame} from '../parts/column.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ProblemLine, problemLines} from '../parts/problem-line.tsx';
import {wrappedView} from '../parts/text-view.ts';
import {wrapWords} from '../parts/wrap-words.ts';
import {ClusterNote, clusterNoteOf} from './cluster-note.tsx';
import {type Editor, isTyping, offerAt, offersOf} from './editor.ts';
import {isChoosable} from './engine-ready.ts';
import {foundIn} from './found-in.ts';
import {placeChoices, problemsOfChoice} from './place-choices.ts';
import {placeText} from './place-text.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';
import {fixable, isShownInEditor} from './selection.ts';
import {StepEditor} from './step-editor.tsx';
import {stepProblems, worstFirst} from './step-problems.ts';

type Props = {
	readonly state: ScreenState;
	readonly context: WizardContext;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** The question of the current step: what it is, an example, the editor, what is wrong, where it was found, what else there is. */
export function QuestionPane({state: {wizard, editor}, context, width, height, symbols}: Props) {
	const inner = width - columnFrame;
	const {title, explanation, example} = questionOf(wizard.step);
	const explained = wrapWords(explanation, inner).slice(0, 3);
	const isRoomy = height >= 14;
	const examples = example !== '' && isRoomy ? [cutText(`for example  ${example}`, inner, symbols)] : [];
	const head = 1 + explained.length + examples.length + 1;
	const problems = stepProblems(wizard, context.clusters);
	const fix = fixable(editor, problems);
	const fixText = (problem: WizardProblem) => (problem === fix ? `Press ${isTyping(editor) ? 'ctrl-r' : 'f'} to ${problem.fix?.label}.` : undefined);
	const place = foundIn(wizard, editor);
	const offers = editor.type === 'text' || editor.type === 'form' ? offersOf(wizard, editor, context.clusters) : [];
	const tailProblems = [...general(editor, problems), ...engineProblems(editor, wizard.step, context)];
	const below = height - head;
	// A short choice leaves all the rest to what is wrong with it
	const rowsOfChoice = editor.type === 'choice' && wizard.step === 'engine' ? placeChoices(context.engines, context.clusters).length : below;
	const tailLimit = Math.min(Math.max(Math.floor(below * 0.45), below - rowsOfChoice - 1), below - 2 - (offers.length > 0 ? 2 : 0));
	const tail = tailLines(tailProblems, fixText, inner, tailLimit, symbols);
	const notes = clusterNoteOf(wizard, editor, context, inner, Math.max(1, Math.floor((height - head) * 0.4) - 1));
	const tailRows = (tail.length > 0 ? tail.length + 1 : 0) + (place === undefined ? 0 : 2) + (notes.lines.length > 0 ? notes.lines.length + 1 : 0);
	const room = Math.max(1, height - head - tailRows);
	const editorRows = rowsOf(editor, inner, room, offers.length > 0 ? problems.length : undefined);
	return (
		<Column width={width} height={height} symbols={symbols}>
			<Text bold wrap="truncate">
				{title}
			</Text>
			{[...explained, ...examples].map((line, index) => (
				<Text key={index} dimColor={index >= explained.length} wrap="truncate">
					{line}
				</Text>
			))}
			<Text> </Text>
			<Box flexShrink={0} flexDirection="column">
				<StepEditor
					wizard={wizard}
					editor={editor}
					context={context}
					problems={problems}
					fixText={fixText}
					width={inner}
					height={editorRows}
					symbols={symbols}
				/>
			</Box>
			{tail.length > 0 ? <Text> </Text> : null}
			{tail.map(({severity, line}, index) => (
				<ProblemLine key={index} severity={severity} line={line} />
			))}
			<ClusterNote note={notes} symbols={symbols} />
			{place === undefined ? null : <Text dimColor wrap="truncate">{`\n${cutText(`found in ${sanitiseLine(place)}`, inner, symbols)}`}</Text>}
			{offers.length > 0 ? (
				<Offers
					labels={offers.map(({label, foundIn: note}) => ({label: sanitiseLine(label), note: note === undefined ? undefined : sanitiseLine(note)}))}
					at={offerAt(editor)}
					width={inner}
					height={room - editorRows}
					heading={editor.type === 'form' ? 'or take one that the cluster has:' : 'or take one of these:'}
					symbols={symbols}
				/>
			) : null}
		</Column>
	);
}

type OffersProps = {
	readonly labels: readonly ChoiceItem[];
	readonly at: number;
	readonly heading: string;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

function Offers({labels, at, heading, width, height, symbols}: OffersProps) {
	if (height < 1) return null;
	return (
		<Box flexDirection="column" height={height} overflow="hidden">
			{height > 1 ? <Text> </Text> : null}
			{height > 3 ? <Text dimColor>{heading}</Text> : null}
			<Choice items={labels} at={at} limit={height - (height > 3 ? 2 : height > 1 ? 1 : 0)} width={width} symbols={symbols} />
		</Box>
	);
}

function general(editor: Editor, problems: readonly WizardProblem[]): readonly WizardProblem[] {
	return problems.filter(problem => !isShownInEditor(editor, problem));
}

function engineProblems(editor: Editor, step: string, {engines, clusters}: WizardContext): readonly WizardProblem[] {
	const choice = step === 'engine' && editor.type === 'choice' ? placeChoices(engines, clusters, editor.namespaces)[editor.at] : undefined;
	if (!choice) return [];
	const problems = problemsOfChoice(choice, clusters);
	if (isChoosable(choice, clusters)) return problems;
	const message = `${choice.place ? `kubernetes ${placeText(choice.place)}` : choice.engine.name} is not ready, so it cannot be chosen:`;
	return [{code: 'engine-not-ready', severity: 'error', message, path: ['engine']}, ...worstFirst(problems)];
}

type TailLine = {readonly severity: WizardProblem['severity']; readonly line: string};

function tailLines(
	problems: readonly WizardProblem[],
	fixText: (problem: WizardProblem) => string | undefined,
	width: number,
	height: number,
	symbols: Symbols,
): readonly TailLine[] {
	const lines = problems.flatMap(problem => problemLines(problem, width, symbols, fixText(problem)).map(line => ({severity: problem.severity, line})));
	return lines.slice(0, Math.max(1, height));
}

/** Rows of the editor; below a form with offers, problems have three rows each at most. */
function rowsOf(editor: Editor, width: number, room: number, problemsAboveOffers: number | undefined): number {
	if (editor.type === 'form' && problemsAboveOffers !== undefined)
		return Math.max(1, Math.min(Math.floor(room * 0.6), editor.form.values.length + 3 * problemsAboveOffers));
	if (editor.type !== 'text') return room;
	if (!editor.isMultiline) return 1;
	const most = Math.max(1, Math.floor(room * 0.5));
	return Math.min(most, wrappedView(editor.edit, width, most).length);
}
