import type {Press} from './press.ts';
import {editText, type TextEdit, textEditOf} from './text-edit.ts';

/** A list that is searched by typing; what is typed can be taken as it is. */
export type PickEdit = {readonly query: TextEdit; readonly at: number};

/** One row: a name of the list, or what was typed. */
export type PickRow = {readonly name: string; readonly isTyped: boolean};

/** Begins with all names in sight. */
export function pickEditOf(text = ''): PickEdit {
	return {query: textEditOf(text), at: 0};
}

/** The names that hold what is typed, those that begin with it first; last what is typed itself, when it is none of them. */
export function pickRows({query}: PickEdit, names: readonly string[]): readonly PickRow[] {
	const wanted = query.text.trim().toLowerCase();
	const found = names.filter(name => name.toLowerCase().includes(wanted));
	const rankOf = (name: string) => (name.toLowerCase() === wanted ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2);
	const rows = wanted === '' ? found : found.toSorted((one, other) => rankOf(one) - rankOf(other));
	const typed = query.text.trim();
	return [...rows.map(name => ({name, isTyped: false})), ...(typed === '' || names.includes(typed) ? [] : [{name: typed, isTyped: true}])];
}

/** The selected row. */
export function pickedRow(pick: PickEdit, names: readonly string[]): PickRow | undefined {
	return pickRows(pick, names)[pick.at];
}

/** The list after a key or a paste, or undefined when it means nothing to it. Blanks are no part of a name. */
export function editPick(pick: PickEdit, press: Press, names: readonly string[]): PickEdit | undefined {
	const last = Math.max(0, pickRows(pick, names).length - 1);
	if (press.type === 'key') {
		switch (press.name) {
			case 'up':
				return {...pick, at: Math.max(0, pick.at - 1)};
			case 'down':
				return {...pick, at: Math.min(last, pick.at + 1)};
			case 'pgup':
				return {...pick, at: Math.max(0, pick.at - 10)};
			case 'pgdn':
				return {...pick, at: Math.min(last, pick.at + 10)};
			case 'space':
				return undefined;
		}
	}
	const query = editText(pick.query, press.type === 'paste' ? {...press, text: press.text.trim()} : press, false);
	return query && (query.text === pick.query.text ? {...pick, query} : {query, at: 0});
}
