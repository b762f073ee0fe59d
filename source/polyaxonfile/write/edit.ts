import {isAlias, isMap, isSeq, type Node, type Pair} from 'yaml';
import type {PolyaxonDocument} from '../document.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {editList} from './edit-list.ts';
import {insertPair, removePair, reorderPairs} from './edit-map.ts';
import {placeFor} from './order.ts';
import {afterKey, fingerprint, inlineSource, inlineSourceLike, map, meaningOf, type Piece} from './piece.ts';
import {colonAfter, endOf, isBlockCollection, isBlockScalar, lineEnd, lineStart, ownPair, parseSource, stepOf} from './source.ts';

/** The text with this value at this path of keys. What means the same already is left as it is written; so is everything else. */
export function setIn(text: string, path: readonly string[], piece: Piece): string {
	const document = parseSource(text);
	const unshared = shareless(document, path);
	if (unshared !== undefined) return setIn(unshared, path, piece);
	const found = ownPair(document, path);
	if (!found) return insertAt(document, path, piece);
	if (fingerprint(valueAt(document, path) ?? null) === fingerprint(meaningOf(piece))) return text;
	const {pair, isFlow} = found;
	const {value: node} = pair;
	if (piece.type === 'list' && isSeq(node) && piece.items.length > 0) {
		const values = valueAt(document, path);
		const edited = editList(document.text, node, isList(values ?? null) ? (values as readonly Value[]) : [], piece.items);
		if (edited !== undefined) return edited;
	}
	if (piece.type === 'map' && isMap(node) && piece.entries.length > 0) return setEntries(text, path, piece.entries);
	return replaceValue(document, pair, piece, isFlow);
}

/** The text without the key at this path; sections that become empty go too. */
export function removeIn(text: string, path: readonly string[]): string {
	const document = parseSource(text);
	const unshared = shareless(document, path);
	if (unshared !== undefined) return removeIn(unshared, path);
	const found = ownPair(document, path);
	if (!found) return text;
	if (found.map.items.length > 1 || path.length === 1) return removePair(document.text, found.map, found.pair);
	return removeIn(text, path.slice(0, -1));
}

/** What the text means at a path. */
export function valueIn(text: string, path: readonly string[]): Value | undefined {
	return valueAt(parseSource(text), path);
}

function valueAt({values}: PolyaxonDocument, path: readonly string[]): Value | undefined {
	return path.reduce<Value | undefined>((value, step) => (isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined), values);
}

/** The text with the first alias on the way to a path written out, so that an edit there does not change the other places; undefined when there is none. */
function shareless(document: PolyaxonDocument, path: readonly string[]): string | undefined {
	for (let length = 1; length <= path.length; length++) {
		const node = ownPair(document, path.slice(0, length))?.pair.value;
		if (!node || !isAlias(node)) continue;
		const value = valueAt(document, path.slice(0, length)) ?? null;
		const [from = 0, to = 0] = node.range ?? [];
		return document.text.slice(0, from) + inlineSource({type: 'value', value}, 'flow') + document.text.slice(to);
	}
	return undefined;
}

function insertAt(document: PolyaxonDocument, path: readonly string[], piece: Piece): string {
	const key = path.at(-1) ?? '';
	const parent = path.slice(0, -1);
	const root = document.yaml.contents as Node | null;
	if (parent.length === 0) {
		if (!isMap(root))
			return `${document.text.replace(/\n*$/, match => (document.text.trim() === '' ? '' : match.slice(0, 1)))}${key}:${afterKey(piece, 0, 2)}\n`;
		const isSpaced = /\n[ \t]*\n/.test(document.text) || root.items.length === 1;
		return insertPair(document.text, root, placeFor(root, key, []), key, piece, stepOf(document), isSpaced && !root.flow);
	}
	const above = ownPair(document, parent);
	if (!above) return setIn(document.text, parent, map([[key, piece]]));
	const {value: node} = above.pair;
	if (isMap(node) && node.items.length > 0) return insertPair(document.text, node, placeFor(node, key, parent), key, piece, stepOf(document), false);
	return replaceValue(document, above.pair, map([[key, piece]]), above.isFlow);
}

/** All entries of a map: others are removed, new ones come in the order given. */
function setEntries(text: string, path: readonly string[], entries: ReadonlyArray<readonly [string, Piece]>): string {
	const keys = entries.map(([key]) => key);
	const old = valueIn(text, path);
	const gone = isMapping(old) ? Object.keys(old).filter(key => !keys.includes(key)) : [];
	const set = entries.reduce((now, [key, piece]) => setIn(now, [...path, key], piece), text);
	const cut = gone.reduce((now, key) => removeIn(now, [...path, key]), set);
	const document = parseSource(cut);
	const node = ownPair(document, path)?.pair.value;
	if (!isMap(node) || node.flow) return cut;
	const now = node.items.map(({key}) => printValue((key as {value?: Value}).value ?? null)).filter(key => keys.includes(key));
	return fingerprint(now) === fingerprint(keys) ? cut : reorderPairs(document.text, node, keys);
}

function replaceValue(document: PolyaxonDocument, pair: Pair<Node, Node | null>, piece: Piece, isFlow: boolean): string {
	const {text} = document;
	const node = pair.value;
	const colon = colonAfter(pair.key, text);
	const indent = columnOf(text, pair.key);
	const [from, to] = node?.range && node.range[1] > node.range[0] ? [node.range[0], endOf(node, text)] : [colon, colon];
	const isEmpty = from === colon;
	const source = isFlow ? ` ${inlineSource(piece, 'flow')}` : afterKey(piece, indent, stepOf(document));
	const inline = isEmpty ? source : inlineSourceLike(piece, node, isFlow ? 'flow' : 'block');
	if (isFlow || (!source.includes('\n') && !isBlockCollection(node) && !isBlockScalar(node))) return text.slice(0, from) + inline + text.slice(to);
	// From here on one of the two has lines of its own: what stands on the key's line (an anchor, a comment) stays there.
	const isUnder = isBlockCollection(node) || isBlockScalar(node);
	const head = isBlockCollection(node) ? text.slice(colon, lineEnd(text, colon)) : text.slice(colon, from);
	const [, properties = '', headComment = ''] = /^((?:[ \t]+[&!][^\s]*)*)[ \t]*(#.*)?$/.exec(head) ?? [];
	const tailComment = isUnder ? '' : (/^[ \t]+(#.*)$/.exec(text.slice(to, lineEnd(text, to)))?.[1] ?? '');
	const comment = headComment || tailComment ? ` ${headComment || tailComment}` : '';
	const [first = '', ...lines] = source.split('\n');
	return text.slice(0, colon) + properties + first + comment + lines.map(line => `\n${line}`).join('') + text.slice(lineEnd(text, to));
}

function columnOf(text: string, key: Node): number {
	const start = key.range?.[0] ?? 0;
	return start - lineStart(text, start);
}
