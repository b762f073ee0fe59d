import type {Press} from './press.ts';
import {editText, type TextEdit, textEditOf} from './text-edit.ts';

/** Names to be ticked, known ones and ones that are typed. */
export type ChecksEdit = {
	readonly names: readonly string[];
	readonly ticked: readonly string[];
	/** The selected name; `names.length` is the row where another name is typed, the one below it leads on. */
	readonly at: number;
	readonly typing?: TextEdit;
};

/** Starts with the known names and the ticked ones, each once; where there are any, what leads on is selected. */
export function checksEditOf(known: readonly string[], ticked: readonly string[]): ChecksEdit {
	const names = [...new Set([...known, ...ticked])];
	return {names, ticked, at: names.length === 0 ? 0 : names.length + 1};
}

/** The ticked names; a name that is being typed already counts. */
export function tickedOf({ticked, typing}: ChecksEdit): readonly string[] {
	const name = typing?.text.trim() ?? '';
	return name === '' || ticked.includes(name) ? ticked : [...ticked, name];
}

/** The names after a key or a paste, or undefined when it means nothing to them. */
export function editChecks(checks: ChecksEdit, press: Press): ChecksEdit | undefined {
	if (press.type === 'paste') return pasteInto(checks, press.text);
	return checks.typing ? typeInto(checks, checks.typing, press) : select(checks, press.name);
}

/** Leaves the field; what was typed is a ticked name now. */
export function leaveName(checks: ChecksEdit): ChecksEdit {
	const {typing, ...rest} = checks;
	return typing ? withNames(rest, [typing.text.trim()]) : checks;
}

function select(checks: ChecksEdit, name: string): ChecksEdit | undefined {
	const {names, at} = checks;
	switch (name) {
		case 'up':
		case 'k':
			return {...checks, at: Math.max(0, at - 1)};
		case 'down':
		case 'j':
			return {...checks, at: Math.min(names.length + 1, at + 1)};
		case 'home':
			return {...checks, at: 0};
		case 'end':
			return {...checks, at: names.length + 1};
		case 'a':
			return startTyping(checks);
		case 'enter':
		case 'space':
			if (at > names.length) return undefined;
			return at === names.length ? startTyping(checks) : toggle(checks, names[at]!);
	}
	return undefined;
}

function startTyping(checks: ChecksEdit): ChecksEdit {
	return {...checks, at: checks.names.length, typing: textEditOf('')};
}

function toggle(checks: ChecksEdit, name: string): ChecksEdit {
	const {ticked} = checks;
	return {...checks, ticked: ticked.includes(name) ? ticked.filter(other => other !== name) : [...ticked, name]};
}

function typeInto(checks: ChecksEdit, typing: TextEdit, press: Press & {type: 'key'}): ChecksEdit | undefined {
	if (press.name === 'enter' && typing.text.trim() === '') return {...leaveName(checks), at: checks.names.length + 1};
	if (press.name === 'enter' || press.name === 'esc') return leaveName(checks);
	if (press.name === 'up') return {...leaveName(checks), at: Math.max(0, checks.names.length - 1)};
	const edit = editText(typing, press, false);
	return edit && {...checks, typing: edit};
}

/** Several names are ticked at once; one goes into the field. */
function pasteInto(checks: ChecksEdit, text: string): ChecksEdit | undefined {
	const names = text
		.split(/[\s,]+/)
		.map(name => name.replace(/\p{Control}/gu, ''))
		.filter(name => name !== '');
	if (checks.typing && names.length < 2) return {...checks, typing: editText(checks.typing, {type: 'paste', text: text.trim()}, false)!};
	return names.length === 0 ? undefined : withNames(leaveName(checks), names);
}

function withNames(checks: ChecksEdit, added: readonly string[]): ChecksEdit {
	const given = added.filter(name => name !== '');
	const names = [...new Set([...checks.names, ...given])];
	return {...checks, names, ticked: [...new Set([...checks.ticked, ...given])], at: names.length};
}
