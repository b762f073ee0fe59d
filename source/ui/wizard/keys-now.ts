import {type Symbols, symbolsFor} from '../../terminal/symbols.ts';
import type {Binding} from '../keymap.ts';
import {nextViewOf, offersOf} from './editor.ts';

import {isChoosable} from './engine-ready.ts';
import {hasNamespace} from './namespace-dialog.ts';
import {placeChoices} from './place-choices.ts';

import {hasRegistry} from './registry-dialog.ts';
import {isWide, type ScreenState, type WizardContext} from './screen-state.ts';
import {fixable} from './selection.ts';
import {stepProblems} from './step-problems.ts';
import type {WizardAction} from './wizard-action.ts';
import {wizardKeys} from './wizard-keys.ts';

/** The keys that work for this state, in this window. The symbols matter only to who shows them. */
export function keysNow(state: ScreenState, context: WizardContext, symbols: Symbols = symbolsFor(true)): ReadonlyArray<Binding<WizardAction>> {
	const {wizard, editor} = state;
	const isReview = editor.type === 'review';
	return wizardKeys({
		state,
		symbols,
		isWide: isWide(context.size),
		isFixable: !isReview && fixable(editor, stepProblems(wizard, context.clusters)) !== undefined,
		isReady:
			wizard.step !== 'engine' ||
			editor.type !== 'choice' ||
			isChoosable(placeChoices(context.engines, context.clusters, editor.namespaces)[editor.at], context.clusters),
		offers: offersOf(wizard, editor, context.clusters).length,
		hasNamespace: hasNamespace(state, context),
		hasRegistry: hasRegistry(state, context),
		nextView: isReview ? nextViewOf(editor.view, wizard) : undefined,
	});
}
