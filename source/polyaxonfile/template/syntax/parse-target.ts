import {TemplateError} from '../python/values.ts';
import type {Expression} from './ast.ts';
import {type Cursor, expect, expectName} from './cursor.ts';
import {parseTuple} from './parse-expression.ts';
import {parsePrimary} from './parse-operand.ts';

/** What is given a value: a name, or names with commas between them. */
export function parseTarget(cursor: Cursor, isInLoop: boolean): Expression {
	const target = parseTuple(cursor, parsePrimary);
	checkTarget(target, isInLoop);
	return target;
}

function checkTarget(target: Expression, isInLoop: boolean): void {
	if (target.type === 'tuple') {
		for (const item of target.items) checkTarget(item, isInLoop);
		return;
	}
	if (target.type !== 'name')
		throw new TemplateError('Only a name can be given a value.', target.start, target.end, 'Write a name of letters, digits and "_".');
	if (isInLoop && target.name === 'loop')
		throw new TemplateError('"loop" is what Jinja2 knows about the loop, and cannot be given a value in one.', target.start, target.end, 'Use another name.');
}

/** `ns.name`, where `ns` is a `namespace()`. */
export function parseAttributeTarget(cursor: Cursor): Expression {
	const of = expectName(cursor);
	expect(cursor, '.');
	const name = expectName(cursor);
	return {type: 'attribute', of: {type: 'name', name: of.text, start: of.start, end: of.end}, name: name.text, start: of.start, end: name.end};
}
