import {expect, test} from 'vitest';
import {isAlias, isMap, isSeq, Lexer, type Node, type Pair} from 'yaml';
import {parsePolyaxonfile} from '../../source/polyaxonfile/document.ts';
import {Numeral} from '../../source/polyaxonfile/numeral.ts';
import {isMapping} from '../../source/polyaxonfile/print-value.ts';
import type {Value} from '../../source/polyaxonfile/specification.ts';
import {type FileChanges, writePolyaxonfile} from '../../source/polyaxonfile/write.ts';
import {foreignFile} from '../helpers/foreign-file.ts';
import {createRandom, type Random} from '../helpers/random.ts';

/** Many more can be asked for. */
const rounds = Number(process.env.FUZZ ?? 250);
const seed = Number(process.env.FUZZ_SEED ?? 41);

type Path = ReadonlyArray<string | number>;
/** One change, where it is made, and what is to be read there after it; nothing when it is to be gone. */
type Edit = {readonly changes: FileChanges; readonly path: readonly string[]; readonly value?: Value; readonly otherPath?: readonly string[]};

test('one value of a foreign file changes, and everything else stays', {timeout: 20_000 + rounds * 60}, () => {
	const random = createRandom(seed);
	for (let round = 0; round < rounds; round++) {
		const before = foreignFile(random);
		const {values = {}} = parsePolyaxonfile(before);
		const edit = editOf(random, values);
		const after = writePolyaxonfile(edit.changes, before);
		const about = `${before}\n=== ${JSON.stringify(edit.changes)} ===>\n${after}`;
		const found = parsePolyaxonfile(after);
		expect(found.values, `round ${round}: ${found.problems[0]?.message}\n${about}`).toBeDefined();
		expect(canonical(found.values), `round ${round}: the values\n${about}`).toEqual(
			canonical(expected(edit.otherPath ? expected(values, {path: edit.otherPath}) : values, edit)),
		);
		expect(lossOf(before, after, edit), `round ${round}\n${about}`).toEqual([]);
		expect(writePolyaxonfile(edit.changes, after), about).toBe(after);
		const windows = before.replaceAll('\n', '\r\n');
		expect(writePolyaxonfile(edit.changes, `\ufeff${windows}`), about).toBe(`\ufeff${after.replaceAll('\n', '\r\n')}`);
	}
});

test('another kind moves the keys of the build, and everything else stays', {timeout: 20_000 + rounds * 60}, () => {
	const random = createRandom(seed + 1);
	for (let round = 0; round < rounds; round++) {
		const before = foreignFile(random);
		const {values = {}} = parsePolyaxonfile(before);
		const kind = random.pick(['experiment', 'job', 'build'] as const);
		const after = writePolyaxonfile({kind}, before);
		const about = `round ${round}\n${before}\n=== ${kind} ===>\n${after}`;
		expect(canonical(parsePolyaxonfile(after).values), about).toEqual(canonical(withKind(values, kind)));
		expect(lossOfKind(before, after, values, kind), about).toEqual([]);
	}
});

test('JSON stays JSON, and its other lines stay', {timeout: 20_000 + rounds * 60}, () => {
	const random = createRandom(seed + 2);
	for (let round = 0; round < rounds; round++) {
		const before = `${JSON.stringify(parsePolyaxonfile(foreignFile(random)).values, null, random.pick(['\t', '  ', '']))}${random.pick(['', '\n'])}`;
		const {values = {}} = parsePolyaxonfile(before, 'polyaxonfile.json');
		const edit = editOf(random, values);
		const after = writePolyaxonfile(edit.changes, before);
		const about = `round ${round}\n${before}\n=== ${JSON.stringify(edit.changes)} ===>\n${after}`;
		const wanted = expected(edit.otherPath ? expected(values, {path: edit.otherPath}) : values, edit);
		expect(canonical(parsePolyaxonfile(after, 'polyaxonfile.json').values), about).toEqual(canonical(wanted));
		const left = after.split('\n');
		const gone = before.split('\n').filter(line => /^\s*"k\d": /.test(line) && !left.some(other => other.replace(/,$/, '') === line.replace(/,$/, '')));
		expect(JSON.stringify(valueAt(values, edit.path) ?? null).includes('"k') ? [] : gone, about).toEqual([]);
	}
});

test('where line ends are mixed, each line keeps its own', () => {
	const random = createRandom(seed + 3);
	for (let round = 0; round < rounds / 4; round++) {
		const plain = foreignFile(random);
		const mixed = plain.replaceAll('\n', () => random.pick(['\n', '\r\n', '\r\n']));
		const after = writePolyaxonfile({image: 'new', secretRefs: ['new']}, mixed);
		expect(after.replaceAll('\r\n', '\n'), mixed).toBe(writePolyaxonfile({image: 'new', secretRefs: ['new']}, plain));
		const [old, now] = [mixed, after].map(text => text.split(/(?<=\n)/));
		const same = (lines: readonly string[] = [], line = '') => lines.filter(other => other.trimEnd() === line.trimEnd());
		const kept = old?.filter(line => line.includes('# c') && same(old, line).length === 1 && same(now, line).length === 1) ?? [];
		expect(
			kept.filter(line => line.endsWith('\n') && !now?.includes(line)),
			JSON.stringify([mixed, after]),
		).toEqual([]);
	}
});

function editOf(random: Random, values: {readonly [key: string]: Value}): Edit {
	const text = random.pick(['new', 'new one', "new's", 'new: b', '{{ x }}', '2:1', '# new']);
	const isFlat = values.kind === 'build' && !isMapping(values.build);
	const inBuild = (key: string) => (isFlat ? [key] : ['build', key]);
	const at = (...path: readonly string[]) => valueAt(values, path);
	const refs =
		isMapping(at('environment')) && at('environment', 'configmap_refs') === undefined && at('environment', 'config_map_refs') !== undefined
			? 'config_map_refs'
			: 'configmap_refs';
	const lists = [
		['secretRefs', ['environment', 'secret_refs']],
		['configmapRefs', ['environment', refs]],
		['tags', ['tags']],
		['buildSteps', inBuild('build_steps')],
	] as const;
	switch (random.below(9)) {
		case 0:
			return {changes: {image: text}, path: inBuild('image'), value: text};
		case 1:
			return {changes: {description: text}, path: ['description'], value: text};
		case 2:
		case 3:
		case 4: {
			const [key, path] = random.pick(lists);
			const old = at(...path);
			const list = changedList(random, Array.isArray(old) ? old.map(String) : [], () => text);
			if (list.length === 0) return goneOf(key, path);
			return {changes: {[key]: list}, path, value: list};
		}
		case 5: {
			const path = inBuild('env_vars');
			const old = at(...path);
			const pairs = (Array.isArray(old) ? old : []).map(pair => [String(pair[0]), String(pair[1])] as const);
			const list = changedList(random, pairs, before => [before?.[0] ?? 'N', text] as const);
			return {changes: {envVars: list}, path, value: list.length === 0 ? undefined : list};
		}
		case 6: {
			const name = random.pick(['cpu', 'memory', 'gpu'] as const);
			const amounts = random.pick<{limits?: number; requests?: number} | null>([{limits: 7}, {requests: 7}, {requests: 7, limits: 8}, null]);
			return {changes: {resources: {[name]: amounts}}, path: ['environment', 'resources', name], value: amounts === null ? undefined : {...amounts}};
		}
		case 7: {
			if (values.kind === 'build') return {changes: {name: text}, path: ['name'], value: text};
			const name = at('declarations') === undefined && at('params') !== undefined ? 'params' : 'declarations';
			const old = Object.entries((at(name) ?? {}) as {[key: string]: Value});
			const list = changedList(random, old, (before): [string, Value] => [before?.[0] ?? 'added', text]);
			const unique = [...new Map(list).entries()];
			return {
				changes: {declarations: unique.map(([key, value]) => [key, {value}])},
				path: [name],
				value: unique.length === 0 ? undefined : Object.fromEntries(unique),
			};
		}
		default: {
			const [key, path] = random.pick([['cmd', ['run', 'cmd']], ['image', inBuild('image')], ['name', ['name']], ...lists.slice(0, 3)] as const);
			return goneOf(key, path);
		}
	}
}

/** Configmaps go under both of their names. */
function goneOf(key: keyof FileChanges, path: readonly string[]): Edit {
	return {
		changes: {[key]: null},
		path,
		...(key === 'configmapRefs' ? {otherPath: ['environment', path[1] === 'configmap_refs' ? 'config_map_refs' : 'configmap_refs']} : {}),
	};
}

/** A list with one entry changed, added, taken away, or two in each other's place. */
function changedList<T>(random: Random, list: readonly T[], make: (before?: T) => T): readonly T[] {
	const index = random.below(list.length + 1);
	const old = list[index];
	switch (random.below(4)) {
		case 0:
			return old === undefined ? [...list, make()] : list.with(index, make(old));
		case 1:
			return list.toSpliced(index, 0, make());
		case 2:
			return list.toSpliced(index, 1);
		default:
			return list.length < 2 ? [make(), ...list] : [list[1]!, list[0]!, ...list.slice(2)];
	}
}

/** The values after the change; mappings that it leaves empty are gone too. */
function expected(values: Value | undefined, {path, value}: Pick<Edit, 'path' | 'value'>): Value | undefined {
	const [key, ...rest] = path;
	if (key === undefined) return value;
	const map = isMapping(values) ? values : {};
	const inner = expected(map[key], {path: rest, value});
	const entries = Object.entries(map).filter(([name]) => name !== key);
	if (inner !== undefined) entries.push([key, inner]);
	if (value === undefined && map[key] !== undefined && entries.length === 0) return undefined;
	return value === undefined && map[key] === undefined ? values : Object.assign(Object.create(null), Object.fromEntries(entries));
}

function valueAt(values: Value | undefined, path: readonly string[]): Value | undefined {
	return path.reduce<Value | undefined>((now, key) => (isMapping(now) ? now[key] : undefined), values);
}

/** Numbers as Python has them, and keys in one order: the order of keys means nothing. */
function canonical(value: Value | undefined): unknown {
	if (value instanceof Numeral) return {numeral: value.text};
	if (Array.isArray(value)) return value.map(canonical);
	if (!isMapping(value)) return value;
	return Object.fromEntries(
		Object.keys(value)
			.sort()
			.map(key => [`.${key}`, canonical(value[key])]),
	);
}

/** A node that the file has at a path as its own; what a merge brings is under `<<`. */
type Own = {readonly path: Path; readonly node: Node; readonly from: number; readonly to: number};

function ownNodes(text: string): ReadonlyMap<string, Own> {
	const found = new Map<string, Own>();
	const walk = (node: Node | null, path: Path, keyStart?: number) => {
		if (!node) return;
		const [from = 0, to = 0] = node.range ?? [];
		found.set(JSON.stringify(path), {path, node, from: keyStart ?? from, to});
		if (isMap(node))
			for (const {key, value} of node.items as Pair<Node & {value?: unknown}, Node | null>[]) walk(value, [...path, String(key.value)], key.range?.[0]);
		if (isSeq(node)) for (const [index, item] of (node.items as Node[]).entries()) walk(item, [...path, index]);
	};
	walk(parsePolyaxonfile(text).yaml.contents, []);
	return found;
}

const startsWith = (path: Path, start: Path) => start.every((step, index) => path[index] === step);

/** What the new text has lost of the old one, and should not have. */
function lossOf(before: string, after: string, edit: Edit): readonly string[] {
	const [old, now] = [ownNodes(before), ownNodes(after)];
	const other = edit.otherPath ? {...edit, path: edit.otherPath} : edit;
	const free = [...freedRanges(before, old, edit), ...freedRanges(before, old, other)];
	const words = lostWords(before, after, old, now, edit).filter(word => edit === other || lostWords(before, after, old, now, other).includes(word));
	return [...lostComments(before, after, free, edit), ...words, ...lostAnchors(old, now, edit)];
}

function commentsOf(text: string): ReadonlyArray<{readonly text: string; readonly at: number}> {
	let at = 0;
	let isScalar = false;
	return [...new Lexer().lex(text)].flatMap(token => {
		if (/^[\x02\x18\x1f]$/.test(token)) {
			isScalar = token === '\x1f';
			return [];
		}
		const found = token.startsWith('#') && !isScalar ? [{text: token, at}] : [];
		isScalar = false;
		at += token.length;
		return found;
	});
}

/** Beside a merge that is written out there is no place any more. */
function isBesideMerge(text: string, at: number): boolean {
	return /^ *<<:/.test(text.slice(text.lastIndexOf('\n', at) + 1));
}

/** All comments stay in their order, but for those of entries that are gone, and in what has another form now. */
function lostComments(before: string, after: string, free: Ranges, edit: Edit): readonly string[] {
	const kept = commentsOf(before).filter(({at}) => !isBesideMerge(before, at) && !free.some(([from, to]) => at >= from && at < to));
	const there = commentsOf(after).map(({text}) => text);
	const isMoved = Array.isArray(edit.value) || isMapping(edit.value);
	const inOrder = there.filter(text => kept.some(comment => comment.text === text));
	const lost = kept.filter(({text}) => !there.includes(text)).map(({text}) => `lost: ${text}`);
	if (there.length !== new Set(there).size) lost.push('a comment is there twice');
	return lost.length === 0 && !isMoved && inOrder.join() !== kept.map(({text}) => text).join() ? ['comments in another order'] : lost;
}

type Ranges = ReadonlyArray<readonly [number, number]>;

/** Where comments may go. */
function freedRanges(text: string, old: ReadonlyMap<string, Own>, {path, value}: Edit): Ranges {
	if (value === undefined) {
		const gone = path.map((_, index) => old.get(JSON.stringify(path.slice(0, index + 1)))).filter(each => each !== undefined);
		// A section goes with its last key
		const first = gone.find(
			(each, index) =>
				index === gone.length - 1 ||
				(isMap(each.node) && gone.slice(index).every((inner, at) => at === gone.length - index - 1 || (isMap(inner.node) && inner.node.items.length === 1))),
		);
		return first ? [linesOf(text, first)] : [];
	}
	const list = old.get(JSON.stringify(path));
	if (!list || isAlias(list.node)) return [];
	const children = [...old.values()].filter(each => each.path.length === path.length + 1 && startsWith(each.path, path));
	if (Array.isArray(value) && isSeq(list.node)) return value.length < children.length ? children.map(each => linesOf(text, each)) : [];
	if (isMapping(value) && isMap(list.node)) {
		const gone = children.filter(each => !Object.hasOwn(value, each.path.at(-1)!)).map(each => linesOf(text, each));
		const inside = children.filter(each => typeof value[each.path.at(-1)!] === 'string').flatMap(each => insideOf(text, each));
		return [...gone, ...inside];
	}
	return insideOf(text, list);
}

/** A value with lines of its own. */
function insideOf(text: string, {node, to}: Own): Ranges {
	const from = node.range![0];
	return isMap(node) || isSeq(node) || /^[|>]/.test(text.slice(from)) ? [[from, lineEndAt(text, to)]] : [];
}

/** The lines of an entry, from its dash or question mark on, with the comments directly above. */
function linesOf(text: string, {path, from, to}: Own): readonly [number, number] {
	const above = text.slice(0, text.lastIndexOf('\n', from - 1) + 1);
	const lines = above.split('\n').slice(0, -1);
	const isUnderDash = typeof path.at(-1) === 'number' && !text.slice(above.length, from).includes('-');
	let first = isUnderDash ? lines.findLastIndex(line => /^ *-/.test(line)) : lines.length;
	while (/^ *(?:\?.*|#.*)$/.test(lines[first - 1] ?? '')) first--;
	return [lines.slice(0, first).join('\n').length, lineEndAt(text, Math.max(from, to - 1))];
}

function lineEndAt(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end < 0 ? text.length : end;
}

/** Every scalar elsewhere is written as it was, every alias is one still, or has got the anchor. */
function lostWords(before: string, after: string, old: ReadonlyMap<string, Own>, now: ReadonlyMap<string, Own>, {path, value}: Edit): readonly string[] {
	const lost: string[] = [];
	for (const [name, {path: at, node}] of old) {
		if (isMap(node) || isSeq(node) || startsWith(at, path) || startsWith(path, at)) continue;
		const merged = at.indexOf('<<');
		if (merged >= 0 && startsWith(path, at.slice(0, merged))) continue;
		const there = now.get(name)?.node;
		const source = before.slice(node.range![0], node.range![1]).trimEnd();
		if (isOpenAtEnd(before, node)) continue;
		const isSame = there && after.slice(there.range![0], there.range![1]).trimEnd() === source;
		const hasAnchor = isAlias(node) && there && 'anchor' in there && there.anchor === node.source;
		if (!isSame && !hasAnchor) lost.push(`at ${name}: ${source}`);
	}
	const wordsIn = (text: string, nodes: ReadonlyMap<string, Own>) =>
		[...nodes.values()]
			.filter(each => startsWith(each.path, path) && 'value' in each.node && !('anchor' in each.node && each.node.anchor))
			.map(({node}) => ({source: text.slice(node.range![0], node.range![1]).trimEnd(), value: (node as Node & {value: unknown}).value}));
	const [words, left] = [wordsIn(before, old), wordsIn(after, now)];
	if (value === undefined || typeof value === 'string') return lost;
	for (const word of words) {
		if (word.source.includes('\n')) continue;
		const count = (list: typeof words) => list.filter(each => each.value === word.value).length;
		const same = (list: typeof words) => list.filter(each => each.source === word.source).length;
		if (count(left) >= count(words) && same(left) < same(words)) lost.push(`in the change: ${word.source}`);
	}
	return lost;
}

/** A text under `|` that ended with the file: it gets `|-`, for it must not gain a line end. */
function isOpenAtEnd(text: string, {range}: Node): boolean {
	return /^[|>]/.test(text.slice(range![0])) && range![1] === text.length && !text.endsWith('\n');
}

/** Anchors stay where they are, or come to an alias when what they named changes. */
function lostAnchors(old: ReadonlyMap<string, Own>, now: ReadonlyMap<string, Own>, {path}: Edit): readonly string[] {
	const anchorOf = (node: Node | undefined) => (node && 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined);
	const left = new Set([...now.values()].map(({node}) => anchorOf(node)));
	return [...old].flatMap(([name, {path: at, node}]) => {
		const anchor = anchorOf(node);
		if (anchor === undefined) return [];
		const isUsed = [...old.values()].some(
			each => isAlias(each.node) && each.node.source === anchor && !startsWith(each.path, path) && !startsWith(path, each.path) && !each.path.includes('<<'),
		);
		if (isUsed) return left.has(anchor) ? [] : [`lost: &${anchor}`];
		const stays = !startsWith(at, path) && !startsWith(path, at) && !at.includes('<<');
		return stays && anchorOf(now.get(name)?.node) !== anchor && !left.has(anchor) ? [`gone: &${anchor}`] : [];
	});
}

const buildKeys = ['image', 'build_steps', 'env_vars'];
const ofRuns = ['declarations', 'params', 'run'];

function withKind({build, ...values}: {readonly [key: string]: Value}, kind: string): Value {
	const isFlat = values.kind === 'build' && build === undefined;
	if (kind === values.kind) return {...values, ...(build === undefined ? {} : {build})};
	const others = Object.entries(values).filter(([key]) => kind !== 'build' || !ofRuns.includes(key));
	if (kind === 'build') return {...(isMapping(build) ? build : {}), ...Object.fromEntries(others), kind};
	const inside = isFlat ? others.filter(([key]) => buildKeys.includes(key)) : [];
	const outside = isFlat ? others.filter(([key]) => !buildKeys.includes(key)) : others;
	return {
		...Object.fromEntries(outside),
		kind,
		...(inside.length > 0 ? {build: Object.fromEntries(inside)} : build === undefined || (build === null && values.kind === 'build') ? {} : {build}),
	};
}

function lossOfKind(before: string, after: string, {kind: oldKind, build}: {readonly [key: string]: Value}, kind: string): readonly string[] {
	const [old, now] = [ownNodes(before), ownNodes(after)];
	const hasBuild = isMapping(build) && Object.keys(build).length > 0;
	const isLeft = ([key]: Path) =>
		oldKind !== kind &&
		((kind === 'build' && (ofRuns.includes(String(key)) || (key === 'build' && !hasBuild))) || (oldKind === 'build' && key === 'build' && build === null));
	const isMoved = ([key]: Path) =>
		oldKind !== kind && (kind === 'build' ? key === 'build' : oldKind === 'build' && build === undefined && buildKeys.includes(String(key)));
	const free = [...old.values()].filter(({path}) => path.length === 1 && isLeft(path)).map(each => linesOf(before, each));
	const there = commentsOf(after).map(({text}) => text);
	// In brackets a comment stands beside two keys
	const root = old.get('[]')?.node;
	const isFlow = isMap(root) && root.flow === true;
	const lost = commentsOf(before).filter(
		({text, at}) => !isFlow && !isBesideMerge(before, at) && !there.includes(text) && !free.some(([from, to]) => at >= from && at < to),
	);
	const words = [...old.values()].filter(({path, node}) => path[0] !== 'kind' && !isLeft(path) && !path.includes('<<') && 'value' in node && !isAlias(node));
	return [
		...lost.map(({text}) => `lost: ${text}`),
		...words.flatMap(({path, node}) => {
			const at = isMoved(path) ? (kind === 'build' ? path.slice(1) : ['build', ...path]) : path;
			const there = now.get(JSON.stringify(at))?.node;
			const written = (text: string, range = [0, 0]) =>
				text
					.slice(...(range as [number, number]))
					.replaceAll(/\s+/g, ' ')
					.trim();
			const source = written(before, node.range?.slice(0, 2));
			if (isOpenAtEnd(before, node)) return [];
			return there && written(after, there.range?.slice(0, 2)) === source ? [] : [`at ${JSON.stringify(path)}: ${source}`];
		}),
	];
}
