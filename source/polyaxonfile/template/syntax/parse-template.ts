import {nearest} from '../../names.ts';
import {TemplateError} from '../python/values.ts';
import type {BlockNode, Expression, Node} from './ast.ts';
import {type Cursor, expectEnd, skip} from './cursor.ts';
import type {Token} from './cut-token.ts';
import {cutTemplate, type Piece} from './lexer.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';
import {parseStatement} from './parse-statement.ts';
import {namesInTokens} from './token-names.ts';

/** A template as nodes, and all that is wrong with it: what is right around an error is parsed as well. */
export type Parsed = {readonly nodes: readonly Node[]; readonly blocks: ReadonlyMap<string, BlockNode>; readonly errors: readonly TemplateError[]};

/** Where the parser stands in a template. */
export type Reader = {
	readonly pieces: readonly Piece[];
	at: number;
	/** For every block that is open, the words that end it. */
	readonly open: Array<readonly string[]>;
	/** Statements that there are not: nothing is said of what ends them. */
	readonly unknown: Set<string>;
	/** How many loops are open. */
	loops: number;
	readonly blocks: Map<string, BlockNode>;
	/** The names of blocks, also of those that are open. */
	readonly blockNames: Set<string>;
	readonly errors: TemplateError[];
};

/** Blocks nested deeper than this are no command line, and the limit keeps the parser's own stack. */
const deepest = 50;

/** Parses a template into nodes. */
export function parseTemplate(template: string): Parsed {
	const {pieces, errors} = cutTemplate(template);
	const reader: Reader = {pieces, at: 0, open: [], unknown: new Set(), loops: 0, blocks: new Map(), blockNames: new Set(), errors: [...errors]};
	try {
		const {nodes} = parseNodes(reader, []);
		return {nodes, blocks: reader.blocks, errors: reader.errors};
	} catch (error) {
		if (error instanceof TemplateError) return {nodes: [], blocks: new Map(), errors: [...reader.errors, error]};
		throw error;
	}
}

/** The statement that ended a block; its cursor stands after the word. */
export type End = {readonly word: string; readonly cursor: Cursor};

/** The nodes up to a statement that is one of these words, which is stepped over. Where there is none, the block ends before one that ends an outer block. */
export function parseNodes(reader: Reader, until: readonly string[]): {readonly nodes: readonly Node[]; readonly end?: End; readonly stray?: End} {
	reader.open.push(until);
	try {
		const nodes: Node[] = [];
		for (let piece = reader.pieces[reader.at]; piece; piece = reader.pieces[reader.at]) {
			reader.at += 1;
			if (piece.type === 'text') {
				nodes.push({type: 'text', text: piece.text});
				continue;
			}
			if (piece.error) reader.errors.push(piece.error);
			const cursor = {tokens: piece.tokens, start: piece.start, end: piece.end, at: 0, depth: 0};
			if (piece.type === 'print') {
				nodes.push({type: 'print', value: parsePrint(reader, cursor, piece)});
				continue;
			}
			skipPlus(reader, cursor);
			const end = endOf(reader, cursor, until);
			if (end && until.includes(end.word)) return {nodes, end};
			if (end && reader.open.some(words => words.includes(end.word))) {
				reader.at -= 1;
				return {nodes, stray: end};
			}
			if (end) reader.errors.push(endsNothing(end));
			else nodes.push(...parseStatement(reader, cursor, piece));
		}
		return {nodes};
	} finally {
		reader.open.pop();
	}
}

/** `{%+` is for settings of Jinja2 that the platform has not. */
function skipPlus(reader: Reader, cursor: {tokens: readonly Token[]; readonly start: number; readonly end: number}): void {
	const [plus, ...tokens] = cursor.tokens;
	if (plus?.text !== '+' || plus.start !== cursor.start + 2) return;
	reader.errors.push(new TemplateError('"{%+" does not start a statement here.', cursor.start, plus.end, 'Write "{%" or "{%-".'));
	cursor.tokens = tokens;
}

function parsePrint(reader: Reader, cursor: Cursor, piece: Piece): Expression {
	return (
		attempt(reader, piece, () => {
			const value = parseTuple(cursor, parseExpression);
			expectEnd(cursor);
			return value;
		}) ?? brokenAt(cursor)
	);
}

/** What `parse` gives, or undefined where something is wrong, which is kept. */
export function attempt<T>(reader: Reader, piece: Piece, parse: () => T): T | undefined {
	if (piece.type !== 'text' && piece.error) return undefined;
	try {
		return parse();
	} catch (error) {
		if (!(error instanceof TemplateError) || error.reach === 'final') throw error;
		reader.errors.push(error);
		return undefined;
	}
}

/** Stands for an expression that is wrong. */
export function brokenAt({tokens, start, end}: Cursor, own: readonly string[] = []): Expression {
	const names = namesInTokens(tokens).filter(({name}) => !own.includes(name));
	return {type: 'broken', names, start, end};
}

const ends = new Set(['elif', 'else', 'endif', 'endfor', 'endset', 'endfilter', 'endwith', 'endmacro', 'endcall', 'endblock', 'endautoescape']);

/** The word of a statement that ends a block or a part of one, also when it is written as `end if` or `elseif`. */
function endOf(reader: Reader, cursor: Cursor, until: readonly string[]): End | undefined {
	const [first, second] = cursor.tokens;
	if (first?.type !== 'name') return undefined;
	if (ends.has(first.text)) {
		cursor.at = 1;
		return {word: first.text, cursor};
	}
	const meant = meantEnd(first, second, until);
	if (meant === undefined) return undefined;
	const isSplit = first.text === 'end' && second?.type === 'name';
	const end = isSplit ? second.end : first.end;
	const word = isSplit ? `end ${second.text}` : first.text;
	const hint = meant === 'elif' ? 'Write {% elif … %}.' : `Write {% ${meant} %}.`;
	reader.errors.push(new TemplateError(`There is no statement "${word}".`, first.start, end, hint));
	cursor.at = isSplit ? 2 : 1;
	return {word: meant, cursor};
}

/** What ends a block in a shell. */
const shellEnds: Readonly<Record<string, string>> = {fi: 'endif', done: 'endfor'};

function meantEnd(first: Token, second: Token | undefined, until: readonly string[]): string | undefined {
	const joined = first.text === 'end' && second?.type === 'name' ? `end${second.text}` : first.text;
	if (until.includes('elif') && ['elseif', 'elsif', 'elsei'].includes(joined)) return 'elif';
	if (joined !== first.text && until.includes(joined)) return joined;
	const end = shellEnds[first.text];
	if (end !== undefined && until.includes(end)) return end;
	if (/^end/.test(first.text)) return nearest(first.text, until) ?? (first.text === 'end' ? until.find(word => word.startsWith('end')) : undefined);
	return undefined;
}

function endsNothing({word, cursor}: End): TemplateError {
	return new TemplateError(`"${word}" ends nothing here.`, cursor.start, cursor.end, 'Delete it, or start the block before it.');
}

/** A block may have a colon at its end, as in Python. */
export function expectBlockEnd(cursor: Cursor): void {
	skip(cursor, ':');
	expectEnd(cursor);
}

/** The nodes up to the end of a block of this word. */
export function parseBody(reader: Reader, cursor: Cursor, word: string): readonly Node[] {
	const {nodes, end, stray} = parseNodes(reader, [`end${word}`]);
	if (!end) reader.errors.push(unfinished(word, cursor, stray));
	else if (word !== 'block') attempt(reader, {type: 'text', text: ''}, () => expectEnd(end.cursor));
	else attempt(reader, {type: 'text', text: ''}, () => expectBlockName(end.cursor, cursor));
	return nodes;
}

/** `{% endblock name %}` may say which one. */
function expectBlockName(end: Cursor, start: Cursor): void {
	skip(end, start.tokens[1]?.text ?? '');
	expectEnd(end);
}

/** The error of a block without its end. */
export function unfinished(word: string, cursor: Cursor, stray: End | undefined): TemplateError {
	const hint = `Write {% end${word} %} ${stray ? 'before' : 'after'} it.`;
	return stray
		? new TemplateError(`"${stray.word}" stands inside a block of "${word}".`, stray.cursor.start, stray.cursor.end, hint)
		: new TemplateError(`The block of "${word}" is not ended.`, cursor.start, cursor.end, hint);
}

/** Throws where no more blocks may be opened: nothing after it can be told apart. */
export function checkDepth(reader: Reader, cursor: Cursor): void {
	if (reader.open.length <= deepest) return;
	const error = new TemplateError(`Blocks are nested more than ${deepest} levels deep.`, cursor.start, cursor.end, 'Put what they do into a script.');
	error.reach = 'final';
	throw error;
}
