import {Box, Text} from 'ink';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Draft} from '../../wizard/draft.ts';
import {questionOf} from '../../wizard/questions.ts';
import {stepIds} from '../../wizard/step-ids.ts';
import {summaryOf} from '../../wizard/summary.ts';
import {Choice} from '../parts/choice.tsx';
import {cutText} from '../parts/cut-text.ts';
import {ownText} from '../parts/own-text.ts';
import {ageText} from './age-text.ts';

type Props = {
	readonly draft: Draft;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly hasFile: boolean;
	readonly at: number;
	readonly width: number;
	readonly height: number;
	readonly symbols: Symbols;
};

/** Whether to go on with the draft: how old it is, and what it says. */
export function StartQuestion({draft, now, hasFile, at, width, height, symbols}: Props) {
	const answers = stepIds
		.map(step => ({title: questionOf(step).title, summary: ownText(sanitiseLine(summaryOf(step, draft.answers, true)), symbols)}))
		.filter(({summary}) => summary !== '')
		.slice(0, Math.max(0, height - 9));
	const anew = hasFile ? 'from the polyaxonfile in this folder' : 'from what is found in this folder';
	return (
		<Box height={height} flexDirection="column" paddingX={2} overflow="hidden">
			<Text> </Text>
			<Text bold>There is a draft for this folder</Text>
			<Text dimColor>{`saved ${ageText(Math.max(0, now - draft.savedAt))}, left at ${questionOf(draft.step).title}`}</Text>
			<Text> </Text>
			{answers.map(({title, summary}) => (
				<Text key={title} wrap="truncate">
					<Text dimColor>{`  ${title.padEnd(14)}`}</Text>
					{cutText(summary, width - 20, symbols)}
				</Text>
			))}
			<Text> </Text>
			<Choice items={[{label: 'go on with it'}, {label: 'start anew', note: anew}]} at={at} width={width - 4} symbols={symbols} />
		</Box>
	);
}
