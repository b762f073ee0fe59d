import {isMapping} from '../print-value.ts';
import {buildKeys, nestedBuildKeys} from '../rules/build.ts';
import {foreignTo} from '../rules/sections.ts';
import type {Kind} from '../specification.ts';
import {removeIn, setIn, valueIn} from './edit.ts';
import {dissolve, moveKeys} from './move.ts';
import {value} from './piece.ts';

/** The text with another kind. Between `build` and the others, the build keys move to the top or under `build`, and sections that the new kind has no place for go. */
export function changeKind(text: string, kind: Kind): string {
	const before = valueIn(text, ['kind']);
	if (before === kind) return text;
	const changed = setIn(text, ['kind'], value(kind));
	const moved = kind === 'build' ? buildToTop(changed) : before === 'build' ? topToBuild(changed) : changed;
	return foreignTo(kind).reduce((now, name) => removeIn(now, [name]), moved);
}

/** What is known at the top only, as the name of the run, counts there; all else that is under `build` moves. */
function buildToTop(text: string): string {
	const build = valueIn(text, ['build']);
	if (!isMapping(build)) return text;
	const keys = Object.keys(build).filter(key => key === 'backend' || Object.hasOwn(buildKeys, key) || !Object.hasOwn(nestedBuildKeys, key));
	const cleared = keys.includes('backend') ? removeIn(text, ['backend']) : text;
	return dissolve(cleared, 'build', keys);
}

function topToBuild(text: string): string {
	const cleared = isMapping(valueIn(text, ['build'])) ? text : removeIn(text, ['build']);
	return moveKeys(cleared, [], ['build'], Object.keys(buildKeys));
}
