import {Box, Text} from 'ink';
import type {Problem} from '../../polyaxonfile/problem.ts';
import {fit as fitTo} from '../../terminal/cut.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {RailRow, StepId} from '../../wizard/wizard-state.ts';
import {ownText} from '../parts/own-text.ts';
import {problemColours, problemMark} from '../parts/problem-line.tsx';
import {windowOf} from '../parts/window-of.ts';
import {keyOfStep} from './step-keys.ts';

type Props = {
	readonly rows: readonly RailRow[];
	/** Steps with something wrong; told of the ones that were left, and of all once the review was seen. */
	readonly severities: ReadonlyMap<StepId, Problem['severity']>;
	/** The whole file has an error: the review is never done then. */
	readonly isFileBroken: boolean;
	/** Digits are typed now, they jump nowhere. */
	readonly isTyping: boolean;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

const titleWidth = 13;

/** Below this width there is room for short names alone. */
const leastForTitles = 26;

const shortNames: Readonly<Record<StepId, string>> = {
	kind: 'Kind',
	image: 'Image',
	buildSteps: 'Steps',
	envVars: 'Env vars',
	declarations: 'Declare',
	command: 'Command',
	secrets: 'Secrets',
	configmaps: 'Configs',
	resources: 'Resource',
	engine: 'Where',
	review: 'Review',
};

/** All steps with their ticks, the key that jumps there and what was answered. */
export function Rail({rows, severities, isFileBroken, isTyping, width, height, symbols}: Props) {
	const at = rows.findIndex(({state}) => state === 'current');
	const isReviewed = rows.some(({id, state}) => id === 'review' && (state === 'done' || state === 'current'));
	const severityOf = ({id, state}: RailRow): Problem['severity'] | undefined => {
		if (id === 'review') return isFileBroken && isReviewed ? 'error' : undefined;
		return state === 'done' || (isReviewed && state === 'todo') ? severities.get(id) : undefined;
	};
	const top = windowOf(rows.length, Math.max(0, at - 1), Math.min(rows.length, at + 2), height);
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
			{rows.slice(top, top + height).map(row => (
				<RailLine key={row.id} row={row} severity={severityOf(row)} isTyping={isTyping} width={width} symbols={symbols} />
			))}
		</Box>
	);
}

const colours = {done: 'green', current: 'cyan', todo: undefined, 'not-needed': undefined} as const satisfies Record<RailRow['state'], string | undefined>;

type LineProps = Pick<Props, 'isTyping' | 'width' | 'symbols'> & {readonly row: RailRow; readonly severity?: Problem['severity']};

function RailLine({row, severity, isTyping, width, symbols}: LineProps) {
	const {id, title, summary, state, reason} = row;
	const mark = severity ? problemMark(severity, symbols) : state === 'not-needed' ? symbols.skipped : symbols[state];
	const isCurrent = state === 'current';
	const text = fitTo(ownText(sanitiseLine(reason ?? summary), symbols), width - titleWidth - 7, symbols.ellipsis).trimEnd();
	return (
		<Text wrap="truncate" dimColor={state === 'not-needed'}>
			{' '}
			<Text color={severity ? problemColours[severity] : colours[state]}>{mark}</Text>
			<Text dimColor={isTyping} bold={isCurrent && !isTyping}>{` ${keyOfStep(id)}`}</Text>
			{width < leastForTitles ? (
				<Text bold={isCurrent} dimColor={!isCurrent}>{` ${shortNames[id]}`}</Text>
			) : (
				<>
					<Text bold={isCurrent}>{`  ${title.padEnd(titleWidth)}`}</Text>
					<Text dimColor={!isCurrent}>{text}</Text>
				</>
			)}
		</Text>
	);
}
