import {Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {countStates} from '../../wizard/cluster-review.ts';
import {Choice} from '../parts/choice.tsx';
import {Column, columnFrame} from '../parts/column.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ProblemLine, problemLines} from '../parts/problem-line.tsx';
import {wrapWords} from '../parts/wrap-words.ts';
import {Spinner} from './cluster-line.tsx';
import type {FileCheck} from './file-check.ts';
import {placeOfAnswers} from './place-choices.ts';
import {hasRegistry, knownRegistries} from './registry-dialog.ts';
import {type ReviewRow, reviewRows} from './review-actions.ts';
import {clusterFacts, type ReviewLine as Line, rightFacts} from './review-cluster.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';
import {worstFirst} from './step-problems.ts';
import {whatHappens} from './what-happens.ts';

type Props = {
	readonly state: ScreenState;
	readonly check: FileCheck;
	readonly context: WizardContext;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** The last step: where and what will be run, and how to end. What is wrong stands above the polyaxonfile, which scrolls. */
export function ReviewPane({state, check, context, width, height, symbols}: Props) {
	const {wizard, editor} = state;
	const inner = width - columnFrame;
	const rows = reviewRows(wizard, check, context.engines);
	const {clusters, clusterReview} = context;
	const place = placeOfAnswers(wizard.answers, clusters);
	const engine = context.engines.find(({name}) => name === wizard.answers.engine);
	const isRefused = clusterReview !== undefined && countStates(clusterReview).failed > 0;
	const isRoomy = height >= 16;
	// A cluster does not always build an image: the strategy says what it does
	const happening = place && clusterReview?.strategy ? whatHappens(wizard).slice(1) : whatHappens(wizard);
	const registry = {registries: knownRegistries(state, context), chosen: wizard.answers.registry, canChoose: hasRegistry(state, context)};
	const whereFacts = bulleted(`where: ${wizard.answers.engine}${engine ? ` (${sanitiseLine(engine.reason)})` : ''}`, inner, symbols).slice(0, 2);
	const facts: readonly Line[] = [
		// The header says where, too
		...(place ? clusterFacts(place, clusterReview, registry, inner, symbols).slice(isRoomy ? 0 : 1) : whereFacts),
		...worstFirst(engine?.problems ?? []).flatMap(problem => problemLines(problem, inner, symbols).map(text => ({text, severity: problem.severity}))),
		...happening.flatMap(line => bulleted(line, inner, symbols).slice(0, 3)),
		...(place ? rightFacts(clusterReview, inner, symbols) : []),
	];
	const room = Math.max(0, height - rows.length - (isRoomy ? 3 : 1));
	const shown = facts
		.slice(0, room)
		.map((line, index) => (index === room - 1 && room < facts.length ? {...line, text: cutText(`${line.text} ${symbols.ellipsis}`, inner, symbols)} : line));
	return (
		<Column width={width} height={height} symbols={symbols}>
			<Text wrap="truncate">
				<Text bold>Review</Text>
				<Text dimColor>{'  nothing has been written yet'}</Text>
			</Text>
			{isRoomy ? <Text> </Text> : null}
			{shown.map(({text, severity, isLooking}, index) =>
				isLooking ? (
					<Text key={index} wrap="truncate">
						<Spinner symbols={symbols} />
						{` ${text}`}
					</Text>
				) : severity ? (
					<ProblemLine key={index} severity={severity} line={text} />
				) : (
					<Text key={index} wrap="truncate">
						{text}
					</Text>
				),
			)}
			{isRoomy ? <Text> </Text> : null}
			<Choice
				items={rows.map(row => ({
					label: row.label,
					note: sanitiseLine(isRefused && startsRun(row) ? refused : row.note),
					isDisabled: row.whyNot !== undefined,
				}))}
				at={editor.type === 'review' ? editor.at : 0}
				width={inner}
				symbols={symbols}
			/>
		</Column>
	);
}

const refused = 'the cluster would not take it';

function startsRun({action, whyNot}: ReviewRow): boolean {
	return whyNot === undefined && (action === 'run' || action === 'write-and-run');
}

function bulleted(text: string, width: number, symbols: Symbols): readonly Line[] {
	return wrapWords(text, width - 2).map((line, index) => ({text: `${index === 0 ? symbols.bullet : ' '} ${line}`}));
}
