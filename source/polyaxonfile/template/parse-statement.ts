import {nearest} from '../names.ts';
import type {BlockNode, Expression, MacroNode, MacroParameter, Node} from './ast.ts';
import {type Cursor, expect, expectEnd, expectName, isNext, peek, skip, unexpected} from './cursor.ts';
import type {Piece} from './lexer.ts';
import {parseFilter} from './parse-call.ts';
import {parseExpression, parseTuple} from './parse-expression.ts';
import {parseAttributeTarget, parseTarget} from './parse-target.ts';
import {attempt, brokenAt, checkDepth, type End, expectBlockEnd, parseBody, parseNodes, type Reader, unfinished} from './parse-template.ts';
import {ownNames} from './token-names.ts';
import {TemplateError} from './values.ts';

type Statement = (reader: Reader, cursor: Cursor, piece: Piece) => readonly Node[];

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
	macro: (reader, cursor, piece) => {
		const head = attempt(reader, piece, () => ended(cursor, {name: expectName(cursor).text, parameters: parseParameters(cursor)}));
		const body = parseBody(reader, cursor, 'macro');
		return [head ? {type: 'macro', ...head, body} : brokenNode(cursor, body)];
	},
	call: (reader, cursor, piece) => {
		const head = attempt(reader, piece, () => parseCallBlock(cursor));
		const body = parseBody(reader, cursor, 'call');
		if (!head) return [brokenNode(cursor, body)];
		const caller: MacroNode = {type: 'macro', parameters: head.parameters, body};
		return [{type: 'call-block', call: head.call, caller}];
	},
	block: (reader, cursor, piece) => {
		const head = attempt(reader, piece, () => parseBlockHead(reader, cursor));
		const body = parseBody(reader, cursor, 'block');
		if (!head) return [brokenNode(cursor, body)];
		const node: BlockNode = {type: 'block', ...head, body};
		reader.blocks.set(head.name, node);
		return [node];
	},
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
		return [brokenNode(cursor, [])];
	}
	cursor.at = 1;
	checkDepth(reader, cursor);
	return statement(reader, cursor, piece);
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

/** The name under which a filter block finds the text of its body; no template can write it. */
export const blockText = '%text';

/** Stands for a statement that is wrong: the names that it would have made are known, and its body is looked at. */
function brokenNode(cursor: Cursor, body: readonly Node[]): Node {
	const known = ownNames(cursor.tokens);
	// Of an unknown statement nobody knows what its names are
	const isKnown = Object.hasOwn(statements, cursor.tokens[0]?.text ?? '');
	const expression = isKnown ? brokenAt({...cursor, tokens: cursor.tokens.slice(1)}, known) : brokenAt({...cursor, tokens: []});
	const own = isKnown ? known : cursor.tokens.flatMap(({type, text}) => (type === 'name' ? [text] : []));
	return {type: 'broken', expression, own, body};
}

function ended<T>(cursor: Cursor, value: T): T {
	expectBlockEnd(cursor);
	return value;
}

function chain(cursor: Cursor, start: Expression): Expression {
	let filter = start;
	while (skip(cursor, '|')) filter = parseFilter(cursor, filter);
	return filter;
}

function parseIf(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
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

function parseFor(reader: Reader, cursor: Cursor, piece: Piece): readonly Node[] {
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
