import {symbolsFor} from '../../../source/terminal/symbols.ts';
import type {WizardEvent} from '../../../source/ui/wizard/screen-state.ts';
import {WizardScreen, type WizardScreenProps} from '../../../source/ui/wizard/wizard-screen.tsx';
import {startWizard, type WizardStart} from '../../../source/wizard/start-wizard.ts';
import {openScreen} from '../../helpers/screen.tsx';
import {digits} from './facts.ts';

type Options = Partial<WizardScreenProps> & {
	readonly start?: Partial<WizardStart>;
	readonly columns?: number;
	readonly rows?: number;
	readonly hasUnicode?: boolean;
};

/** The wizard on an emulated terminal, and the events that it told. */
export function openWizard({start = {}, columns = 120, rows = 40, hasUnicode = true, ...props}: Options = {}) {
	const events: WizardEvent[] = [];
	const asked: string[] = [];
	const screen = openScreen(
		() => (
			<WizardScreen
				initialState={startWizard({facts: digits, engine: 'host', ...start})}
				engines={[{name: 'host', problems: [], reason: 'nothing else is here'}]}
				knownRefs={{secrets: ['secret1'], configmaps: []}}
				symbols={symbolsFor(hasUnicode)}
				now={1_000_000}
				home="/home/me"
				onEvent={event => events.push(event)}
				onRepaint={() => asked.push('repaint')}
				onSuspend={() => asked.push('suspend')}
				{...props}
			/>
		),
		{columns, rows},
	);
	return {...screen, events, asked};
}
