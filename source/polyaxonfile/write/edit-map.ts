import type {Node, Pair, YAMLMap} from 'yaml';
import {printValue} from '../print-value.ts';
import {cutChunks, withNewline} from './chunks.ts';
import {inlineSource, type Piece, pairSource} from './piece.ts';
import {textSource} from './scalar-text.ts';
import {endOf, lineStart} from './source.ts';

type Pairs = Pair<Node, Node | null>[];

const keyStart = (pair: Pair<Node, Node | null>) => pair.key.range?.[0] ?? 0;

/** The text with a new key in a map, before the pair at `index`, or at the end. */
export function insertPair(text: string, map: YAMLMap, index: number, key: string, piece: Piece, step: number, isSpaced: boolean): string {
	const pairs = map.items as Pairs;
	if (map.flow) return insertFlow(text, map, pairs, index, key, piece);
	const first = pairs[0] ? keyStart(pairs[0]) : 0;
	const indent = first - lineStart(text, first);
	const {before, chunks, after} = cutChunks(text, pairs.map(keyStart), endOf(map, text));
	const isLast = index >= chunks.length;
	const chunk = `${pairSource(key, piece, indent, step)}\n`;
	// Blank lines before the next section are the end of the chunk above.
	const head = chunks.slice(0, index).join('');
	const spaced = isSpaced && head !== '' && !head.endsWith('\n\n') ? `\n${chunk}` : chunk;
	return before + head + spaced + (isSpaced && !isLast ? '\n' : '') + chunks.slice(index).join('') + after;
}

function insertFlow(text: string, map: YAMLMap, pairs: Pairs, index: number, key: string, piece: Piece): string {
	const source = `${textSource(key, 'flow')}: ${inlineSource(piece, 'flow')}`;
	const next = pairs[index];
	const last = pairs.at(-1);
	const at = next ? keyStart(next) : last ? endOf(last, text) : (map.range?.[0] ?? 0) + 1;
	return text.slice(0, at) + (next ? `${source}, ` : last ? `, ${source}` : source) + text.slice(at);
}

/** The text without a key of a map that has others. */
export function removePair(text: string, map: YAMLMap, pair: Pair<Node, Node | null>): string {
	const pairs = map.items as Pairs;
	const index = pairs.indexOf(pair);
	if (!map.flow) {
		const {before, chunks, after} = cutChunks(text, pairs.map(keyStart), endOf(map, text));
		const kept = before + chunks.filter((_, each) => each !== index).join('');
		// The blank line before the last section goes with it.
		return after === '' && index === chunks.length - 1 ? kept.replace(/\n{2,}$/, '\n') : kept + after;
	}
	const [previous, next] = [pairs[index - 1], pairs[index + 1]];
	const from = next || !previous ? keyStart(pair) : endOf(previous, text);
	return text.slice(0, from) + text.slice(next ? keyStart(next) : endOf(pair, text));
}

/** The text with the pairs of a block map in the order of these keys; others keep their place after them. */
export function reorderPairs(text: string, map: YAMLMap, keys: readonly string[]): string {
	const pairs = map.items as Pairs;
	const {before, chunks, after} = cutChunks(text, pairs.map(keyStart), endOf(map, text));
	const names = pairs.map(({key}) => ('value' in key ? printValue(key.value as never) : ''));
	const order = names.map((name, index) => ({index, place: keys.includes(name) ? keys.indexOf(name) : keys.length + index}));
	order.sort((a, b) => a.place - b.place);
	return before + order.map(({index}) => withNewline(chunks[index] ?? '')).join('') + after;
}
