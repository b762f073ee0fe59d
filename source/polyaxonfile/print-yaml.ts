import {isList, isMapping} from './print-value.ts';
import type {Value} from './specification.ts';
import {blockList, map, type Piece, pairSource, value} from './write/piece.ts';

/** Sections as YAML that every reader takes for the same values, each key on a line. */
export function printYaml(values: {readonly [key: string]: Value}): string {
	return Object.entries(values)
		.map(([key, each]) => `${pairSource(key, pieceOf(each), 0, 2)}\n`)
		.join('');
}

function pieceOf(each: Value): Piece {
	if (isList(each) && each.length > 0) return blockList(each.map(value));
	if (isMapping(each) && Object.keys(each).length > 0) return map(Object.entries(each).map(([key, inner]) => [key, pieceOf(inner)]));
	return value(each);
}
