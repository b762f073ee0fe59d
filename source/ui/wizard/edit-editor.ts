import {kinds} from '../../wizard/answers.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {checksEditOf, editChecks, leaveName} from '../parts/checks-edit.ts';
import {formEditOf, leaveField} from '../parts/form-edit.ts';
import {editList, leaveCell, listEditOf} from '../parts/list-edit.ts';
import type {Press} from '../parts/press.ts';
import {editText, textEditOf} from '../parts/text-edit.ts';
import {type Editor, editorOf, isTyping, offersOf, type TextEditor} from './editor.ts';
import {editFields} from './form-offers.ts';
import {isListStep, listStepOf} from './lists.ts';
import {placeChoices} from './place-choices.ts';
import {editSearch, leaveSearch, type SearchedChecks, startSearch} from './ref-search.ts';
import {reviewActions} from './review-actions.ts';
import type {WizardContext} from './screen-state.ts';

/** The editor after a key or a paste, or undefined when it has no use for it: then it is the screen's. */
export function editEditor(editor: Editor, press: Press, wizard: WizardState, context: WizardContext): Editor | undefined {
	switch (editor.type) {
		case 'choice':
			return moved(editor, press, wizard.step === 'kind' ? kinds.length : placeChoices(context.engines, context.clusters).length);
		case 'text':
			return editor.isTyping ? typeText(editor, press, wizard) : selectInText(editor, press, wizard);
		case 'list': {
			if (!isListStep(wizard.step)) return undefined;
			const list = editList(editor.list, press, {...listStepOf(wizard.step), offers: offersOf(wizard).length});
			return list && {type: 'list', list};
		}
		case 'checks': {
			const {checks, search} = editor;
			if (search) return as('checks', editSearch({checks, search}, press));
			if (press.type === 'key' && press.name === '/' && !checks.typing && checks.names.length > 0) return as('checks', startSearch(editor));
			const next = editChecks(checks, press);
			return next && {type: 'checks', checks: next};
		}
		case 'form':
			return editFields(editor, press, offersOf(wizard, editor, context.clusters).length);
		case 'review':
			return moved(editor, press, reviewActions.length);
	}
}

function as(type: 'checks', edit: SearchedChecks | undefined): Editor | undefined {
	return edit && {type, ...edit};
}

/** The editor with nothing being typed: what it holds when the step is left. */
export function leaveTyping(editor: Editor): Editor {
	switch (editor.type) {
		case 'text':
			return {...editor, isTyping: false};
		case 'list':
			return {type: 'list', list: leaveCell(editor.list)};
		case 'checks':
			return editor.search ? {type: 'checks', ...leaveSearch(editor)} : {type: 'checks', checks: leaveName(editor.checks)};
		case 'form':
			return {type: 'form', form: leaveField(editor.form)};
		case 'choice':
		case 'review':
			return editor;
	}
}

/** The editor after the answers were changed by something else (a fix, an offer): same place, new content. */
export function refreshEditor(editor: Editor, wizard: WizardState, context: WizardContext): Editor {
	const fresh = editorOf(wizard, context);
	if (editor.type === 'list' && fresh.type === 'list') return {type: 'list', list: listEditOf(fresh.list.rows, editor.list.at)};
	if (editor.type === 'checks' && fresh.type === 'checks') {
		return {type: 'checks', checks: {...checksEditOf(fresh.checks.names, fresh.checks.ticked), at: Math.min(editor.checks.at, fresh.checks.names.length + 1)}};
	}
	if (editor.type === 'form' && fresh.type === 'form') {
		const form = formEditOf(fresh.form.values, editor.form.at);
		return {type: 'form', form: isTyping(editor) || editor.offer !== undefined ? form : leaveField(form)};
	}
	if (editor.type === 'text' && fresh.type === 'text') return {...fresh, isTyping: editor.isTyping || editor.at > 0, edit: textEditOf(fresh.edit.text)};
	return fresh;
}

/** The pointer after a key that moves it, among `count` entries; undefined for every other key. */
export function moved<E extends {readonly at: number}>(editor: E, press: Press, count: number): E | undefined {
	if (press.type === 'paste') return undefined;
	switch (press.name) {
		case 'up':
		case 'k':
			return {...editor, at: Math.max(0, editor.at - 1)};
		case 'down':
		case 'j':
			return {...editor, at: Math.max(0, Math.min(count - 1, editor.at + 1))};
		case 'home':
			return {...editor, at: 0};
		case 'end':
			return {...editor, at: Math.max(0, count - 1)};
	}
	return undefined;
}

function typeText(editor: TextEditor, press: Press, wizard: WizardState): TextEditor | undefined {
	if (press.type === 'key' && press.name === 'esc') return {...editor, isTyping: false};
	const edited = editedText(editor, press);
	if (edited) return edited;
	const isToOffers = press.type === 'key' && press.name === 'down' && offersOf(wizard, editor).length > 0;
	return isToOffers ? {...editor, isTyping: false, at: 1} : undefined;
}

function selectInText(editor: TextEditor, press: Press, wizard: WizardState): TextEditor | undefined {
	if (press.type === 'paste') return {...editedText(editor, press)!, isTyping: true, at: 0};
	if (press.name === 'enter' && editor.at === 0) return {...editor, isTyping: true};
	if ((press.name === 'up' || press.name === 'k') && editor.at <= 1) return {...editor, isTyping: true, at: 0};
	return moved(editor, press, offersOf(wizard, editor).length + 1);
}

/**
 * The field after a key that means something to a text. What is only proposed goes away for the first that is typed, and stays for what edits it or can
 * only be the end of it, such as `-slim`.
 */
function editedText({isSuggested, ...editor}: TextEditor, press: Press): TextEditor | undefined {
	const isOther = isSuggested && /^[\p{Letter}\p{Number}{$\s]/u.test(press.text);
	const edit = editText(isOther ? textEditOf('') : editor.edit, press, editor.isMultiline);
	return edit && {...editor, edit, ...(edit.text !== editor.edit.text && {isChanged: true})};
}
