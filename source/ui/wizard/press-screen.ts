import {symbolsFor} from '../../terminal/symbols.ts';
import {questionOf} from '../../wizard/questions.ts';
import {actionNamed} from '../keymap.ts';
import {columnFrame} from '../parts/column.tsx';
import type {Press} from '../parts/press.ts';
import {withEditor, withMove, withTaken, withWizard} from './change-state.ts';
import {clusterLinesOf} from './cluster-lines.ts';
import {editEditor, moved} from './edit-editor.ts';
import {nextViewOf, offerAt, offersOf, reviewViews} from './editor.ts';
import {checkFile} from './file-check.ts';
import {isHeld} from './held-field.ts';
import {helpOf} from './help-lines.ts';
import {keysNow} from './keys-now.ts';
import {layoutOf, previewBoxOf} from './layout.ts';
import {inNamespaceDialog, openNamespaceDialog} from './namespace-dialog.ts';
import {previewLinesOf, previewSourceOf} from './preview-lines.ts';
import {previewFrameRows, previewRowsOf, topOf} from './preview-rows.ts';
import {inRegistryDialog, openRegistryDialog} from './registry-dialog.ts';
import {reviewRows} from './review-actions.ts';
import {isTooSmall, isWide, type ScreenState, type WizardContext, type WizardEvent, withDraft} from './screen-state.ts';
import {fixable} from './selection.ts';
import {stepOfKey} from './step-keys.ts';
import {stepProblems} from './step-problems.ts';
import type {WizardAction} from './wizard-action.ts';

/** What the wizard asks of the terminal's owner. */
export type TerminalRequest = {readonly type: 'repaint'} | {readonly type: 'suspend'};

/** What a key leads to: the next state, and what the world is told, in order. */
export type Outcome = {readonly state: ScreenState; readonly events: ReadonlyArray<WizardEvent | TerminalRequest>};

/** The screen after a key or a paste. Pure; the only place that changes the wizard's state. */
export function pressScreen(state: ScreenState, press: Press, context: WizardContext): Outcome {
	const action = press.type === 'key' ? actionNamed(keysNow(state, context), press.name) : undefined;
	if (action === 'repaint' || action === 'suspend') return {state, events: [{type: action}]};
	if (action === 'quit') return quit(state, context);
	if (isTooSmall(context.size)) return stay(state);
	if (state.dialog) return inDialog(state, action, press, context);
	if (state.start) return stay(answerStart(state, state.start.at, action, press, context));
	const isHidden = state.showsPreview && !isWide(context.size);
	if (
		!isHidden &&
		press.type === 'key' &&
		press.name === 'enter' &&
		state.held !== state.editor &&
		isHeld(state.editor, stepProblems(state.wizard, context.clusters))
	)
		return stay({...state, held: state.editor});
	const editor = isHidden ? undefined : editEditor(state.editor, press, state.wizard, context);
	if (editor) return stay(withEditor(state, editor, context));
	return action === undefined ? stay(state) : act(state, action, press, context);
}

function stay(state: ScreenState): Outcome {
	return {state, events: []};
}

/** Before the question about the draft is answered, the draft is what must not be lost. */
function quit(state: ScreenState, context: WizardContext): Outcome {
	const wizard = state.start && context.draft ? withDraft(state.wizard, context.draft) : state.wizard;
	return {
		state,
		events: [
			{type: 'draft', state: wizard},
			{type: 'quit', state: wizard},
		],
	};
}

function answerStart(state: ScreenState, at: number, action: WizardAction | undefined, press: Press, context: WizardContext): ScreenState {
	if (action === 'choose') return withWizard(state, at === 0 && context.draft ? withDraft(state.wizard, context.draft) : state.wizard, context);
	return {...state, start: moved({at}, press, 2) ?? {at}};
}

function inDialog(state: ScreenState, action: WizardAction | undefined, press: Press, context: WizardContext): Outcome {
	const {dialog, ...rest} = state;
	if (dialog?.type === 'namespace' && action !== 'close') return stay(inNamespaceDialog(rest, dialog.pick, press, context));
	if (dialog?.type === 'registry' && action !== 'close') return stay(inRegistryDialog(rest, dialog.pick, press, context));
	switch (action) {
		case 'close':
		case 'no':
			return stay(rest);
		case 'jump':
			return stay(jump(rest, press, context));
		case 'yes':
			return dialog?.type === 'confirm' ? {state: rest, events: [{type: 'done', action: dialog.action, state: state.wizard}]} : stay(state);
		case 'page-up':
		case 'page-down':
			return stay(dialog?.type === 'help' ? scrollHelp(rest, dialog.top + (action === 'page-up' ? -1 : 1), context) : state);
	}
	return stay(state);
}

function scrollHelp(state: ScreenState, top: number, context: WizardContext): ScreenState {
	const {lines, height} = helpOf(questionOf(state.wizard.step), keysNow(state, context), context.size, symbolsFor(true));
	return {...state, dialog: {type: 'help', top: Math.max(0, Math.min(top, lines.length - height))}};
}

function act(state: ScreenState, action: WizardAction, press: Press, context: WizardContext): Outcome {
	const {wizard} = state;
	switch (action) {
		case 'next':
			return stay(withMove(state, {type: 'next'}, context));
		case 'back':
			return stay((press.type === 'key' && press.name === 'esc' && closeView(state)) || withMove(state, {type: 'back'}, context));
		case 'jump':
			return stay(jump(state, press, context));
		case 'go':
			return stay({...state, dialog: {type: 'go'}});
		case 'help':
			return stay({...state, dialog: {type: 'help', top: 0}});
		case 'preview':
			return stay({...state, showsPreview: !state.showsPreview});
		case 'view':
			return stay(switchView(state));
		case 'namespace':
			return stay(openNamespaceDialog(state));
		case 'registry':
			return stay(openRegistryDialog(state));
		case 'page-up':
			return stay(scroll(state, -1, context));
		case 'page-down':
			return stay(scroll(state, 1, context));
		case 'fix': {
			const fix = fixable(state.editor, stepProblems(wizard, context.clusters))?.fix;
			return stay(fix ? withTaken(state, fix.answers, context) : state);
		}
		case 'take':
			return stay(take(state, context));
		case 'choose':
			return choose(state, context);
	}
	return stay(state);
}

function jump(state: ScreenState, press: Press, context: WizardContext): ScreenState {
	const step = press.type === 'key' ? stepOfKey(press.name) : undefined;
	return step ? withMove(state, {type: 'go', step}, context) : state;
}

function scroll(state: ScreenState, direction: 1 | -1, {size, clusterReview}: WizardContext): ScreenState {
	const {width, height} = previewBoxOf(layoutOf(size, state.wizard.step), state.showsPreview);
	const room = Math.max(1, height - previewFrameRows);
	if (state.editor.type === 'review' && state.editor.view === 'cluster') {
		const lines = clusterLinesOf(clusterReview, width - columnFrame, symbolsFor(true)).length;
		return {...state, previewTop: Math.max(0, Math.min((state.previewTop ?? 0) + direction * (room - 1), lines - room))};
	}
	const rows = previewRowsOf(previewLinesOf(previewSourceOf(state), checkFile(state.wizard)), width - columnFrame, room, symbolsFor(true));
	const page = Math.max(1, room - 1);
	return {...state, previewTop: topOf(rows, topOf(rows, state.previewTop, room) + direction * page, room)};
}

/** Each view begins where it says most. */
function switchView({previewTop, ...state}: ScreenState): ScreenState {
	const view = state.editor.type === 'review' ? nextViewOf(state.editor.view, state.wizard) : undefined;
	return state.editor.type === 'review' && view ? {...state, editor: {...state.editor, view}} : state;
}

/** Back to the view that the review began with; undefined when that is on screen. */
function closeView({previewTop, ...state}: ScreenState): ScreenState | undefined {
	const [first] = reviewViews(state.wizard);
	const {editor} = state;
	return editor.type === 'review' && first && editor.view !== first ? {...state, editor: {...editor, view: first}} : undefined;
}

/** The offer goes away from below the list and the next one comes under the pointer. */
function take(state: ScreenState, context: WizardContext): ScreenState {
	const {editor, wizard} = state;
	const at = offerAt(editor);
	const offer = offersOf(wizard, editor, context.clusters)[at];
	if (!offer) return state;
	const next = withTaken(state, offer.answers, context);
	if (next.editor.type !== 'list') return next;
	const {rows} = next.editor.list;
	const left = offersOf(next.wizard).length;
	return {...next, editor: {type: 'list', list: {...next.editor.list, at: left === 0 ? rows.length : rows.length + 1 + Math.min(at, left - 1)}}};
}

function choose(state: ScreenState, context: WizardContext): Outcome {
	const {editor, wizard} = state;
	if (editor.type !== 'review') return stay(state);
	const check = checkFile(wizard);
	const row = reviewRows(wizard, check, context.engines)[editor.at];
	if (!row || row.whyNot) return stay(state);
	switch (row.action) {
		case 'back':
			return stay(withMove(state, {type: 'back'}, context));
		case 'quit':
			return quit(state, context);
		case 'run':
			return {state, events: [{type: 'done', action: 'run', state: wizard}]};
		case 'write':
		case 'write-and-run': {
			const isReplacing = wizard.existing !== undefined && wizard.existing.text !== check.text;
			if (isReplacing) return stay({...state, dialog: {type: 'confirm', action: row.action}});
			return {state, events: [{type: 'done', action: row.action, state: wizard}]};
		}
	}
}
