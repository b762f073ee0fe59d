import {isAlias, isMap, isSeq} from 'yaml';
import {isMapping} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {freeAliases, referencesIn, targetOf, writeOut} from './aliases.ts';
import {editList} from './edit-list.ts';
import {insertPair, type PairText, removePair, reorderPairs} from './edit-map.ts';
import {applyEdits} from './edits.ts';
import {withoutMerged} from './merges.ts';
import {sourceOnOneLine} from './node-source.ts';
import {placeFor} from './order.ts';
import {afterKey, fingerprint, inlineSource, map, meaningOf, type Piece, pairSource} from './piece.ts';
import {replaceValue} from './replace.ts';
import {textSource} from './scalar-text.ts';
import {ownMap, ownPair, parseSource, type Source, stepOf, valueAt} from './source.ts';

/** The text with this value at this path of keys. What means the same already is left as it is written; so is everything else. */
export function setIn(text: string, path: readonly string[], piece: Piece): string {
	const source = parseSource(text);
	const now = valueAt(source, path);
	if (now !== undefined && fingerprint(now) === fingerprint(meaningOf(piece))) return text;
	const opened = openWay(source, path);
	if (opened !== undefined) return setIn(opened, path, piece);
	const found = ownPair(source, path);
	if (!found) return insertAt(source, path, piece);
	const {value: node} = found.pair;
	const edited = piece.type === 'list' && isSeq(node) && piece.items.length > 0 ? editList(text, path, piece.items) : undefined;
	if (edited !== undefined) return edited;
	if (piece.type === 'map' && isMap(node) && piece.entries.length > 0) return setEntries(text, path, piece.entries);
	const freed = freeAliases(source, [], [node]);
	if (freed !== undefined) return setIn(freed, path, piece);
	return applyEdits(source.text, replaceValue(source, found.pair, piece, found.isFlow));
}

/** The text without the key at this path, also where a merge brings it; sections that become empty go too. */
export function removeIn(text: string, path: readonly string[]): string {
	const source = parseSource(text);
	if (valueAt(source, path) === undefined) return text;
	const opened = openWay(source, path);
	if (opened !== undefined) return removeIn(opened, path);
	const found = ownPair(source, path);
	const parent = path.slice(0, -1);
	if (!found) {
		const without = withoutMerged(source, path);
		const left = valueIn(without, parent);
		return parent.length > 0 && isMapping(left) && Object.keys(left).length === 0 ? removeIn(without, parent) : removeIn(without, path);
	}
	const {map: around, pair} = found;
	if (around.items.length === 1 && parent.length > 0) return removeIn(text, parent);
	const freed = freeAliases(source, [], [pair.key, pair.value]);
	return removeIn(freed ?? removePair(source, around, pair), path);
}

/** What the text means at a path. */
export function valueIn(text: string, path: readonly string[]): Value | undefined {
	return valueAt(parseSource(text), path);
}

/**
 * The text with the first thing out of the way that shares what stands on the way to a path with another place: an alias is written out, what a merge brings
 * gets a key of its own, and an anchor moves to its first alias. Undefined when there is none.
 */
export function openWay(source: Source, path: readonly string[]): string | undefined {
	for (let length = 1; length < path.length; length++) {
		const way = path.slice(0, length);
		if (!isMapping(valueAt(source, way))) return undefined;
		const node = ownPair(source, way)?.pair.value;
		if (node === undefined) {
			const written = sourceOnOneLine(source, source.find(way)?.value ?? null, alias => targetOf(source, alias) ?? undefined);
			return insertAt(source, way, {type: 'source', source: written, value: null, isFlow: true});
		}
		if (node && isAlias(node)) return writeOut(source, referencesIn(source).find(({alias}) => alias === node)!);
		const freed = freeAliases(source, [node], []);
		if (freed !== undefined) return freed;
	}
	return undefined;
}

function insertAt(source: Source, path: readonly string[], piece: Piece): string {
	const parent = path.slice(0, -1);
	const key = path.at(-1) ?? '';
	const around = ownMap(source, parent);
	if (around && (around.items.length > 0 || around.flow)) return insertText(source, parent, key, column => pairText(source, key, piece, column));
	if (parent.length === 0)
		return `${source.text.replace(/\n*$/, match => (source.text.trim() === '' ? '' : match.slice(0, 1)))}${key}:${afterKey(piece, 0, 2)}\n`;
	const above = ownPair(source, parent);
	if (!above) return setIn(source.text, parent, map([[key, piece]]));
	const freed = freeAliases(source, [], [above.pair.value]);
	if (freed !== undefined) return setIn(freed, path, piece);
	return applyEdits(source.text, replaceValue(source, above.pair, map([[key, piece]]), above.isFlow));
}

/** The text with a pair, as it is to be written, at its place in the map at a path. */
export function insertText(source: Source, parent: readonly string[], key: string, write: (column: number) => PairText): string {
	const around = ownMap(source, parent)!;
	const isSpaced = parent.length === 0 && (/\n[ \t]*\n/.test(source.text) || around.items.length === 1);
	return insertPair(source, around, placeFor(around, key, parent), write, isSpaced);
}

function pairText(source: Source, key: string, piece: Piece, column: number): PairText {
	return {lines: pairSource(key, piece, column, stepOf(source)), cell: `${textSource(key, source.flow)}: ${inlineSource(piece, source.flow)}`};
}

/** All entries of a map: others are removed, new ones come in the order given. */
function setEntries(text: string, path: readonly string[], entries: ReadonlyArray<readonly [string, Piece]>): string {
	const freed = freeAliases(parseSource(text), [ownMap(parseSource(text), path) ?? null], []);
	if (freed !== undefined) return setEntries(freed, path, entries);
	const keys = entries.map(([key]) => key);
	const old = valueIn(text, path);
	const gone = isMapping(old) ? Object.keys(old).filter(key => !keys.includes(key)) : [];
	const set = entries.reduce((now, [key, piece]) => setIn(now, [...path, key], piece), text);
	const cut = gone.reduce((now, key) => removeIn(now, [...path, key]), set);
	return reorderPairs(cut, path, keys);
}
