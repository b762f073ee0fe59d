import {Text} from 'ink';
import type {RunState} from '../../runs/run-state.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import {type Binding, hintsOf} from '../keymap.ts';
import {Confirm} from '../parts/confirm.tsx';
import {Dialog} from '../parts/dialog.tsx';
import {KeyList} from './key-list.tsx';
import {type LeaveChoice, leaveChoices, type ShownDialog} from './panes-state.ts';
import {overKeys, stopKeys} from './run-keys.ts';

type Props = {
	readonly dialog: ShownDialog;
	readonly run: RunState;
	/** The keys that the help tells. */
	readonly bindings: readonly Binding[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** What stands over the run screen and has the keys. */
export function RunDialogBox({dialog, run, bindings, screen, symbols}: Props) {
	switch (dialog.type) {
		case 'help':
			return <KeyList bindings={bindings} screen={screen} symbols={symbols} />;
		case 'leave':
			return <LeaveDialog choice={dialog.choice} run={run} screen={screen} symbols={symbols} />;
		case 'over':
			return (
				<Confirm
					title={`${run.name} is over: ${run.status}.`}
					text={`See it again with: polyaxon-tui attach ${run.runId}`}
					hints={hintsOf(overKeys)}
					screen={screen}
					symbols={symbols}
				/>
			);
		case 'stop':
			return (
				<Confirm
					title={`Stop ${run.name}?`}
					text="Its processes are ended; what it wrote so far stays."
					hints={hintsOf(stopKeys)}
					screen={screen}
					symbols={symbols}
				/>
			);
	}
}

/** The question on leaving a run that is not over. Its keys are in the footer. */
function LeaveDialog({choice, run, screen, symbols}: Omit<Props, 'dialog' | 'bindings'> & {readonly choice: LeaveChoice}) {
	const rows = leaveChoices.map(name => `${name === choice ? symbols.pointer : ' '} ${leaveTexts[name](run.runId)}`);
	return (
		<Dialog
			title={`${run.name} is not over. Leave it running?`}
			content={{width: Math.max(...rows.map(cellsOf)), height: rows.length}}
			screen={screen}
			symbols={symbols}
		>
			{rows.map((row, index) => (
				<Text key={row} wrap="truncate-end" bold={leaveChoices[index] === choice}>
					{row}
				</Text>
			))}
		</Dialog>
	);
}

const leaveTexts = {
	leave: runId => `l    leave it running; come back with: polyaxon-tui attach ${runId}`,
	stop: () => 's    stop it; what it wrote so far stays',
	stay: () => 'esc  stay',
} as const satisfies Record<LeaveChoice, (runId: string) => string>;
