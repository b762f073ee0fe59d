import {isMap, type YAMLMap} from 'yaml';
import {freeAliases, nodesIn, referencesIn, targetOf, writeOut} from './aliases.ts';
import {commentsAfter, joinChunks, shiftLines} from './chunks.ts';
import {insertText, openWay, removeIn, setIn} from './edit.ts';
import {chunksOf, columnOf, endsInBlankLines, type PairText, removePair} from './edit-map.ts';
import {sourceOnOneLine} from './node-source.ts';
import {colonAfter, endOfPair, lineEnd, ownMap, ownPair, parseSource, type Source, stepOf, tokensBetween, valueAt, type YamlPair} from './source.ts';

/** The text with these keys of one section in another (`[]` is the top), each with its comments. A key that the other has already stays. */
export function moveKeys(text: string, from: readonly string[], to: readonly string[], keys: readonly string[]): string {
	return keys.reduce((now, key) => moveKey(now, from, to, key), text);
}

/** The text with these keys of a section at the top, and without the section; its own comments come above the first of them. */
export function dissolve(text: string, section: string, keys: readonly string[]): string {
	const comments = ownComments(parseSource(text), section);
	const moved = removeIn(moveKeys(text, [section], [], keys), [section]);
	const first = keys[0] === undefined ? undefined : ownPair(parseSource(moved), [keys[0]]);
	if (!first || first.map.flow || comments.length === 0) return moved;
	const source = parseSource(moved);
	const {before, chunks} = chunksOf(source, first.map);
	const at = before.length + joinChunks(chunks.slice(0, first.map.items.indexOf(first.pair))).length;
	return `${moved.slice(0, at)}${comments.join('\n')}\n${moved.slice(at)}`;
}

function moveKey(text: string, from: readonly string[], to: readonly string[], key: string): string {
	const source = parseSource(text);
	const [here, there] = [
		[...from, key],
		[...to, key],
	];
	const value = valueAt(source, here);
	if (value === undefined || valueAt(source, there) !== undefined) return text;
	const opened = openWay(source, here) ?? openWay(source, there);
	if (opened !== undefined) return moveKey(opened, from, to, key);
	const found = ownPair(source, here);
	if (!found) return removeIn(setIn(text, there, {type: 'source', source: expanded(source, here), value, isFlow: true}), here);
	const {map, pair} = found;
	const inside = new Set([...nodesIn(pair.key), ...nodesIn(pair.value)]);
	const outward = referencesIn(source).find(({alias, target}) => inside.has(alias) && !inside.has(target));
	const freed = outward ? writeOut(source, outward) : freeAliases(source, [], [pair.key, pair.value]);
	if (freed !== undefined) return moveKey(freed, from, to, key);
	return put(removePair(source, map, pair, true), to, key, textOf(source, map, pair));
}

/** A pair as it is written, for a place that is indented otherwise or in brackets. */
function textOf(source: Source, map: YAMLMap, pair: YamlPair): (column: number) => PairText {
	const column = columnOf(source, map);
	const chunk = map.flow ? undefined : chunksOf(source, map).chunks[(map.items as YamlPair[]).indexOf(pair)];
	const lines = chunk && chunk.closed + (commentsAfter(chunk) === '' ? '' : `${chunk.tail.trimEnd()}\n`);
	const value = valueSpan(source, pair);
	const [key, written] = [pair.key.range ?? [0, 0], value ?? [0, 0]].map(([from, to]) => source.text.slice(from, to));
	const cell = value ? `${key}: ${written}` : `${key}:`;
	const isOpen = chunk?.lines.endsWith('\n') === true && endsInBlankLines(source, pair.value);
	return to => ({lines: lines === undefined ? ' '.repeat(to) + cell : shiftLines(lines, to - column).replace(/\n$/, ''), cell, isOpen});
}

/** Where a value stands with what is before it: an anchor, a tag. */
function valueSpan(source: Source, pair: YamlPair): readonly [number, number] | undefined {
	const colon = colonAfter(source, pair.key);
	const end = endOfPair(source, pair);
	const [first] = colon === undefined ? [] : tokensBetween(source, colon, end).filter(({kind}) => kind !== 'comment');
	return first && [first.start, end];
}

function put(text: string, to: readonly string[], key: string, write: (column: number) => PairText): string {
	const source = parseSource(text);
	const [section] = to;
	if (section === undefined || ownMap(source, to)) return insertText(source, to, key, write);
	const step = stepOf(source);
	return insertText(source, [], section, column => ({
		...write(column + step),
		lines: `${' '.repeat(column)}${section}:\n${write(column + step).lines}`,
		cell: `${source.flow === 'json' ? `"${section}"` : section}: {${write(0).cell}}`,
	}));
}

function expanded(source: Source, path: readonly string[]): string {
	return sourceOnOneLine(source, source.find(path)?.value ?? null, alias => targetOf(source, alias) ?? undefined);
}

/** The comments of a section that belong to none of its keys. */
function ownComments(source: Source, section: string): readonly string[] {
	const found = ownPair(source, [section]);
	if (!found || found.map.flow) return [];
	const {pair, map} = found;
	const {value} = pair;
	const {before, chunks} = chunksOf(source, map);
	const index = (map.items as YamlPair[]).indexOf(pair);
	const top = before.length + joinChunks(chunks.slice(0, index)).length;
	const isBlock = isMap(value) && !value.flow;
	const until = isBlock ? chunksOf(source, value as YAMLMap).before.length : lineEnd(source.text, endOfPair(source, pair));
	const moving = isMap(value) && value.flow ? (value.items as YamlPair[]).flatMap(each => [valueSpan(source, each) ?? []]) : [];
	return tokensBetween(source, top, until)
		.filter(({kind, start}) => kind === 'comment' && !moving.some(([from = 0, to = 0]) => start >= from && start < to))
		.map(({start, end}) => source.text.slice(start, end));
}
