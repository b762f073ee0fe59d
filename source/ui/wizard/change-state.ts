import {isDeepStrictEqual} from 'node:util';
import type {Answers} from '../../wizard/answers.ts';
import {placeOf} from '../../wizard/clusters.ts';
import {reduceWizard, type WizardAction, type WizardState} from '../../wizard/wizard-state.ts';
import {leaveTyping, refreshEditor} from './edit-editor.ts';
import {answersOf, type Editor, editorOf} from './editor.ts';
import type {ScreenState, WizardContext} from './screen-state.ts';

/** Takes over what the editor says, as it is after every key. */
export function withEditor(state: ScreenState, editor: Editor, context: WizardContext): ScreenState {
	return {...withoutForeignRegistry(withAnswers(state, answersOf(state.wizard.step, editor, context)), state.wizard, context), editor};
}

/** A registry was chosen for a cluster: it is none of another one. */
function withoutForeignRegistry(state: ScreenState, {answers: before}: WizardState, {clusters}: WizardContext): ScreenState {
	const {answers} = state.wizard;
	const isSame = !clusters || placeOf(answers, clusters)?.context === placeOf(before, clusters)?.context;
	return answers.registry === undefined || isSame ? state : withAnswers(state, {registry: undefined});
}

/** Takes over answers that came from elsewhere than the editor: an offer, a fix. */
export function withTaken(state: ScreenState, answers: Partial<Answers>, context: WizardContext): ScreenState {
	const next = withAnswers(state, answers);
	return {...next, editor: refreshEditor(state.editor, next.wizard, context)};
}

/** Goes to another step; what was being typed is kept. */
export function withMove(state: ScreenState, move: Exclude<WizardAction, {type: 'answer'}>, context: WizardContext): ScreenState {
	const left = withEditor(state, leaveTyping(state.editor), context);
	const wizard = reduceWizard(left.wizard, move);
	const {dialog, previewTop, ...rest} = left;
	if (wizard.step === state.wizard.step) return {...rest, wizard};
	return {...rest, wizard, editor: editorOf(wizard, context), showsPreview: false};
}

/** Begins with another wizard, such as the one of the draft. */
export function withWizard(state: ScreenState, wizard: WizardState, context: WizardContext): ScreenState {
	const {start, dialog, before, ...rest} = state;
	return {...rest, wizard, editor: editorOf(wizard, context)};
}

/** The answers before the change are kept as long as the same step goes on changing: what is marked is what that step did. */
function withAnswers(state: ScreenState, answers: Partial<Answers>): ScreenState {
	const {wizard, before} = state;
	const next = reduceWizard(wizard, {type: 'answer', answers});
	if (isDeepStrictEqual(next.answers, wizard.answers)) return state;
	const {previewTop, ...rest} = state;
	return {...rest, wizard: next, before: before?.step === wizard.step ? before : {step: wizard.step, answers: wizard.answers}};
}
