import {nearest} from '../../names.ts';
import {TemplateError} from '../python/values.ts';
import type {Expression, Node} from './ast.ts';
import {type Cursor, expect, expectEnd, isNext, peek, skip, unexpected} from './cursor.ts';
import type {Piece} from './lexer.ts';
import {parseFor, parseIf} from './parse-branches.ts';
import {parseFilter} from './parse-call.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';
import {parseBlock, parseCall, parseMacro} from './parse-macro.ts';
import {parseAttributeTarget, parseTarget} from './parse-target.ts';
import {attempt, brokenAt, checkDepth, parseBody, type Reader} from './parse-template.ts';
import {blockText, brokenNode, chain, ended, type Statement} from './statement.ts';

const statements: Readonly<Record<string, Statement>> = {
	if: parseIf,
	for: parseFor,
	set: parseSet,
	with: (reader, cursor, piece) => {
		const values = attempt(reader, piece, () => parseWith(cursor));
		const body = parseBody(reader, cursor, 'with');
		return [values ? {type: 'with', values, body} : brokenNode(cursor, body)];
	},
	filter: (reader, cursor, piece) => {
		const text: Expression = {type: 'name', name: blockText, start: cursor.start, end: cursor.end};
		const filter = attempt(reader, piece, () => ended(cursor, chain(cursor, parseFilter(cursor, text))));
		const body = parseBody(reader, cursor, 'filter');
		return [filter ? {type: 'filter-block', filter, body} : brokenNode(cursor, body)];
	},
	macro: parseMacro,
	call: parseCall,
	block: parseBlock,
	autoescape: (reader, cursor, piece) => {
		const isOff = attempt(reader, piece, () => parseAutoescape(cursor));
		const body = parseBody(reader, cursor, 'autoescape');
		return [isOff ? {type: 'with', values: [], body} : brokenNode(cursor, body)];
	},
	print: (reader, cursor, piece) => {
		const values = attempt(reader, piece, () => {
			const items: Expression[] = [];
			while (peek(cursor)) {
				if (items.length > 0) expect(cursor, ',');
				items.push(parseExpression(cursor));
			}
			return items;
		});
		return values ? values.map(value => ({type: 'print', value})) : [brokenNode(cursor, [])];
	},
};

/** Parses a statement, and what stands in its block. */
export function parseStatement(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const [token] = cursor.tokens;
	const statement = token?.type === 'name' && Object.hasOwn(statements, token.text) ? statements[token.text] : undefined;
	if (!statement) {
		const word = token?.text ?? '';
		if (!reader.unknown.has(word.replace(/^end_?/, '')))
			attempt(reader, piece, () => {
				throw unknownStatement(cursor);
			});
		reader.unknown.add(word);
		return [unknownNode(cursor)];
	}
	cursor.at = 1;
	checkDepth(reader, cursor);
	return statement(reader, cursor, piece);
}

/** Of an unknown statement nobody knows what its names are. */
function unknownNode(cursor: Cursor): Node {
	const own = cursor.tokens.flatMap(({type, text}) => (type === 'name' ? [text] : []));
	return {type: 'broken', expression: brokenAt({...cursor, tokens: []}), own, body: []};
}

const otherFiles = ['extends', 'include', 'import', 'from'];

function unknownStatement(cursor: Cursor): TemplateError {
	const [token] = cursor.tokens;
	if (token?.type !== 'name') return unexpected(cursor, 'a statement');
	if (otherFiles.includes(token.text))
		return new TemplateError(
			`The statement "${token.text}" reads another template, and a polyaxonfile has none.`,
			cursor.start,
			cursor.end,
			'Write what it would read here, or put it into a script.',
		);
	const known = [...Object.keys(statements), 'raw'];
	const near = nearest(token.text, known) ?? known.find(word => token.text.startsWith(word));
	const hint = ['do', 'break', 'continue'].includes(token.text)
		? 'It is an extension of Jinja2 that the platform does not load.'
		: near
			? `Did you mean ${near}?`
			: `Known: ${known.join(', ')}.`;
	return new TemplateError(`There is no statement "${token.text}".`, cursor.start, cursor.end, hint);
}

function parseSet(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const isBlock = !cursor.tokens.some(({type, text}) => type === 'operator' && text === '=');
	const head = attempt(reader, piece, () => parseSetHead(reader, cursor));
	if (!head) return [brokenNode(cursor, isBlock && cursor.tokens.length > 1 ? parseBody(reader, cursor, 'set') : [])];
	const {target, value, filter} = head;
	return [value ? {type: 'set', target, value} : {type: 'set-block', target, filter, body: parseBody(reader, cursor, 'set')}];
}

function parseSetHead(reader: Reader, cursor: Cursor): {target: Expression; value?: Expression; filter?: Expression} {
	const target = isNext(cursor, '.', 1) ? parseAttributeTarget(cursor) : parseTarget(cursor, reader.loops > 0);
	if (skip(cursor, '=')) {
		const value = parseTuple(cursor, parseExpression);
		expectEnd(cursor);
		return {target, value};
	}
	const text: Expression = {type: 'name', name: blockText, start: cursor.start, end: cursor.end};
	return ended(cursor, {target, filter: isNext(cursor, '|') ? chain(cursor, text) : undefined});
}

function parseWith(cursor: Cursor): ReadonlyArray<readonly [Expression, Expression]> {
	const values: Array<readonly [Expression, Expression]> = [];
	while (peek(cursor)) {
		if (values.length > 0) expect(cursor, ',');
		const target = parseTarget(cursor, false);
		expect(cursor, '=');
		values.push([target, parseExpression(cursor)]);
	}
	return ended(cursor, values);
}

/** Whether it turns off what is off already. */
function parseAutoescape(cursor: Cursor): true {
	const value = ended(cursor, parseExpression(cursor));
	if (value.type === 'constant' && (value.value === false || value.value === null)) return true;
	throw new TemplateError(
		'Escaping everything for HTML is not done here: no command line wants it.',
		cursor.start,
		cursor.end,
		'Take "autoescape" away, and write "| e" after what is to be escaped.',
	);
}
