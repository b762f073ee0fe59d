import {isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar} from 'yaml';
import {Numeral} from './numeral.ts';
import {printValue} from './print-value.ts';
import type {Value} from './specification.ts';
import type {YamlFinding} from './yaml-problem.ts';
import {YamlDate} from './yaml-schema.ts';

/** What the nodes of a document stand for, and the nodes behind aliases. */
export type Conversion = {
	readonly value: Value | undefined;
	readonly targets: ReadonlyMap<Node, Node>;
	readonly findings: ReadonlyArray<YamlFinding & {severity: 'error' | 'warning'}>;
};

/** So many values may come out of a file's anchors: a few lines of aliases of aliases can stand for billions. */
const mostValues = 200_000;
const deepest = 200;

type Walk = {
	readonly anchors: Map<string, {node: Node; value: Value | undefined; size: number; isDone: boolean}>;
	readonly targets: Map<Node, Node>;
	readonly findings: Array<YamlFinding & {severity: 'error' | 'warning'}>;
	size: number;
};

/** Makes values of nodes, as PyYAML's safe loader does: the last of two equal keys counts, `<<` merges, an alias is what its anchor was last put on. */
export function convert(root: Node | null): Conversion {
	const walk: Walk = {anchors: new Map(), targets: new Map(), findings: [], size: 0};
	const value = root === null ? undefined : toValue(root, walk, 0);
	return {value, targets: walk.targets, findings: walk.findings};
}

function toValue(node: Node | null, walk: Walk, depth: number): Value | undefined {
	if (node === null) return null;
	if (depth > deepest) return fail(walk, node, 'too-deep', `Values are nested more than ${deepest} levels deep here.`, 'Write the file with fewer levels.');
	if (isAlias(node)) return aliased(node, walk);
	const anchor =
		'anchor' in node && typeof node.anchor === 'string' ? {node, value: undefined as Value | undefined, size: walk.size, isDone: false} : undefined;
	if (anchor && 'anchor' in node) walk.anchors.set(String(node.anchor), anchor);
	walk.size += 1;
	const value = isMap(node) ? mapOf(node, walk, depth) : isSeq(node) ? listOf(node.items as Node[], walk, depth) : isScalar(node) ? scalarOf(node, walk) : null;
	if (anchor) Object.assign(anchor, {value, size: walk.size - anchor.size, isDone: true});
	return value;
}

function aliased(node: Node & {source: string}, walk: Walk): Value | undefined {
	const anchor = walk.anchors.get(node.source);
	if (!anchor)
		return fail(
			walk,
			node,
			'unknown-anchor',
			`There is no anchor &${node.source} before this alias.`,
			'Put the value in quotes if it is text, such as a file pattern.',
		);
	if (!anchor.isDone) return fail(walk, node, 'endless-alias', `The alias *${node.source} stands inside its own anchor.`, 'Write the value out.');
	walk.targets.set(node, anchor.node);
	walk.size += anchor.size;
	if (walk.size <= mostValues) return anchor.value;
	if (walk.findings.some(({code}) => code === 'too-large')) return undefined;
	return fail(
		walk,
		node,
		'too-large',
		`The aliases of this file stand for more than ${mostValues.toLocaleString('en')} values.`,
		'Write the values out, or leave some aliases away.',
	);
}

function listOf(items: readonly Node[], walk: Walk, depth: number): Value {
	return items.map(item => toValue(item, walk, depth + 1) ?? null);
}

function mapOf(node: Node & {items: Pair[]}, walk: Walk, depth: number): Value {
	const own = new Map<string, Value>();
	const merged = new Map<string, Value>();
	for (const pair of node.items) {
		const key = pair.key as Node | null;
		const value = pair.value as Node | null;
		if (isMergeKey(key)) {
			for (const [name, inner] of mergedOf(value, walk, depth)) if (!merged.has(name)) merged.set(name, inner);
			continue;
		}
		const name = nameOf(key, walk, depth);
		if (name === undefined) continue;
		if (own.has(name) && key) warnTwice(walk, key, name);
		own.set(name, toValue(value, walk, depth + 1) ?? null);
	}
	return toObject(new Map([...merged, ...own]));
}

/** A map without prototype: `__proto__` and `constructor` are names like any other. */
function toObject(entries: ReadonlyMap<string, Value>): {readonly [key: string]: Value} {
	const object: Record<string, Value> = Object.create(null);
	for (const [name, value] of entries) object[name] = value;
	return object;
}

function mergedOf(node: Node | null, walk: Walk, depth: number): ReadonlyArray<readonly [string, Value]> {
	const value = toValue(node, walk, depth + 1);
	const sources = Array.isArray(value) ? value : [value];
	if (sources.every(source => typeof source === 'object' && source !== null && !Array.isArray(source) && !(source instanceof Numeral))) {
		return sources.flatMap(source => Object.entries(source as {readonly [key: string]: Value}));
	}
	if (node) fail(walk, node, 'not-yaml', 'The key "<<" merges mappings, and this is none.', 'Name an anchor of a mapping: "<<: *name".');
	return [];
}

/** The text of a key, as Python prints it: keys may be numbers or words such as `yes`. */
function nameOf(key: Node | null, walk: Walk, depth: number): string | undefined {
	const target = key && isAlias(key) ? toValue(key, walk, depth + 1) : undefined;
	if (key === null) return 'None';
	if (target !== undefined) return printValue(target);
	if (isScalar(key)) return printValue(toValue(key, walk, depth + 1) ?? null);
	fail(walk, key, 'unquoted-template', 'A value that starts with {{ is a mapping in YAML.', 'Put the whole value in quotes: "{{ name }}".');
	return undefined;
}

function scalarOf(node: Scalar, walk: Walk): Value | undefined {
	const {value} = node;
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Numeral) return value;
	if (value instanceof YamlDate) {
		const {source} = value;
		walk.findings.push({
			code: 'date',
			severity: 'warning',
			message: `${source} is read as a date, which the platform turns into nothing (None).`,
			hint: `Put it in quotes: '${source}'.`,
			...rangeOf(node),
		});
		return null;
	}
	return fail(walk, node, 'not-yaml', 'The platform knows no such kind of value.', 'Leave the tag (the word that starts with "!") away.');
}

/** Whether a key is the `<<` that merges. */
export function isMergeKey(key: unknown): boolean {
	return isScalar(key) && (key.source === '<<' || typeof key.value === 'symbol') && (key.type === undefined || key.type === 'PLAIN');
}

function warnTwice(walk: Walk, key: Node, name: string): void {
	const hint = 'Delete one of them.';
	walk.findings.push({code: 'duplicate-key', severity: 'warning', message: `The key ${name} is written twice. This one counts.`, hint, ...rangeOf(key)});
}

function fail(walk: Walk, node: Node, code: string, message: string, hint: string): undefined {
	walk.findings.push({code, severity: 'error', message, hint, ...rangeOf(node)});
	return undefined;
}

function rangeOf(node: Node): {offset: number; length: number} {
	const [start, end] = node.range ?? [0, 0];
	return {offset: start, length: Math.max(1, end - start)};
}
