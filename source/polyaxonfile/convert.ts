import {isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar} from 'yaml';
import {Numeral} from './numeral.ts';
import {isList, isMapping, printValue} from './print-value.ts';
import type {Value} from './specification.ts';
import type {Finding} from './yaml/finding.ts';
import {deepest} from './yaml/levels.ts';

/** What the nodes of a document stand for, and what is wrong with them. */
export type Conversion = {readonly value: Value | undefined; readonly findings: readonly Finding[]};

/** So many values may come out of a file's anchors: a few lines of aliases of aliases can stand for billions. */
const mostValues = 200_000;

type Walk = {
	/** What stands behind the aliases. */
	readonly targets: ReadonlyMap<Node, Node>;
	readonly anchored: Map<Node, Anchored>;
	readonly findings: Finding[];
	size: number;
	/** How many levels lie in each other, with those behind aliases. */
	reached: number;
};

type Anchored = {value?: Value; size: number; height: number; isDone: boolean};

/** Makes values of nodes, as PyYAML's safe loader does: the last of two equal keys counts, and `<<` merges. */
export function convert(root: Node | null, targets: ReadonlyMap<Node, Node>): Conversion {
	const walk: Walk = {targets, anchored: new Map(), findings: [], size: 0, reached: 0};
	const value = root === null ? undefined : toValue(root, walk, 0);
	return {value, findings: walk.findings};
}

function toValue(node: Node, walk: Walk, depth: number): Value | undefined {
	if (isAlias(node)) return aliased(node, walk, depth);
	walk.size += 1;
	walk.reached = Math.max(walk.reached, depth);
	return 'anchor' in node && node.anchor !== undefined ? anchoredValue(node, walk, depth) : contentOf(node, walk, depth);
}

function contentOf(node: Node, walk: Walk, depth: number): Value | undefined {
	if (isMap(node)) return mapOf(node as Node & {items: Pair<Node, Node>[]; tag?: string}, walk, depth);
	if (isSeq(node)) return (node.items as Node[]).map(item => toValue(item, walk, depth + 1) ?? null);
	return isScalar(node) ? scalarOf(node, walk) : null;
}

function anchoredValue(node: Node, walk: Walk, depth: number): Value | undefined {
	const {size, reached} = walk;
	const anchored: Anchored = {size: 0, height: 0, isDone: false};
	walk.anchored.set(node, anchored);
	walk.reached = depth;
	const value = contentOf(node, walk, depth);
	Object.assign(anchored, {value, size: walk.size - size + 1, height: walk.reached - depth, isDone: true});
	walk.reached = Math.max(walk.reached, reached);
	return value;
}

function aliased(node: Node & {source: string}, walk: Walk, depth: number): Value | undefined {
	const target = walk.targets.get(node);
	const anchored = target && walk.anchored.get(target);
	if (!anchored?.isDone) return fail(walk, node, 'endless-alias', `The alias *${node.source} stands inside its own anchor.`, 'Write the value out.');
	walk.size += anchored.size;
	walk.reached = Math.max(walk.reached, depth + anchored.height);
	if (walk.reached > deepest) return failOnce(walk, node, 'too-deep', `The aliases of this file nest values more than ${deepest} levels deep.`);
	if (walk.size > mostValues)
		return failOnce(walk, node, 'too-large', `The aliases of this file stand for more than ${mostValues.toLocaleString('en')} values.`);
	return anchored.value;
}

function failOnce(walk: Walk, node: Node, code: string, message: string): undefined {
	if (walk.findings.some(finding => finding.code === code)) return undefined;
	return fail(walk, node, code, message, 'Write the values out, or leave some aliases away.');
}

function mapOf(node: Node & {items: Pair<Node, Node>[]; tag?: string}, walk: Walk, depth: number): Value {
	const own = new Map<string, Value>();
	const merged = new Map<string, Value>();
	for (const {key, value} of node.items) {
		if (isMergeKey(key)) {
			for (const [name, inner] of mergedOf(value ?? key, walk, depth)) merged.set(name, inner);
			continue;
		}
		const name = nameOf(node, key, walk, depth);
		if (name === undefined) continue;
		if (own.has(name)) warnTwice(walk, key, name);
		own.set(name, (value && toValue(value, walk, depth + 1)) ?? null);
	}
	// The platform's renderer makes nothing of a set
	return node.tag === '!!set' ? null : toObject(merged.size === 0 ? own : new Map([...merged, ...own]));
}

/** A map without prototype: `__proto__` and `constructor` are names like any other. */
function toObject(entries: ReadonlyMap<string, Value>): {readonly [key: string]: Value} {
	const object: Record<string, Value> = Object.create(null);
	for (const [name, value] of entries) object[name] = value;
	return object;
}

/** Of several mappings the first counts, so that it comes last. */
function mergedOf(node: Node, walk: Walk, depth: number): ReadonlyArray<readonly [string, Value]> {
	const value = toValue(node, walk, depth + 1) ?? null;
	const sources = isList(value) ? value : [value];
	if (sources.every(isMapping)) return sources.toReversed().flatMap(source => Object.entries(source));
	fail(walk, node, 'not-yaml', 'The key "<<" merges mappings, and this is none.', 'Name an anchor of a mapping: "<<: *name".');
	return [];
}

/** The text of a key, as Python prints it: keys may be numbers or words such as `yes`. */
function nameOf(map: Node, key: Node, walk: Walk, depth: number): string | undefined {
	const target = isAlias(key) ? walk.targets.get(key) : key;
	if (isScalar(target)) return isIndicator(target) ? target.source : printValue(toValue(key, walk, depth + 1) ?? null);
	// {{ name }} is a mapping whose only key is one
	const isTemplate = isMap(key) && key.flow && key.range?.[0] === (map.range?.[0] ?? 0) + 1;
	if (isTemplate) fail(walk, map, 'unquoted-template', 'A value that starts with {{ is a mapping in YAML.', 'Put the whole value in quotes: "{{ name }}".');
	else fail(walk, key, 'not-yaml', 'A list or a mapping cannot be a key.', 'Put the key in quotes if it is text.');
	return undefined;
}

function scalarOf(node: Scalar, walk: Walk): Value | undefined {
	const {value} = node;
	if (isIndicator(node))
		return fail(walk, node, 'not-yaml', `"${node.source}" has a meaning of its own in YAML, and is no value.`, `Put it in quotes: '${node.source}'.`);
	const isPlain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Numeral;
	return isPlain ? value : undefined;
}

/** `<<` and `=` without quotes, which are keys only. */
function isIndicator(node: Scalar): boolean {
	return (node.source === '<<' || node.source === '=') && (node.tag === undefined ? node.type === 'PLAIN' : node.tag === '!');
}

/** Whether a key is the `<<` that merges. */
export function isMergeKey(key: unknown): boolean {
	return isScalar(key) && key.source === '<<' && isIndicator(key);
}

function warnTwice(walk: Walk, key: Node, name: string): void {
	const hint = 'Delete one of them.';
	walk.findings.push({code: 'duplicate-key', severity: 'warning', message: `The key ${name} is written twice. This one counts.`, hint, ...rangeOf(key)});
}

function fail(walk: Walk, node: Node, code: string, message: string, hint: string): undefined {
	walk.findings.push({code, message, hint, ...rangeOf(node)});
	return undefined;
}

function rangeOf(node: Node): {offset: number; length: number} {
	const [start, end] = node.range ?? [0, 0];
	return {offset: start, length: Math.max(1, end - start)};
}
