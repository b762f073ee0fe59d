import {isAlias, isMap, isScalar, isSeq, type Node, type Pair} from 'yaml';
import {isMergeKey} from './convert.ts';
import {Numeral} from './numeral.ts';
import {printValue} from './print-value.ts';
import type {Problem} from './problem.ts';

/** A piece of the text, all on one line; `offset` counts UTF-16 units from the start of the text. */
export type Place = {readonly line: number; readonly column: number; readonly length: number; readonly offset: number};

/** Makes places of offsets. Lines end as YAML's do: \n, \r\n or \r. */
export function createPlaces(text: string): (offset: number, length: number) => Place {
	const starts = [0];
	for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
	return (offset, length) => {
		const line = lineOf(starts, offset);
		const end = text.slice(offset, offset + length).search(/[\r\n]/);
		return {line: line + 1, column: offset - (starts[line] ?? 0) + 1, length: Math.max(1, end < 0 ? length : end), offset};
	};
}

function lineOf(starts: readonly number[], offset: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The pair or list entry at a path: of a pair also its key. Aliases and merges are followed. */
export type Spot = {readonly key?: Node; readonly value?: Node};

/** Finds what stands at a path under a node; undefined when nothing does. */
export function findSpot(root: Node | null, path: Problem['path'], targets: ReadonlyMap<Node, Node>): Spot | undefined {
	let spot: Spot | undefined = root ? {value: root} : undefined;
	for (const step of path) spot = spot?.value && stepInto(spot.value, step, targets);
	return spot;
}

function stepInto(node: Node, step: string | number, targets: ReadonlyMap<Node, Node>): Spot | undefined {
	const target = isAlias(node) ? targets.get(node) : node;
	if (isSeq(target)) {
		const item = typeof step === 'number' ? (target.items[step] as Node | undefined) : undefined;
		return item && {value: item};
	}
	if (!isMap(target)) return undefined;
	const pairs = target.items as Pair<Node, Node | null>[];
	const own = pairs.findLast(pair => !isMergeKey(pair.key) && keyText(pair.key, targets) === String(step));
	if (own) return {key: own.key, value: own.value ?? undefined};
	for (const pair of pairs.filter(({key}) => isMergeKey(key))) {
		const source = pair.value && isAlias(pair.value) ? targets.get(pair.value) : pair.value;
		const sources = isSeq(source) ? (source.items as Node[]) : source ? [source] : [];
		const found = sources.map(inner => stepInto(inner, step, targets)).find(spot => spot !== undefined);
		if (found) return found;
	}
	return undefined;
}

function keyText(key: Node | null, targets: ReadonlyMap<Node, Node>): string | undefined {
	if (key === null) return 'None';
	const target = isAlias(key) ? targets.get(key) : key;
	if (!isScalar(target)) return undefined;
	const {value} = target;
	const isPlain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Numeral;
	return isPlain ? printValue(value) : undefined;
}
