import {type Alias, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap} from 'yaml';
import {isMergeKey} from '../convert.ts';
import {printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import {applyEdits, type Edit} from './edits.ts';
import {sourceOnOneLine} from './node-source.ts';
import type {Source, YamlPair} from './source.ts';

/** An alias, and the node that it stands for. */
export type Reference = {readonly alias: Alias; readonly target: Node};

/** A node with all that is in it, in the order of the text. */
export function nodesIn(node: Node | null): readonly Node[] {
	if (node === null) return [];
	if (isMap(node)) return [node, ...(node.items as YamlPair[]).flatMap(({key, value}) => [...nodesIn(key), ...nodesIn(value)])];
	return isSeq(node) ? [node, ...(node.items as Node[]).flatMap(nodesIn)] : [node];
}

/** All aliases of a text, in its order. */
export function referencesIn(source: Source): readonly Reference[] {
	if (!source.tokens.some(({kind}) => kind === 'alias')) return [];
	const anchored = new Map<string, Node>();
	return nodesIn(source.yaml.contents as Node | null).flatMap(node => {
		if (!isAlias(node)) {
			if (anchorOf(node) !== undefined) anchored.set(String(anchorOf(node)), node);
			return [];
		}
		const target = anchored.get(node.source);
		return target ? [{alias: node, target}] : [];
	});
}

/** What an alias is to be read as. */
export function targetOf(source: Source, node: Node | null): Node | null {
	return node && isAlias(node) ? (referencesIn(source).find(({alias}) => alias === node)?.target ?? null) : node;
}

/**
 * The text with one anchor moved to the first alias that is to keep its value: one of a node that is to change, or in a node that is to go. Undefined when
 * there is none left.
 */
export function freeAliases(source: Source, changing: ReadonlyArray<Node | null>, going: ReadonlyArray<Node | null>): string | undefined {
	const gone = new Set(going.flatMap(nodesIn));
	const references = referencesIn(source);
	const first = references.findIndex(({alias, target}) => (gone.has(target) || changing.includes(target)) && !gone.has(alias));
	const free = references[first];
	if (!free) return undefined;
	const {alias, target} = free;
	const written = sourceOnOneLine(source, target, keepsMeaning(source, alias));
	// Those before it have no anchor any more
	const before = references.slice(0, first).filter(reference => reference.target === target);
	return applyEdits(source.text, [
		cutAnchor(source, target),
		...before.map(reference => edit(reference.alias, sourceOnOneLine(source, target, keepsMeaning(source, reference.alias)))),
		edit(alias, `&${alias.source} ${written}`),
	]);
}

/** The text with an alias written out; its anchor stays where it is. */
export function writeOut(source: Source, {alias, target}: Reference): string {
	return applyEdits(source.text, [edit(alias, sourceOnOneLine(source, target, keepsMeaning(source, alias)))]);
}

/** The first alias in one of these entries whose anchor is in another that will not come before it any more in the new order. */
export function crossing(source: Source, entries: ReadonlyArray<readonly Node[]>, order: readonly number[]): Reference | undefined {
	const references = referencesIn(source);
	if (references.length === 0) return undefined;
	const placeOf = new Map(entries.flatMap((nodes, index) => nodes.flatMap(nodesIn).map(node => [node, order.indexOf(index)])));
	return references.find(({alias, target}) => {
		const [at, from] = [placeOf.get(alias), placeOf.get(target)];
		return at !== undefined && from !== undefined && at >= 0 && from > at;
	});
}

/** Pairs of a mapping and of those that it merges, each key once: what a reader finds there. */
export function pairsWithMerged(source: Source, map: YAMLMap): readonly YamlPair[] {
	const pairs = map.items as YamlPair[];
	const own = pairs.filter(({key}) => !isMergeKey(key));
	const merged = pairs
		.filter(({key}) => isMergeKey(key))
		.flatMap(({value}) => {
			const target = targetOf(source, value);
			return isSeq(target) ? (target.items as Node[]) : [target];
		})
		.map(each => targetOf(source, each))
		.flatMap(each => (isMap(each) ? pairsWithMerged(source, each) : []));
	// Of equal keys the last own one counts, then the first merged one.
	const inOrder = [...own.toReversed(), ...merged];
	const names = inOrder.map(({key}) => nameOf(source, key));
	return inOrder.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}

/** The text of a key, as the platform has it: `yes` is `True`. */
export function nameOf(source: Source, key: Node | null): string {
	const node = targetOf(source, key);
	return printValue(isScalar(node) ? (node.value as Value) : null);
}

/** Which aliases can stand at the place of this one as they are: those that mean the same there. */
function keepsMeaning(source: Source, at: Alias): (alias: Alias) => Node | undefined {
	const references = referencesIn(source);
	const nodes = nodesIn(source.yaml.contents as Node | null);
	const before = nodes.slice(0, nodes.indexOf(at));
	return alias => {
		const target = references.find(reference => reference.alias === alias)?.target;
		const there = before.findLast(node => anchorOf(node) === alias.source);
		return there === target && alias.source !== at.source ? undefined : target;
	};
}

/** Without the anchor of a node, and the blank beside it. */
function cutAnchor(source: Source, node: Node): Edit {
	const anchored = nodesIn(source.yaml.contents as Node | null).filter(each => anchorOf(each) !== undefined);
	const token = source.tokens.filter(({kind}) => kind === 'anchor')[anchored.indexOf(node)];
	if (!token) throw new Error('An anchor without a token.');
	const {start, end} = token;
	const after = /^[ \t]+(?=[^ \t\n])/.exec(source.text.slice(end))?.[0].length ?? 0;
	const before = after > 0 ? 0 : (/[ \t]*$/.exec(source.text.slice(0, start))?.[0].length ?? 0);
	return {from: start - before, to: end + after, text: ''};
}

function edit(node: Node, text: string): Edit {
	const [from = 0, to = 0] = node.range ?? [];
	return {from, to, text};
}

function anchorOf(node: Node): string | undefined {
	return 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined;
}
