import type {Symbols} from '../../terminal/symbols.ts';
import {hintsOf} from '../keymap.ts';
import {Confirm} from '../parts/confirm.tsx';
import {KeyList} from '../run/key-list.tsx';
import {listKeys} from './press-in-runs.ts';
import {confirmKeys} from './runs-keys.ts';
import type {RunsState} from './runs-state.ts';

type Props = {readonly state: RunsState; readonly screen: {readonly columns: number; readonly rows: number}; readonly symbols: Symbols};

/** What stands over the list and has the keys, if anything. */
export function RunsDialog({state, screen, symbols}: Props) {
	const {dialog} = state;
	if (!dialog) return null;
	if (dialog.type === 'help') return <KeyList bindings={listKeys(state)} screen={screen} symbols={symbols} />;
	const {runId, name} = dialog.run;
	const title = dialog.type === 'stop' ? `Stop ${name} ${runId}?` : `Remove ${name} ${runId}?`;
	const text =
		dialog.type === 'stop'
			? 'Its processes are ended; what it wrote so far stays.'
			: 'Its logs, outputs and code are deleted. The project folder is not touched.';
	return <Confirm title={title} text={text} hints={hintsOf(confirmKeys)} screen={screen} symbols={symbols} />;
}
