import {Box, Text} from 'ink';
import type {FailureText} from './failure-text.ts';
import type {Look} from './look.ts';

/** Rows that the box needs with this text: its borders, its lines and its keys. */
export const failureHeight = ({lines}: FailureText): number => lines.length + 3;

/** The cause of a failure. It stands over the panes and takes their room, so the last lines of the logs stay in sight. */
export function FailureBox({text, width, look, keys}: {readonly text: FailureText; readonly width: number; readonly look: Look; readonly keys: string}) {
	return (
		<Box width={width} height={failureHeight(text)} flexShrink={0}>
			<Box width={width} flexDirection="column" borderStyle={look.symbols.border} borderColor="red" paddingX={1} overflow="hidden">
				{text.lines.map((line, index) => (
					<Text key={index} wrap="truncate-end">
						{line}
					</Text>
				))}
				<Text wrap="truncate-end">{look.style.dim(keys)}</Text>
			</Box>
			<Box position="absolute" top={0} left={2} width={width - 4}>
				<Text wrap="truncate-end">{look.style.red(look.style.bold(` ${look.symbols.failed} ${text.title} `))}</Text>
			</Box>
		</Box>
	);
}
