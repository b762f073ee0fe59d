import type {Node} from 'yaml';
import {commentsWithin} from './chunks.ts';
import type {Edit} from './edits.ts';
import {inlineSource, inlineSourceLike, linesOf, type Piece, textLines} from './piece.ts';
import {
	colonAfter,
	endOf,
	indentAt,
	isBlockCollection,
	isBlockScalar,
	isUnwritten,
	lineEnd,
	type Source,
	stepOf,
	tokensBetween,
	type YamlPair,
} from './source.ts';
import type {Token} from './tokens.ts';

/** Where a value stands. */
export type Place = {
	readonly node: Node | null;
	/** The end of the colon, the dash, or the comma before it. */
	readonly from: number;
	/** The column of the key or the dash. */
	readonly indent: number;
	readonly isIn: 'map' | 'list' | 'brackets';
};

/** Another value for a pair; what is written beside the old one stays. */
export function replaceValue(source: Source, {key, value}: YamlPair, piece: Piece, isFlow: boolean): readonly Edit[] {
	const [start = 0, end = 0] = key.range ?? [];
	const colon = colonAfter(source, key);
	if (colon === undefined) return [{from: end, to: end, text: `: ${inlineSource(piece, source.flow)}`}];
	return replaceAt(source, {node: value, from: colon, indent: indentAt(source.text, start), isIn: isFlow ? 'brackets' : 'map'}, piece);
}

/** Another value at a place, in the quotes of the old one where it can be. A tag goes, for it says what the old value was; anchors and comments stay. */
export function replaceAt(source: Source, place: Place, piece: Piece): readonly Edit[] {
	const {node, from, isIn} = place;
	const isEmpty = isUnwritten(node);
	const start = isEmpty ? (node && 'anchor' in node && node.anchor ? (node.range?.[0] ?? from) : from) : (node?.range?.[0] ?? from);
	const gap = tokensBetween(source, from, isEmpty ? Math.max(start, node?.range?.[0] ?? from) : start);
	const own = isIn === 'brackets' ? undefined : isIn === 'list' ? textLines(piece, place.indent + 2) : linesOf(piece, place.indent, stepOf(source));
	const isUnder = isBlockCollection(node) || isBlockScalar(node);
	if (!own && !isUnder) {
		const inline = inlineSourceLike(piece, node, isIn === 'brackets' ? source.flow : 'block');
		const tags = gap.filter(({kind}) => kind === 'tag').map(({start: at, end}) => ({from: at, to: source.text[end] === ' ' ? end + 1 : end, text: ''}));
		return [...tags, {from: start, to: isEmpty ? start : endOf(source, node!), text: isEmpty ? ` ${inline}` : inline}];
	}
	return [rewrite(source, place, piece, gap, isEmpty ? start : endOf(source, node!), own)];
}

/** One of the two has lines of its own: what stood on the line of the key (an anchor, a comment) stays there, other comments come under it. */
function rewrite({text}: Source, {node, from, indent}: Place, piece: Piece, gap: readonly Token[], end: number, own: ReturnType<typeof linesOf>): Edit {
	const isUnder = isBlockCollection(node) || isBlockScalar(node);
	const lineAfter = lineEnd(text, end);
	const written = (kind: Token['kind']) => gap.filter(token => token.kind === kind).map(token => text.slice(token.start, token.end));
	const inHeader = isBlockScalar(node) ? (/^[|>][^\n#]*(#.*)/.exec(text.slice(node?.range?.[0], end))?.slice(1) ?? []) : [];
	const tail = isUnder ? [] : (/^[ \t]+(#.*)$/.exec(text.slice(end, lineAfter))?.slice(1) ?? []);
	const comments = [...written('comment'), ...inHeader, ...tail];
	const first = gap.find(({kind}) => kind === 'comment');
	const isFirstBeside = first === undefined || !text.slice(from, first.start).includes('\n');
	const [beside, under] = isFirstBeside ? [comments.slice(0, 1), comments.slice(1)] : [[], comments];
	// Under an indicator a comment would be text
	const isSafe = under.length === 0 && commentsWithin(text.slice(lineAfter + 1), indent) === '';
	const lines = own && (own.head === '' || isSafe) ? own : undefined;
	const head = lines ? lines.head : ` ${inlineSource(piece, 'block')}`;
	const blanks = ' '.repeat(indent + 2);
	const body = [...under.map(comment => blanks + comment), ...(lines ? [lines.lines] : [])];
	return {
		from,
		to: isUnder || tail.length > 0 ? lineAfter : end,
		text: [[...written('anchor').map(anchor => ` ${anchor}`), head, ...beside.map(comment => ` ${comment}`)].join(''), ...body].join('\n'),
	};
}
