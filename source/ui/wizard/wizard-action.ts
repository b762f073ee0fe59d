import type {Symbols} from '../../terminal/symbols.ts';
import type {Binding} from '../keymap.ts';

/** What a key does to the screen; `edit` is done by the editor of the step. */
export type WizardAction =
	| 'edit'
	| 'next'
	| 'back'
	| 'jump'
	| 'go'
	| 'take'
	| 'fix'
	| 'choose'
	| 'help'
	| 'preview'
	| 'view'
	| 'namespace'
	| 'registry'
	| 'page-up'
	| 'page-down'
	| 'yes'
	| 'no'
	| 'close'
	| 'quit'
	| 'repaint'
	| 'suspend';

/** A row of the keys of the wizard. */
export type Row = Binding<WizardAction>;

/** Rows that stand only where something holds. */
export function when(isTrue: boolean, ...rows: readonly Row[]): readonly Row[] {
	return isTrue ? rows : [];
}

/** The keys that move in a list. */
export function listMoves(symbols: Symbols): readonly Row[] {
	return [{action: 'edit', keys: ['up', 'down', 'k', 'j'], label: symbols.upDown, help: 'select'}];
}
