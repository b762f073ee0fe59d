import {TemplateError} from '../python/values.ts';
import type {BlockNode, Expression, MacroNode, MacroParameter, Node} from './ast.ts';
import {type Cursor, expect, expectName, isNext, skip} from './cursor.ts';
import type {Piece} from './lexer.ts';
import {parseExpression} from './parse-expression.ts';
import {attempt, parseBody, type Reader} from './parse-template.ts';
import {brokenNode, ended} from './statement.ts';

/** `macro`: text with parameters, under a name. */
export function parseMacro(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const head = attempt(reader, piece, () => ended(cursor, {name: expectName(cursor).text, parameters: parseParameters(cursor)}));
	const body = parseBody(reader, cursor, 'macro');
	return [head ? {type: 'macro', ...head, body} : brokenNode(cursor, body)];
}

/** `call`: a macro that is given text. */
export function parseCall(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const head = attempt(reader, piece, () => parseCallBlock(cursor));
	const body = parseBody(reader, cursor, 'call');
	if (!head) return [brokenNode(cursor, body)];
	const caller: MacroNode = {type: 'macro', parameters: head.parameters, body};
	return [{type: 'call-block', call: head.call, caller}];
}

/** `block`: text with a name. */
export function parseBlock(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
	const head = attempt(reader, piece, () => parseBlockHead(reader, cursor));
	const body = parseBody(reader, cursor, 'block');
	if (!head) return [brokenNode(cursor, body)];
	const node: BlockNode = {type: 'block', ...head, body};
	reader.blocks.set(head.name, node);
	return [node];
}

function parseParameters(cursor: Cursor): readonly MacroParameter[] {
	expect(cursor, '(');
	const parameters: MacroParameter[] = [];
	while (!skip(cursor, ')')) {
		if (parameters.length > 0) expect(cursor, ',');
		const {text: name, start, end} = expectName(cursor);
		if (parameters.some(each => each.name === name)) throw new TemplateError(`There are two parameters "${name}".`, start, end, 'Keep one of them.');
		const otherwise = skip(cursor, '=') ? parseExpression(cursor) : undefined;
		if (!otherwise && parameters.at(-1)?.otherwise)
			throw new TemplateError(`"${name}" has no value, and one before it has.`, start, end, `Write it first, or give it one: ${name}=….`);
		parameters.push({name, otherwise});
	}
	return parameters;
}

function parseCallBlock(cursor: Cursor): {parameters: readonly MacroParameter[]; call: Expression} {
	const parameters = isNext(cursor, '(') ? parseParameters(cursor) : [];
	const call = parseExpression(cursor);
	if (call.type !== 'call') throw new TemplateError('What stands after "call" must call a macro.', call.start, call.end, 'Write {% call name(…) %}.');
	return ended(cursor, {parameters, call});
}

function parseBlockHead(reader: Reader, cursor: Cursor): {name: string; isScoped: boolean} {
	const {text: name, start, end} = expectName(cursor);
	if (reader.blockNames.has(name)) throw new TemplateError(`There are two blocks "${name}".`, start, end, 'Give one of them another name.');
	reader.blockNames.add(name);
	if (isNext(cursor, '-')) throw new TemplateError('The name of a block has no "-".', start, end, 'Write "_" instead.');
	return ended(cursor, {name, isScoped: skip(cursor, 'scoped')});
}
