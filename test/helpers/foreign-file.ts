import type {Random} from './random.ts';

/** What a value is; an alias can stand only where a value of its sort may. */
type Sort = 'text' | 'amount' | 'texts' | 'pair' | 'pairs' | 'amounts' | 'resources' | 'environment' | 'build' | 'declarations' | 'run' | 'unknown' | 'top';

type Writer = {readonly random: Random; readonly anchors: Map<Sort, string[]>; count: number; readonly hasAliases: boolean};

const texts = ['a', 'a:1', 'b c', 'yes', '0123', 'x/y:2', "it's", 'say "x"', 'p -q={{ lr }}', '1.0', 'é', '# no', '- no', '[no', 'k: v', 'null', '*.csv', ''];

/**
 * A polyaxonfile as some other person or program wrote it: comments everywhere (each another one), all quotes, lists and mappings in both styles, odd
 * indentation, anchors, aliases, merges, keys in quotes or after `?`, keys that nobody knows, a build under `build` in kind build.
 */
export function foreignFile(random: Random): string {
	const writer: Writer = {random, anchors: new Map(), count: 0, hasAliases: random.below(3) > 0};
	const kind = random.pick(['experiment', 'job', 'build']);
	const start = random.pick(['', '', '\n', '# top\n', '# top\n\n', '---\n', '%YAML 1.1\n--- # start\n']);
	const isFlow = random.below(12) === 0;
	const body = isFlow ? `${inBrackets(writer, 'top', kind)}\n` : `${blockPairs(writer, entriesOf(writer, 'top', kind), 0).join('\n')}\n`;
	const end = random.pick(['', '', '# end\n', '\n\n', '...\n']);
	const text = `${start}${body}${end}`;
	return random.below(8) === 0 && !isFlow && end === '' ? text.trimEnd() : text;
}

/** Keys and the sorts of their values, in any order. */
function entriesOf(writer: Writer, sort: Sort, kind = ''): ReadonlyArray<readonly [string, Sort | {readonly plain: string}]> {
	const {random} = writer;
	const all: Partial<Record<Sort, ReadonlyArray<readonly [string, Sort]>>> = {
		amounts: [
			['requests', 'amount'],
			['limits', 'amount'],
		],
		resources: [
			['cpu', 'amounts'],
			['memory', 'amounts'],
			['gpu', 'amounts'],
		],
		environment: [
			['resources', 'resources'],
			['secret_refs', 'texts'],
			[random.pick(['configmap_refs', 'config_map_refs']), 'texts'],
			['node_selector', 'unknown'],
		],
		build: [
			['image', 'text'],
			['build_steps', 'texts'],
			['env_vars', 'pairs'],
			['strange', 'unknown'],
		],
		declarations: [
			['lr', 'text'],
			['size', 'amount'],
			['layers', 'texts'],
			['more', 'unknown'],
		],
		run: [
			['cmd', random.pick(['text', 'texts'] as const)],
			['other', 'text'],
		],
		unknown: [
			['k1', 'text'],
			['k2', 'texts'],
			['k3', 'amount'],
		],
		top: [
			['name', 'text'],
			['description', 'text'],
			['tags', 'texts'],
			['logging', 'unknown'],
			['environment', 'environment'],
			...(kind === 'build' && random.below(2) === 0
				? ([
						['image', 'text'],
						['build_steps', 'texts'],
						['env_vars', 'pairs'],
					] as const)
				: ([['build', 'build']] as const)),
			...(kind === 'build'
				? []
				: ([
						[random.pick(['declarations', 'params']), 'declarations'],
						['run', 'run'],
					] as const)),
			['unknown', 'unknown'],
			['stock', random.pick(['texts', 'resources', 'environment', 'build', 'pairs'] as const)],
		],
	};
	const chosen = shuffled(
		random,
		(all[sort] ?? []).filter(() => random.below(4) > 0),
	);
	const entries = chosen.length === 0 && sort !== 'top' ? [all[sort]![0]!] : chosen;
	const head = [['version', {plain: '1'}] as const, ['kind', {plain: random.pick([kind, `"${kind}"`])}] as const];
	return sort === 'top' ? (random.below(3) === 0 ? shuffled(random, [...head, ...entries]) : [...head, ...entries]) : entries;
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
	return list
		.map(item => ({item, at: random.below(1e6)}))
		.sort((a, b) => a.at - b.at)
		.map(({item}) => item);
}

const comment = (writer: Writer) => `# c${writer.count++}`;
const beside = (writer: Writer) => (writer.random.below(4) === 0 ? `${writer.random.pick([' ', '   '])}${comment(writer)}` : '');
const above = (writer: Writer, blanks: string) =>
	writer.random.below(30) === 0
		? [`${' '.repeat(writer.random.below(6))}${comment(writer)}`]
		: writer.random.below(4) === 0
			? [...(writer.random.below(3) === 0 ? [''] : []), `${blanks}${comment(writer)}`]
			: writer.random.below(8) === 0
				? ['']
				: [];

/** An alias of a value of this sort, where there is one. */
function aliasOf({random, anchors, hasAliases}: Writer, sort: Sort): string | undefined {
	const names = anchors.get(sort) ?? [];
	return hasAliases && names.length > 0 && random.below(3) === 0 ? `*${random.pick(names)}` : undefined;
}

/** An anchor for a new value; it counts from when the value is over. */
function anchorFor(writer: Writer): string | undefined {
	return writer.hasAliases && writer.random.below(3) === 0 ? `a${writer.count++}` : undefined;
}

function remember({anchors}: Writer, sort: Sort, name: string | undefined): void {
	if (name !== undefined) anchors.set(sort, [...(anchors.get(sort) ?? []), name]);
}

const mappings: ReadonlySet<Sort> = new Set(['amounts', 'resources', 'environment', 'build', 'declarations', 'run', 'unknown']);
const lists: ReadonlySet<Sort> = new Set(['texts', 'pairs', 'pair']);

function keyOf(writer: Writer, key: string, place: 'block' | 'flow'): string {
	const {random} = writer;
	const style = random.below(10);
	if (style === 0) return `"${key}"`;
	if (style === 1) return `'${key}'`;
	if (style === 3 && writer.hasAliases && random.below(4) === 0) return `&a${writer.count++} ${key}`;
	return style === 2 && place === 'block' ? `${key} ` : key;
}

/** The lines of pairs at a column. */
function blockPairs(writer: Writer, entries: ReturnType<typeof entriesOf>, column: number): readonly string[] {
	const blanks = ' '.repeat(column);
	const merge = writer.random.below(5) === 0 ? mergeOf(writer, entries) : undefined;
	const lines = entries.flatMap(([key, sort], index) => {
		const isExplicit = writer.random.below(25) === 0 && typeof sort === 'string';
		const head = isExplicit ? [`${blanks}? ${key}`, `${blanks}:`] : [`${blanks}${keyOf(writer, key, 'block')}:`];
		const value = typeof sort === 'string' ? valueLines(writer, sort, column, head.at(-1)!) : [`${head.at(-1)} ${sort.plain}${beside(writer)}`];
		return [...(index === 0 && column === 0 ? [] : above(writer, blanks)), ...head.slice(0, -1), ...value];
	});
	return merge === undefined
		? lines
		: writer.random.below(2) === 0
			? [`${blanks}<<: ${merge}${beside(writer)}`, ...lines]
			: [...lines, `${blanks}<<: ${merge}`];
}

/** What a mapping of this kind may merge. */
function mergeOf(writer: Writer, entries: ReturnType<typeof entriesOf>): string | undefined {
	const keys = entries.map(([key]) => key);
	const sort =
		keys.includes('cpu') || keys.includes('memory') ? 'resources' : keys.includes('image') ? 'build' : keys.includes('secret_refs') ? 'environment' : 'unknown';
	const names = writer.hasAliases ? (writer.anchors.get(sort) ?? []) : [];
	if (names.length === 0) return undefined;
	return writer.random.below(4) === 0 && names.length > 1 ? `[*${names[0]}, *${names[1]}]` : `*${writer.random.pick(names)}`;
}

/** `head` with a value after it, and the lines under it. */
function valueLines(writer: Writer, sort: Sort, column: number, head: string): readonly string[] {
	const {random} = writer;
	const alias = aliasOf(writer, sort);
	if (alias !== undefined) return [`${head} ${alias}${beside(writer)}`];
	if (mappings.has(sort) && random.below(15) === 0) return [`${head}${random.pick(['', ' {}', ' ~', ` &a${writer.count++}`])}${beside(writer)}`];
	const anchor = anchorFor(writer);
	const named = anchor === undefined ? head : `${head} &${anchor}`;
	const step = random.pick([1, 2, 2, 3, 4]);
	const lines =
		random.below(3) === 0 || (!mappings.has(sort) && !lists.has(sort))
			? oneLine(writer, sort, column, named)
			: mappings.has(sort)
				? [`${named}${beside(writer)}`, ...blockPairs(writer, entriesOf(writer, sort), column + step)]
				: [`${named}${beside(writer)}`, ...blockItems(writer, sort, column + random.pick([/^ *-/.test(head) ? step : 0, step]))];
	remember(writer, sort, anchor);
	return lines;
}

function oneLine(writer: Writer, sort: Sort, column: number, head: string): readonly string[] {
	const {random} = writer;
	if (sort === 'text' && random.below(5) === 0) {
		const further = random.pick([1, 2, 4]);
		const blanks = ' '.repeat(column + further);
		const kind = random.below(5);
		if (kind === 4) return [`${head} !!str${beside(writer)}`];
		if (kind === 0)
			return [
				`${head} ${random.pick(['|', '|-', '>', '>-', '|+', `|${further}`, `|+${further}`, `>${further}+`])}${beside(writer)}`,
				`${blanks}one`,
				`${blanks}two # no`,
				...(random.below(2) === 0 ? [''] : []),
			];
		if (kind === 1) return [`${head} one`, `${blanks}two${beside(writer)}`];
		if (kind === 2) return [`${head} "one`, '', `${blanks}two"${beside(writer)}`];
		return [`${head}${beside(writer)}`, `${blanks}'one'${beside(writer)}`];
	}
	const value = mappings.has(sort) || lists.has(sort) ? inBrackets(writer, sort) : scalar(writer, sort, 'block');
	return [`${head} ${value}${beside(writer)}`];
}

function blockItems(writer: Writer, of: Sort, column: number): readonly string[] {
	const blanks = ' '.repeat(column);
	const {random} = writer;
	const sort = of === 'pairs' ? 'pair' : 'text';
	return Array.from({length: of === 'pair' ? 2 : 1 + random.below(4)}).flatMap(() => {
		const dash = `${blanks}-${random.pick(['', '', '  '])}`;
		const isNested = sort === 'pair' && random.below(3) === 0;
		const lines = isNested ? [`${dash} - ${scalar(writer, 'text', 'block')}${beside(writer)}`] : valueLines(writer, sort, column, dash);
		const second = isNested ? [`${' '.repeat(dash.length + 1)}- ${scalar(writer, 'text', 'block')}${beside(writer)}`] : [];
		return [...above(writer, blanks), ...lines, ...second];
	});
}

/** A value in brackets, on one line or several. */
function inBrackets(writer: Writer, sort: Sort, kind = ''): string {
	const {random} = writer;
	const isMapping = mappings.has(sort) || sort === 'top';
	const cells = isMapping
		? entriesOf(writer, sort, kind).map(
				([key, inner]) => `${keyOf(writer, key, 'flow')}: ${typeof inner === 'string' ? flowValue(writer, inner) : inner.plain}`,
			)
		: sort === 'pair'
			? [flowValue(writer, 'text'), flowValue(writer, 'text')]
			: Array.from({length: random.below(4)}, () => flowValue(writer, sort === 'pairs' ? 'pair' : 'text'));
	const [open, close] = isMapping ? ['{', '}'] : ['[', ']'];
	if (random.below(4) > 0 || cells.length === 0)
		return `${open}${random.pick(['', ' '])}${cells.join(random.pick([', ', ',  ', ' , ']))}${random.pick(['', ' '])}${close}`;
	const ends = cells.map((_, index) => (index < cells.length - 1 || random.below(2) === 0 ? ',' : ''));
	const lines = cells.map((cell, index) => `${random.below(6) === 0 ? `          ${comment(writer)}\n` : ''}        ${cell}${ends[index]}${beside(writer)}`);
	return `${open}${beside(writer)}\n${lines.join('\n')}\n      ${close}`;
}

function flowValue(writer: Writer, sort: Sort): string {
	const alias = aliasOf(writer, sort);
	if (alias !== undefined) return `${alias} `;
	const anchor = anchorFor(writer);
	const value = mappings.has(sort) || lists.has(sort) ? inBrackets(writer, sort) : scalar(writer, sort, 'flow');
	remember(writer, sort, anchor);
	return anchor === undefined ? value : `&${anchor} ${value}`;
}

function scalar({random}: Writer, sort: Sort, place: 'block' | 'flow'): string {
	if (sort === 'amount') return random.pick(['1', '0.5', '2.0', '512', '1_000', '!!int "3"', 'yes', 'null']);
	const text = random.pick(texts);
	const isPlain =
		text !== 'yes' && text !== 'null' && /^[a-zé](?:[\w /:.-]*\w)?$/.test(text) && !text.includes(': ') && (place === 'block' || !text.includes(':'));
	const style = random.below(3);
	if (isPlain && style === 0) return text;
	if (style === 1) return JSON.stringify(text);
	return random.below(10) === 0 ? `!!str '${text.replaceAll("'", "''")}'` : `'${text.replaceAll("'", "''")}'`;
}
