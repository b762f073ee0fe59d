import {nearest} from '../names.ts';
import type {Expression, Node} from './ast.ts';
import {type Cursor, expect, expectName, isNext, peek, skip, unexpected} from './cursor.ts';
import {cutTemplate, type Piece} from './lexer.ts';
import {parseFilter} from './parse-call.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';
import {parsePrimary} from './parse-operand.ts';
import {TemplateError} from './values.ts';

type Reader = {readonly pieces: readonly Piece[]; at: number; depth: number};

/** Parses a template into nodes. Throws a TemplateError with the place of what is wrong. */
export function parseTemplate(template: string): readonly Node[] {
	const reader: Reader = {pieces: cutTemplate(template), at: 0, depth: 0};
	const {nodes, end} = parseNodes(reader, []);
	if (!end) return nodes;
	throw new TemplateError(`"${end.word}" ends nothing here.`, end.cursor.start, end.cursor.end, 'Delete it, or start the block before it.');
}

type End = {readonly word: string; readonly cursor: Cursor};

/** The nodes up to a statement that is one of these words, which is stepped over, or to the end. */
function parseNodes(reader: Reader, until: readonly string[]): {nodes: Node[]; end?: End} {
	const nodes: Node[] = [];
	for (let piece = reader.pieces[reader.at]; piece; piece = reader.pieces[reader.at]) {
		reader.at += 1;
		if (piece.type === 'text') {
			nodes.push({type: 'text', text: piece.text});
			continue;
		}
		const cursor: Cursor = {tokens: piece.tokens, start: piece.start, end: piece.end, at: 0, depth: 0};
		if (piece.type === 'print') {
			nodes.push({type: 'print', value: parseTuple(cursor, parseExpression, () => peek(cursor) === undefined)});
			expectEnd(cursor);
			continue;
		}
		const {text: word} = expectName(cursor, 'a statement');
		if (until.includes(word) || ends.has(word)) return {nodes, end: {word, cursor}};
		nodes.push(parseStatement(reader, word, cursor));
	}
	return {nodes};
}

const ends = new Set(['elif', 'else', 'endif', 'endfor', 'endset', 'endfilter', 'endwith']);
const statements = ['if', 'for', 'set', 'with', 'filter', 'raw'];

function parseStatement(reader: Reader, word: string, cursor: Cursor): Node {
	if (reader.depth > 50) throw new TemplateError('Blocks are nested more than 50 levels deep.', cursor.start, cursor.end);
	reader.depth += 1;
	const node = parseBlock(reader, word, cursor);
	reader.depth -= 1;
	return node;
}

function parseBlock(reader: Reader, word: string, cursor: Cursor): Node {
	if (word === 'if') return parseIf(reader, cursor);
	if (word === 'for') return parseFor(reader, cursor);
	if (word === 'set') return parseSet(reader, cursor);
	if (word === 'with') return parseWith(reader, cursor);
	if (word === 'filter') {
		const of: Expression = {type: 'name', name: blockText, start: cursor.start, end: cursor.end};
		const filter = parseFilters(
			{...cursor, tokens: [{type: 'operator', text: '|', start: cursor.start, end: cursor.start}, ...cursor.tokens.slice(cursor.at)], at: 0},
			of,
		);
		return {type: 'filter-block', filter, body: parseBody(reader, cursor, 'filter')};
	}
	const near = nearest(word, statements);
	const isPart = ['macro', 'call', 'block', 'extends', 'include', 'import', 'from'].includes(word);
	const hint = isPart ? 'Put what it does into a script file.' : near ? `Did you mean ${near}?` : `Known: ${statements.join(', ')}.`;
	throw new TemplateError(
		isPart ? `The statement "${word}" cannot be used in a polyaxonfile.` : `There is no statement "${word}".`,
		cursor.start,
		cursor.end,
		hint,
	);
}

/** The name under which a filter block finds the text of its body; no template can write it. */
export const blockText = '%text';

function parseIf(reader: Reader, cursor: Cursor): Node {
	const branches: Array<{test: Expression; body: readonly Node[]}> = [];
	let otherwise: readonly Node[] = [];
	let test = parseWhole(cursor);
	for (;;) {
		const {nodes, end} = parseNodes(reader, ['elif', 'else', 'endif']);
		branches.push({test, body: nodes});
		if (end?.word === 'elif') {
			test = parseWhole(end.cursor);
			continue;
		}
		if (end?.word === 'else') otherwise = parseBody(reader, cursor, 'if');
		else if (end?.word !== 'endif') throw unfinished('if', cursor, end);
		return {type: 'if', branches, otherwise};
	}
}

function parseFor(reader: Reader, cursor: Cursor): Node {
	const target = parseTarget(cursor, () => isNext(cursor, 'in'));
	expect(cursor, 'in');
	const of = parseTuple(
		cursor,
		inner => parseExpression(inner, false),
		() => peek(cursor) === undefined || isNext(cursor, 'if'),
	);
	const test = skip(cursor, 'if') ? parseExpression(cursor) : undefined;
	if (isNext(cursor, 'recursive'))
		throw new TemplateError('Recursive loops cannot be used in a polyaxonfile.', cursor.start, cursor.end, 'Put what it does into a script file.');
	expectEnd(cursor);
	const {nodes: body, end} = parseNodes(reader, ['else', 'endfor']);
	if (end?.word !== 'else' && end?.word !== 'endfor') throw unfinished('for', cursor, end);
	return {type: 'for', target, of, test, body, otherwise: end.word === 'else' ? parseBody(reader, cursor, 'for') : []};
}

function parseSet(reader: Reader, cursor: Cursor): Node {
	const target = isNext(cursor, '.', 1) ? parseAttributeTarget(cursor) : parseTarget(cursor, () => isNext(cursor, '='));
	if (skip(cursor, '=')) {
		const value = parseTuple(cursor, parseExpression, () => peek(cursor) === undefined);
		expectEnd(cursor);
		return {type: 'set', target, value};
	}
	if (target.type !== 'name') throw unexpected(cursor, '"="');
	const text: Expression = {type: 'name', name: blockText, start: cursor.start, end: cursor.end};
	const filter = isNext(cursor, '|') ? parseFilters(cursor, text) : undefined;
	return {type: 'set-block', name: target.name, filter, body: parseBody(reader, cursor, 'set')};
}

function parseWith(reader: Reader, cursor: Cursor): Node {
	const values: Array<readonly [Expression, Expression]> = [];
	while (peek(cursor)) {
		if (values.length > 0) expect(cursor, ',');
		const target = parsePrimary(cursor);
		if (target.type !== 'name') throw unexpected(cursor, 'a name');
		expect(cursor, '=');
		values.push([target, parseExpression(cursor)]);
	}
	return {type: 'with', values, body: parseBody(reader, cursor, 'with')};
}

function parseTarget(cursor: Cursor, isAtEnd: () => boolean): Expression {
	const target = parseTuple(cursor, parsePrimary, isAtEnd);
	if (target.type === 'name' || (target.type === 'tuple' && target.items.every(({type}) => type === 'name'))) return target;
	throw new TemplateError('Only a name can be given a value.', target.start, target.end);
}

/** `ns.name`, where `ns` is a `namespace()`. */
function parseAttributeTarget(cursor: Cursor): Expression {
	const of = parsePrimary(cursor);
	expect(cursor, '.');
	const name = expectName(cursor);
	return {type: 'attribute', of, name: name.text, start: of.start, end: name.end};
}

function parseFilters(cursor: Cursor, of: Expression): Expression {
	let filter = of;
	while (isNext(cursor, '|')) filter = parseFilter(cursor, filter);
	expectEnd(cursor);
	return filter;
}

function parseBody(reader: Reader, cursor: Cursor, word: string): readonly Node[] {
	const {nodes, end} = parseNodes(reader, [`end${word}`]);
	if (end?.word !== `end${word}`) throw unfinished(word, cursor, end);
	return nodes;
}

function parseWhole(cursor: Cursor): Expression {
	const expression = parseTuple(
		cursor,
		inner => parseExpression(inner, false),
		() => peek(cursor) === undefined,
	);
	expectEnd(cursor);
	return expression;
}

function expectEnd(cursor: Cursor): void {
	if (peek(cursor)) throw unexpected(cursor, 'the end');
}

function unfinished(word: string, cursor: Cursor, end: End | undefined): TemplateError {
	const hint = `Write {% end${word} %} after it.`;
	return end
		? new TemplateError(`"${end.word}" stands inside a block of "${word}".`, end.cursor.start, end.cursor.end, hint)
		: new TemplateError(`The block of "${word}" is not ended.`, cursor.start, cursor.end, hint);
}
