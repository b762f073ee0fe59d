import {useRef, useState} from 'react';
import type {Symbols} from '../../terminal/symbols.ts';
import {editText, type TextEdit, textEditOf} from './text-edit.ts';
import {TextField} from './text-field.tsx';
import {usePresses} from './use-presses.ts';

type Props = {
	/** What the field holds at first. */
	readonly initial?: string;
	readonly placeholder?: string;
	readonly width: number;
	/** More than one: several lines, Alt-Enter or Ctrl-J makes a new one. */
	readonly height?: number;
	readonly symbols: Symbols;
	/** At each key that changes the text. */
	onChange?(text: string): void;
	onSubmit(text: string): void;
	/** Esc. */
	onCancel?(): void;
};

/** A field that reads its own keys while it is on screen: a prompt for a search, a filter, a name. */
export function LineField({initial = '', placeholder, width, height = 1, symbols, onChange, onSubmit, onCancel}: Props) {
	const current = useRef(textEditOf(initial));
	const [edit, setEdit] = useState<TextEdit>(current.current);
	usePresses(presses => {
		for (const press of presses) {
			if (press.type === 'key' && press.name === 'enter') return onSubmit(current.current.text);
			if (press.type === 'key' && press.name === 'esc') return onCancel?.();
			const next = editText(current.current, press, height > 1) ?? current.current;
			if (next.text !== current.current.text) onChange?.(next.text);
			current.current = next;
			setEdit(next);
		}
	});
	return <TextField edit={edit} width={width} height={height} isWrapped={height > 1} isFocused placeholder={placeholder} symbols={symbols} />;
}
