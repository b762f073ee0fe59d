import {isMapping} from '../print-value.ts';
import {buildKeys} from '../rules/build.ts';
import {foreignTo} from '../rules/sections.ts';
import type {Kind} from '../specification.ts';
import {removeIn, setIn, valueIn} from './edit.ts';
import {map, type Piece, value} from './piece.ts';

/** The text with another kind. Between `build` and the others, the build keys move to the top or under `build`, and sections that the new kind has no place for go. */
export function changeKind(text: string, kind: Kind): string {
	const before = valueIn(text, ['kind']);
	const changed = setIn(text, ['kind'], value(kind));
	if (kind === 'build') return dropForeign(buildToTop(changed), kind);
	return before === 'build' ? topToBuild(changed) : changed;
}

function buildToTop(text: string): string {
	const build = valueIn(text, ['build']);
	if (!isMapping(build)) return text;
	const moved = Object.entries(build).reduce(
		(now, [key, each]) => (Object.hasOwn(buildKeys, key) && valueIn(now, [key]) === undefined ? setIn(now, [key], pieceOf(key, each)) : now),
		text,
	);
	return removeIn(moved, ['build']);
}

function topToBuild(text: string): string {
	const keys = Object.keys(buildKeys).filter(key => valueIn(text, [key]) !== undefined && key !== 'backend');
	if (keys.length === 0) return text;
	const moved = setIn(text, ['build'], map(keys.map(key => [key, pieceOf(key, valueIn(text, [key]) ?? null)])));
	return keys.reduce((now, key) => removeIn(now, [key]), moved);
}

function dropForeign(text: string, kind: Kind): string {
	return foreignTo(kind)
		.filter(name => name !== 'build')
		.reduce((now, name) => removeIn(now, [name]), text);
}

/** Lists of a build stand on lines of their own, as everywhere in the reference. */
function pieceOf(key: string, each: Parameters<typeof value>[0]): Piece {
	return Array.isArray(each) && key !== 'tags' ? {type: 'list', isFlow: false, items: each.map(value)} : value(each);
}
