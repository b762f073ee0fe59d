import type {ListedRun} from '../../runs/listed-run.ts';
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
	const {stop, remove} = dialog.run.found ? textsOfFound(dialog.run) : texts;
	const text = dialog.type === 'stop' ? stop : remove;
	return <Confirm title={title} text={text} hints={hintsOf(confirmKeys)} screen={screen} symbols={symbols} />;
}

const texts = {
	stop: 'Its processes are ended; what it wrote so far stays.',
	remove: 'Its logs, outputs and code are deleted. The project folder is not touched.',
};

function textsOfFound({found, place}: ListedRun): typeof texts {
	if (found?.by === 'container') return {...texts, remove: 'Its container is deleted, with its log.'};
	return {
		stop: 'Another machine started it. Its pods are ended; what it wrote so far is fetched before.',
		remove: `Another machine started it. Its Jobs and pods are deleted from ${place ?? 'the cluster'}, with their logs.`,
	};
}
