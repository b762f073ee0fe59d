import {columnOf} from './cursor.ts';
import {forgetKey, rememberKey} from './possible-keys.ts';
import {add, fault, type Scanner} from './scanner.ts';
import type {Token, TokenKind} from './token.ts';

/** Whether a block starts at a column. */
function startsBlock(scanner: Scanner, column: number): boolean {
	if (scanner.indent >= column) return false;
	scanner.indents.push(scanner.indent);
	scanner.indent = column;
	return true;
}

export function openBracket(scanner: Scanner, kind: '[' | '{'): void {
	rememberKey(scanner);
	scanner.brackets.push(scanner.cursor.offset);
	scanner.allowsKey = true;
	add(scanner, kind, 1);
}

export function closeBracket(scanner: Scanner, kind: ']' | '}'): void {
	forgetKey(scanner);
	scanner.brackets.pop();
	scanner.allowsKey = false;
	add(scanner, kind, 1);
}

export function cutComma(scanner: Scanner): void {
	scanner.allowsKey = true;
	forgetKey(scanner);
	add(scanner, ',', 1);
}

export function cutDash(scanner: Scanner): void {
	if (scanner.brackets.length === 0) {
		if (!scanner.allowsKey) throw fault(scanner, 'dash-here');
		if (startsBlock(scanner, columnOf(scanner.cursor))) add(scanner, 'block-list', 0);
	}
	scanner.allowsKey = true;
	forgetKey(scanner);
	add(scanner, '-', 1);
}

export function cutQuestion(scanner: Scanner): void {
	const isFlow = scanner.brackets.length > 0;
	if (!isFlow) {
		if (!scanner.allowsKey) throw fault(scanner, 'question-here');
		if (startsBlock(scanner, columnOf(scanner.cursor))) add(scanner, 'block-map', 0);
	}
	scanner.allowsKey = !isFlow;
	forgetKey(scanner);
	add(scanner, 'key', 1);
}

export function cutColon(scanner: Scanner): void {
	const isFlow = scanner.brackets.length > 0;
	const key = scanner.keys.at(-1)?.depth === scanner.brackets.length ? scanner.keys.pop() : undefined;
	if (key) {
		const mark = (kind: TokenKind): Token => ({kind, start: key.offset, end: key.offset, text: ''});
		const isNew = !isFlow && startsBlock(scanner, key.column);
		scanner.tokens.splice(key.number - scanner.taken, 0, ...(isNew ? [mark('block-map'), mark('key')] : [mark('key')]));
		scanner.allowsKey = false;
	} else {
		if (!isFlow) {
			if (!scanner.allowsKey) throw fault(scanner, 'second-colon');
			if (startsBlock(scanner, columnOf(scanner.cursor))) add(scanner, 'block-map', 0);
		}
		scanner.allowsKey = !isFlow;
	}
	add(scanner, 'value', 1);
}
