import type {Press} from './press.ts';
import {editText, type TextEdit, textEditOf} from './text-edit.ts';

/** A fixed set of one-line fields, one of which is selected. */
export type FormEdit = {readonly values: readonly string[]; readonly at: number; readonly typing?: TextEdit};

/** Starts to type in the field `at`. */
export function formEditOf(values: readonly string[], at = 0): FormEdit {
	return {values, at, typing: textEditOf(values[at] ?? '')};
}

/** The form after a key or a paste, or undefined when it means nothing to it: Enter in the last field. */
export function editForm(form: FormEdit, press: Press): FormEdit | undefined {
	const {values, at, typing} = form;
	const name = press.type === 'key' ? press.name : '';
	if (name === 'esc') return typing && leaveField(form);
	if (name === 'up' || (!typing && name === 'k')) return moveTo(form, Math.max(0, at - 1));
	if (name === 'down' || (!typing && name === 'j')) return moveTo(form, Math.min(values.length - 1, at + 1));
	if (name === 'enter' && !typing) return formEditOf(values, at);
	if (name === 'enter') return at === values.length - 1 ? undefined : moveTo(form, at + 1);
	const edit = typing && editText(typing, press, false);
	return edit && {...form, values: values.with(at, edit.text), typing: edit};
}

/** Stops typing; the field stays selected. */
export function leaveField({values, at}: FormEdit): FormEdit {
	return {values, at};
}

function moveTo({values, typing}: FormEdit, at: number): FormEdit {
	return typing ? formEditOf(values, at) : {values, at};
}
