import {Box, Text} from 'ink';
import {cellsOf} from '../../terminal/width.ts';
import type {Hint} from '../keymap.ts';

const gap = 2;

/** The keys that work now, in at most `rows` lines of `width` cells. */
export function KeyHints({hints, width, rows = 1}: {readonly hints: readonly Hint[]; readonly width: number; readonly rows?: number}) {
	return (
		<Box flexDirection="column" width={width}>
			{hintLines(hints, width, rows).map((line, index) => (
				<Text key={index} wrap="truncate">
					{line.map(({keys, help}, at) => (
						<Text key={`${keys} ${help}`}>
							{' '.repeat(at === 0 ? 1 : gap)}
							<Text bold>{keys}</Text> <Text dimColor>{help}</Text>
						</Text>
					))}
				</Text>
			))}
		</Box>
	);
}

/** Which hints stand in which line. The last one (how to leave) is always there; where the room ends, the ones before it are left out. */
export function hintLines(hints: readonly Hint[], width: number, rows: number): ReadonlyArray<readonly Hint[]> {
	for (let left = 0; left < hints.length; left++) {
		const shown = left === 0 ? hints : [...hints.slice(0, -1 - left), hints.at(-1)!];
		const lines = fill(shown, width);
		if (lines.length <= rows) return lines;
	}
	return fill(hints.slice(-1), width).slice(0, rows);
}

function fill(hints: readonly Hint[], width: number): ReadonlyArray<readonly Hint[]> {
	const lines: Hint[][] = [];
	let used = width;
	for (const hint of hints) {
		const cells = cellsOf(hint.keys) + 1 + cellsOf(hint.help);
		if (used + gap + cells > width || lines.length === 0) {
			lines.push([hint]);
			used = 1 + cells;
			continue;
		}
		lines.at(-1)!.push(hint);
		used += gap + cells;
	}
	return lines;
}
