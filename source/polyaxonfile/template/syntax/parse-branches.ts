import {TemplateError} from '../python/values.ts';
import type {Expression, Node} from './ast.ts';
import {type Cursor, expect, expectEnd, peek, skip} from './cursor.ts';
import type {Piece} from './lexer.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';
import {parseTarget} from './parse-target.ts';
import {attempt, brokenAt, type End, parseBody, parseNodes, type Reader, unfinished} from './parse-template.ts';
import {brokenNode, ended} from './statement.ts';

/** `if`, with its `elif` and `else`. */
export function parseIf(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const branches: Array<{test: Expression; body: readonly Node[]}> = [];
	let otherwise: readonly Node[] = [];
	let test = attempt(reader, piece, () => parseCondition(cursor)) ?? brokenAt({...cursor, tokens: cursor.tokens.slice(1)});
	for (;;) {
		const {nodes, end, stray} = parseNodes(reader, ['elif', 'else', 'endif']);
		branches.push({test, body: nodes});
		const elif = end && elifOf(reader, end);
		if (elif) {
			test = attempt(reader, {type: 'text', text: ''}, () => parseCondition(elif)) ?? brokenAt({...elif, tokens: elif.tokens.slice(1)});
			continue;
		}
		if (end?.word === 'else') {
			checkElse(reader, end.cursor);
			otherwise = parseBody(reader, cursor, 'if');
		} else if (end) attempt(reader, {type: 'text', text: ''}, () => expectEnd(end.cursor));
		else reader.errors.push(unfinished('if', cursor, stray));
		return [{type: 'if', branches, otherwise}];
	}
}

/** Where the condition of an `elif` stands, also of one that is written as `else if`. */
function elifOf(reader: Reader, {word, cursor}: End): Cursor | undefined {
	if (word === 'elif') return cursor;
	const [first, second] = cursor.tokens;
	if (word !== 'else' || second?.type !== 'name' || second.text !== 'if' || !first) return undefined;
	reader.errors.push(new TemplateError('"else if" is no statement.', first.start, second.end, 'Write {% elif … %}.'));
	cursor.at = 2;
	return cursor;
}

function checkElse(reader: Reader, cursor: Cursor): void {
	skip(cursor, ':');
	const token = peek(cursor);
	if (token)
		reader.errors.push(
			new TemplateError('"else" has no condition.', token.start, cursor.tokens.at(-1)?.end ?? token.end, 'Write {% elif … %} for one, or {% else %}.'),
		);
}

function parseCondition(cursor: Cursor): Expression {
	return ended(
		cursor,
		parseTuple(cursor, inner => parseExpression(inner, false)),
	);
}

/** `for`, with its `else`. */
export function parseFor(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const head = attempt(reader, piece, () => parseForHead(cursor));
	reader.loops += 1;
	const {nodes: body, end, stray} = parseNodes(reader, ['else', 'endfor']);
	reader.loops -= 1;
	if (!end) reader.errors.push(unfinished('for', cursor, stray));
	if (end?.word === 'endfor') attempt(reader, {type: 'text', text: ''}, () => expectEnd(end.cursor));
	if (end?.word === 'else') checkElse(reader, end.cursor);
	const otherwise = end?.word === 'else' ? parseBody(reader, cursor, 'for') : [];
	return [head ? {type: 'for', ...head, body, otherwise} : brokenNode(cursor, [...body, ...otherwise])];
}

function parseForHead(cursor: Cursor): {target: Expression; of: Expression; test?: Expression; isRecursive: boolean} {
	const target = parseTarget(cursor, true);
	expect(cursor, 'in');
	const of = parseTuple(cursor, inner => parseExpression(inner, false));
	const test = skip(cursor, 'if') ? parseExpression(cursor) : undefined;
	const isRecursive = skip(cursor, 'recursive');
	return ended(cursor, {target, of, test, isRecursive});
}
