import {editorOf} from './editor.ts';
import {knownNames} from './known-names.ts';
import {withKnownNames} from './ref-search.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';

/** The screen after something became known of engines and clusters: what is offered grows, what was answered and typed stays. */
export function withNews(state: ScreenState, context: WizardContext): ScreenState {
	const {wizard, editor} = state;
	const {step} = wizard;
	if (step === 'engine' && editor.type === 'choice') {
		const fresh = editorOf(wizard, context);
		return fresh.type === 'choice' ? {...state, editor: {...fresh, namespaces: {...fresh.namespaces, ...editor.namespaces}}} : state;
	}
	if ((step === 'secrets' || step === 'configmaps') && editor.type === 'checks') {
		return {...state, editor: {type: 'checks', ...withKnownNames(editor, knownNames(step, wizard, context))}};
	}
	return state;
}
