import {type Node, Pair, YAMLMap, YAMLSeq} from 'yaml';
import {composeNode, emptyNode, introduce, type Properties} from './compose-node.ts';
import {type Composer, expect, isNext} from './composer.ts';
import {next, peek} from './scan.ts';
import type {TokenKind} from './token.ts';

/** A list in brackets. `key: value` in it is a mapping of its own. */
export function composeFlowList(composer: Composer, depth: number, properties: Properties): Node {
	const node = new YAMLSeq<Node>();
	introduce(composer, node, properties, '!!seq');
	node.flow = true;
	node.range = composeEntries(composer, ']', () => {
		const start = peek(composer.scanner).start;
		if (!isNext(composer, 'key')) return node.items.push(composeNode(composer, depth + 1, 'flow'));
		const map = new YAMLMap<Node, Node>();
		const pair = composePair(composer, depth + 1, ']');
		const end = pair.value?.range?.[1] ?? start;
		map.flow = true;
		map.items.push(pair);
		map.range = [start, end, end];
		return node.items.push(map);
	});
	return node;
}

/** A mapping in braces. A key without a value has none. */
export function composeFlowMap(composer: Composer, depth: number, properties: Properties): Node {
	const node = new YAMLMap<Node, Node>();
	introduce(composer, node, properties, '!!map');
	node.flow = true;
	node.range = composeEntries(composer, '}', () => {
		if (isNext(composer, 'key')) return node.items.push(composePair(composer, depth, '}'));
		const key = composeNode(composer, depth + 1, 'flow');
		return node.items.push(new Pair<Node, Node>(key, emptyNode(key.range?.[1] ?? 0)));
	});
	return node;
}

function composeEntries(composer: Composer, close: ']' | '}', composeEntry: () => unknown): [number, number, number] {
	const {scanner, brackets} = composer;
	const {start} = next(scanner);
	brackets.push(start);
	for (let isFirst = true; !isNext(composer, close); isFirst = false) {
		if (!isFirst) expect(composer, ',', 'after-bracket');
		if (!isFirst && isNext(composer, close)) break;
		composeEntry();
	}
	brackets.pop();
	const {end} = next(scanner);
	return [start, end, end];
}

function composePair(composer: Composer, depth: number, close: TokenKind): Pair<Node, Node> {
	const {scanner} = composer;
	const mark = next(scanner);
	const key = isNext(composer, 'value', ',', close) ? emptyNode(mark.end) : composeNode(composer, depth + 1, 'flow');
	if (!isNext(composer, 'value')) return new Pair<Node, Node>(key, emptyNode(key.range?.[1] ?? mark.end));
	const colon = next(scanner);
	return new Pair<Node, Node>(key, isNext(composer, ',', close) ? emptyNode(colon.end) : composeNode(composer, depth + 1, 'flow'));
}
