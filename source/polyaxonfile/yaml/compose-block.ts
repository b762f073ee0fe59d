import {type Node, Pair, YAMLMap, YAMLSeq} from 'yaml';
import {composeNode, emptyNode, introduce, type Properties} from './compose-node.ts';
import {type Composer, fault, isNext} from './composer.ts';
import type {FaultKind} from './fault.ts';
import {next, peek} from './scan.ts';
import type {TokenKind} from './token.ts';

/** A mapping with a key on a line each; the next token starts it. */
export function composeBlockMap(composer: Composer, depth: number, properties: Properties): Node {
	const {scanner} = composer;
	const {start} = next(scanner);
	const node = new YAMLMap<Node, Node>();
	introduce(composer, node, properties, '!!map');
	let end = start;
	while (isNext(composer, 'key')) {
		const mark = next(scanner);
		const key = composeOrEmpty(composer, depth, mark.end);
		const value = isNext(composer, 'value') ? composeOrEmpty(composer, depth, next(scanner).end) : emptyNode(endOf(key));
		node.items.push(new Pair(key, value));
		end = endOf(value);
	}
	endBlock(composer);
	node.range = [start, end, end];
	return node;
}

function composeOrEmpty(composer: Composer, depth: number, offset: number): Node {
	return isNext(composer, 'key', 'value', 'block-end') ? emptyNode(offset) : composeNode(composer, depth + 1, 'under-key');
}

/** A list with a dash before each entry. It is a block of its own when it is indented further than what is around it. */
export function composeBlockList(composer: Composer, depth: number, properties: Properties, isIndented: boolean): Node {
	const {scanner} = composer;
	const {start} = isIndented ? next(scanner) : peek(scanner);
	const node = new YAMLSeq<Node>();
	introduce(composer, node, properties, '!!seq');
	let end = start;
	while (isNext(composer, '-')) {
		const dash = next(scanner);
		const isEmpty = isNext(composer, '-', 'block-end') || (!isIndented && isNext(composer, 'key', 'value'));
		const item = isEmpty ? emptyNode(dash.end) : composeNode(composer, depth + 1, 'block');
		node.items.push(item);
		end = endOf(item);
	}
	if (isIndented) endBlock(composer);
	node.range = [start, end, end];
	return node;
}

function endBlock(composer: Composer): void {
	const {kind} = peek(composer.scanner);
	if (kind !== 'block-end') throw fault(composer, misplaced[kind] ?? 'after-value');
	next(composer.scanner);
}

const misplaced: Readonly<Partial<Record<TokenKind, FaultKind>>> = {
	'block-list': 'indentation',
	'block-map': 'indentation',
	key: 'indentation',
	'-': 'dash-here',
	value: 'no-key',
};

function endOf(node: Node): number {
	return node.range?.[1] ?? 0;
}
