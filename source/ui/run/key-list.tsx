import {Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {Binding} from '../keymap.ts';
import {Dialog, dialogFrame} from '../parts/dialog.tsx';

type Props = {readonly bindings: readonly Binding[]; readonly screen: {readonly columns: number; readonly rows: number}; readonly symbols: Symbols};

/** Every key of a table with what it does, over the screen; in two columns where it would be too high. */
export function KeyList({bindings, screen, symbols}: Props) {
	const rows = bindings.map(({keys, label, help}) => [label ?? keys.join(' '), help] as const);
	const height = Math.ceil(rows.length / (rows.length > screen.rows - dialogFrame.height ? 2 : 1));
	const columns = [columnOf(rows.slice(0, height)), columnOf(rows.slice(height))].filter(({width}) => width > 0);
	return (
		<Dialog title="Keys" content={{width: columns.reduce((sum, {width}) => sum + width + gap, -gap), height}} screen={screen} symbols={symbols}>
			{Array.from({length: height}, (_, row) => (
				<Text key={row} wrap="truncate-end">
					{columns.map(({lines}, index) => (
						<Text key={index}>
							{index === 0 ? '' : ' '.repeat(gap)}
							<Text bold>{lines[row]?.keys}</Text>
							{lines[row]?.help}
						</Text>
					))}
				</Text>
			))}
		</Dialog>
	);
}

const gap = 3;

/** Rows in two columns of their own, padded to the same width. */
function columnOf(rows: ReadonlyArray<readonly [keys: string, help: string]>) {
	const keyCells = Math.max(0, ...rows.map(([keys]) => cellsOf(keys))) + 2;
	const helpCells = Math.max(0, ...rows.map(([, help]) => cellsOf(help)));
	const lines = rows.map(([keys, help]) => ({keys: padded(keys, keyCells), help: padded(help, helpCells)}));
	return {lines, width: rows.length === 0 ? 0 : keyCells + helpCells};
}

const padded = (text: string, width: number) => text + ' '.repeat(width - cellsOf(text));
