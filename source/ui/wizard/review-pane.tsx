import {Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {Choice} from '../parts/choice.tsx';
import {Column, columnFrame} from '../parts/column.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ProblemLine, problemLines} from '../parts/problem-line.tsx';
import {wrapWords} from '../parts/wrap-words.ts';
import type {FileCheck} from './file-check.ts';
import {reviewRows} from './review-actions.ts';
import type {EngineChoice, ScreenState} from './screen-state.ts';
import {worstFirst} from './step-problems.ts';
import {whatHappens} from './what-happens.ts';

type Props = {
	readonly state: ScreenState;
	readonly check: FileCheck;
	readonly engines: readonly EngineChoice[];
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** The last step: where and what will be run, and how to end. What is wrong stands above the polyaxonfile, which scrolls. */
export function ReviewPane({state: {wizard, editor}, check, engines, width, height, symbols}: Props) {
	const inner = width - columnFrame;
	const rows = reviewRows(wizard, check, engines);
	const engine = engines.find(({name}) => name === wizard.answers.engine);
	const isRoomy = height >= 16;
	const facts: readonly Line[] = [
		...bulleted(`where: ${wizard.answers.engine}${engine ? ` (${sanitiseLine(engine.reason)})` : ''}`, inner, symbols).slice(0, 2),
		...worstFirst(engine?.problems ?? []).flatMap(problem => problemLines(problem, inner, symbols).map(text => ({text, severity: problem.severity}))),
		...whatHappens(wizard).flatMap(line => bulleted(line, inner, symbols).slice(0, 3)),
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
			{shown.map(({text, severity}, index) =>
				severity ? (
					<ProblemLine key={index} severity={severity} line={text} />
				) : (
					<Text key={index} wrap="truncate">
						{text}
					</Text>
				),
			)}
			{isRoomy ? <Text> </Text> : null}
			<Choice
				items={rows.map(({label, note, whyNot}) => ({label, note: sanitiseLine(note), isDisabled: whyNot !== undefined}))}
				at={editor.type === 'review' ? editor.at : 0}
				width={inner}
				symbols={symbols}
			/>
		</Column>
	);
}

type Line = {readonly text: string; readonly severity?: 'error' | 'warning'};

function bulleted(text: string, width: number, symbols: Symbols): readonly Line[] {
	return wrapWords(text, width - 2).map((line, index) => ({text: `${index === 0 ? symbols.bullet : ' '} ${line}`}));
}
