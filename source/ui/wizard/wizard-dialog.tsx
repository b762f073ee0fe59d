import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import type {Question} from '../../wizard/questions.ts';
import type {RailRow} from '../../wizard/wizard-state.ts';
import {type Binding, hintsOf} from '../keymap.ts';
import {Confirm} from '../parts/confirm.tsx';
import {GoDialog} from './go-dialog.tsx';
import {HelpDialog} from './help-dialog.tsx';
import {helpOf} from './help-lines.ts';
import {offeredNamespaces} from './namespace-dialog.ts';
import {NamespaceDialog} from './namespace-dialog-view.tsx';
import {placeOfAnswers} from './place-choices.ts';
import {knownRegistries, registryNames} from './registry-dialog.ts';
import {RegistryDialog} from './registry-dialog-view.tsx';
import type {ScreenState, WizardContext} from './screen-state.ts';

type Props = {
	readonly dialog: NonNullable<ScreenState['dialog']>;
	readonly question: Question;
	readonly rail: readonly RailRow[];
	/** What works in the dialog, and what works below it. */
	readonly keys: readonly Binding[];
	readonly keysBelow: readonly Binding[];
	readonly state: ScreenState;
	readonly context: WizardContext;
	readonly screen: {readonly columns: number; readonly rows: number};
	readonly symbols: Symbols;
};

/** The dialog that is open over the wizard. */
export function WizardDialog({dialog, question, rail, keys, keysBelow, state, context, screen, symbols}: Props) {
	const {wizard} = state;
	switch (dialog.type) {
		case 'help':
			return <HelpDialog title={question.title} help={helpOf(question, keysBelow, screen, symbols)} top={dialog.top} screen={screen} symbols={symbols} />;
		case 'go':
			return <GoDialog rows={rail} screen={screen} symbols={symbols} />;
		case 'namespace': {
			const place = placeOfAnswers(wizard.answers, context.clusters);
			return <NamespaceDialog pick={dialog.pick} context={place?.context ?? ''} names={offeredNamespaces(state, context)} screen={screen} symbols={symbols} />;
		}
		case 'registry':
			return (
				<RegistryDialog pick={dialog.pick} names={registryNames(state, context)} known={knownRegistries(state, context)} screen={screen} symbols={symbols} />
			);
		case 'confirm': {
			const file = sanitiseLine(wizard.file);
			const text = `${file} exists. It will be replaced by what the review shows.${wizard.answers.registry && wizard.answers.engine === 'kubernetes' ? ' The settings file .polyaxon/tui.yaml gets the registry.' : ''}${dialog.action === 'write-and-run' ? ' Then the run starts.' : ''}`;
			return <Confirm title={`Change ${file}?`} text={text} hints={hintsOf(keys)} screen={screen} symbols={symbols} />;
		}
	}
}
