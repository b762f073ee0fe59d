import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Question} from '../../wizard/questions.ts';
import type {RailRow, WizardState} from '../../wizard/wizard-state.ts';
import {type Binding, hintsOf} from '../keymap.ts';
import {Confirm} from '../parts/confirm.tsx';
import {GoDialog} from './go-dialog.tsx';
import {HelpDialog} from './help-dialog.tsx';
import {helpOf} from './help-lines.ts';
import type {ScreenState} from './screen-state.ts';

type Props = {
	readonly dialog: NonNullable<ScreenState['dialog']>;
	readonly question: Question;
	readonly rail: readonly RailRow[];
	/** What works in the dialog, and what works below it. */
	readonly keys: readonly Binding[];
	readonly keysBelow: readonly Binding[];
	readonly wizard: WizardState;
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The dialog that is open over the wizard. */
export function WizardDialog({dialog, question, rail, keys, keysBelow, wizard, screen, symbols}: Props) {
	switch (dialog.type) {
		case 'help':
			return <HelpDialog title={question.title} help={helpOf(question, keysBelow, screen, symbols)} top={dialog.top} screen={screen} symbols={symbols} />;
		case 'go':
			return <GoDialog rows={rail} screen={screen} symbols={symbols} />;
		case 'confirm': {
			const file = sanitiseLine(wizard.file);
			const text = `${file} exists. It will be replaced by what the review shows.${dialog.action === 'write-and-run' ? ' Then the run starts.' : ''}`;
			return <Confirm title={`Change ${file}?`} text={text} hints={hintsOf(keys)} screen={screen} symbols={symbols} />;
		}
	}
}
