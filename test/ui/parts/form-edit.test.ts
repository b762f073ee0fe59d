import {expect, test} from 'vitest';
import {editForm, type FormEdit, formEditOf} from '../../../source/ui/parts/form-edit.ts';
import {typed} from './keys.ts';

function press(form: FormEdit, keys: string): FormEdit {
	return typed(keys).reduce((before, one) => editForm(before, one) ?? before, form);
}

test('enter and the arrows go from field to field, and every letter counts', () => {
	const form = press(formEditOf(['', '', '']), '0.5<enter>2<down>1<up>x');
	expect(form.values).toEqual(['0.5', '2x', '1']);
	expect(form.at).toBe(1);
});

test('enter in the last field is for the screen', () => {
	expect(editForm(formEditOf(['a'], 0), {type: 'key', name: 'enter', text: ''})).toBeUndefined();
});

test('esc leaves the field, enter goes back into it', () => {
	const left = press(formEditOf(['a', 'b']), '<esc>j');
	expect(left).toEqual({values: ['a', 'b'], at: 1});
	expect(press(left, '<enter>!').values).toEqual(['a', 'b!']);
});
