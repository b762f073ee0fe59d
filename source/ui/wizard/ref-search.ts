import {type ChecksEdit, leaveName} from '../parts/checks-edit.ts';
import {editPick, type PickEdit, pickEditOf, pickedRow} from '../parts/pick-edit.ts';
import type {Press} from '../parts/press.ts';
import {textEditOf} from '../parts/text-edit.ts';

/** Names to be ticked, and the search in them. */
export type SearchedChecks = {readonly checks: ChecksEdit; readonly search?: PickEdit};

/** Begins the search. */
export function startSearch({checks}: SearchedChecks): SearchedChecks {
	return {checks: leaveName(checks), search: pickEditOf()};
}

/** The names after a key or a paste while they are searched: Space ticks, Enter ticks what was searched for and asks for the next one, without a word it is done. */
export function editSearch({checks, search}: {readonly checks: ChecksEdit; readonly search: PickEdit}, press: Press): SearchedChecks | undefined {
	if (press.type === 'key') {
		const row = pickedRow(search, checks.names);
		switch (press.name) {
			case 'esc':
				return leaveSearch({checks, search});
			case 'space':
				return row ? {checks: ticked(checks, row.name, !checks.ticked.includes(row.name)), search: row.isTyped ? pickEditOf() : search} : {checks, search};
			case 'enter':
				if (search.query.text.trim() === '' || !row) return leaveSearch({checks, search});
				return {checks: ticked(checks, row.name, true), search: pickEditOf()};
		}
	}
	const next = editPick(search, press, checks.names);
	return next && {checks, search: next};
}

/** Ends the search. A name that is typed and found nowhere is not lost; what leads on is selected. */
export function leaveSearch({checks, search}: SearchedChecks): SearchedChecks {
	const row = search && pickedRow(search, checks.names);
	const kept = row?.isTyped && search?.at === 0 ? ticked(checks, row.name, true) : checks;
	return {checks: {...kept, at: kept.names.length + 1}};
}

/** The same names with those that became known meanwhile; the pointer stays where it is. */
export function withKnownNames({checks, ...rest}: SearchedChecks, known: readonly string[]): SearchedChecks {
	const added = known.filter(name => !checks.names.includes(name));
	if (added.length === 0) return {checks, ...rest};
	// A first name is no reason to leave the row that asks for one
	const isBelow = checks.at >= checks.names.length && !(checks.names.length === 0 && checks.typing === undefined);
	const names = [...checks.names, ...added];
	const at = isBelow ? checks.at + added.length : checks.names.length === 0 ? names.length + 1 : checks.at;
	return {checks: {...checks, names, at}, ...rest};
}

function ticked(checks: ChecksEdit, name: string, isOn: boolean): ChecksEdit {
	if (!isOn) return {...checks, ticked: checks.ticked.filter(other => other !== name)};
	return leaveName({...checks, typing: textEditOf(name)});
}
