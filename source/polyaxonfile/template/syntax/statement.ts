import type {Expression, Node} from './ast.ts';
import {type Cursor, skip} from './cursor.ts';
import type {Piece} from './lexer.ts';
import {parseFilter} from './parse-call.ts';
import {brokenAt, expectBlockEnd, type Reader} from './parse-template.ts';
import {ownNames} from './token-names.ts';

/** Parses one kind of statement, whose name has been read, and its body. */
export type Statement = (reader: Reader, cursor: Cursor, piece: Piece) => readonly Node[];

/** The name under which a filter block finds the text of its body; no template can write it. */
export const blockText = '%text';

/** Stands for a statement that is wrong: the names that it would have made are known, and its body is looked at. */
export function brokenNode(cursor: Cursor, body: readonly Node[]): Node {
	const known = ownNames(cursor.tokens);
	return {type: 'broken', expression: brokenAt({...cursor, tokens: cursor.tokens.slice(1)}, known), own: known, body};
}

/** What was read, when the statement ends after it. */
export function ended<T>(cursor: Cursor, value: T): T {
	expectBlockEnd(cursor);
	return value;
}

/** Filters, each of what the one before gives. */
export function chain(cursor: Cursor, start: Expression): Expression {
	let filter = start;
	while (skip(cursor, '|')) filter = parseFilter(cursor, filter);
	return filter;
}
