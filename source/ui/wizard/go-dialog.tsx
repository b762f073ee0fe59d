import {Text} from 'ink';
import type {Symbols} from '../../terminal/symbols.ts';
import type {RailRow} from '../../wizard/wizard-state.ts';
import {cutText} from '../parts/cut-text.ts';
import {Dialog} from '../parts/dialog.tsx';
import {keyOfStep} from './step-keys.ts';

type Props = {
	readonly rows: readonly RailRow[];
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The steps and the key of each; the way to jump while letters are text. */
export function GoDialog({rows, screen, symbols}: Props) {
	return (
		<Dialog title="Go to  esc stay" content={{width: 40, height: rows.length}} screen={screen} symbols={symbols}>
			{rows.map(({id, title, state, reason}) => (
				<Text key={id} wrap="truncate" dimColor={state === 'not-needed'}>
					<Text bold>{keyOfStep(id)}</Text>
					{`  ${state === 'not-needed' ? symbols.skipped : symbols[state]} ${title}`}
					{reason ? `  ${cutText(reason, 20, symbols)}` : ''}
				</Text>
			))}
		</Dialog>
	);
}
