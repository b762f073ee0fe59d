import {type BinaryOperator, calculateNumbers} from './arithmetic.ts';
import {areEqual, compareNumbers, hashOf, isSameOrEqual} from './equality.ts';
import {escapeHtml} from './escape-html.ts';
import {formatPercent} from './format-percent.ts';
import {iterate} from './items.ts';
import {missingError} from './missing.ts';
import type {Tools} from './tools.ts';
import {
	isDict,
	isMarkup,
	isMissing,
	isPythonList,
	isTuple,
	isView,
	markup,
	numberOf,
	type Python,
	type TemplateError,
	textIn,
	tuple,
	typeName,
	wrong,
} from './values.ts';

/** Operators that compare. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** What Python 3 gives for `left operator right`. */
export function calculate(operator: BinaryOperator, left: Python, right: Python, tools: Tools): Python {
	const isFormat = operator === '%' && textIn(left) !== undefined;
	for (const side of isFormat ? [] : [left, right]) if (isMissing(side)) throw missingError(side);
	const [a, b] = [numberOf(left), numberOf(right)];
	if (operator === '**') tools.spend(20);
	if (a !== undefined && b !== undefined) return calculateNumbers(operator, a, b);
	if (operator === '+') {
		const joined = join(left, right, tools);
		if (joined !== undefined) return joined;
	}
	if (operator === '*') {
		const repeated = typeof b === 'bigint' ? repeat(left, b, tools) : typeof a === 'bigint' ? repeat(right, a, tools) : undefined;
		if (repeated !== undefined) return repeated;
	}
	if (operator === '%' && typeof left === 'string') return formatPercent(left, right, tools);
	if (operator === '%' && isMarkup(left)) return markup(formatPercent(left.text, right, tools, escapeHtml));
	throw unsuited(operator, left, right);
}

function unsuited(operator: BinaryOperator, left: Python, right: Python): TemplateError {
	const isText = [left, right].some(side => textIn(side) !== undefined);
	const hint = !isText
		? `"${operator}" is for numbers${operator === '+' ? ', texts and lists' : ''}.`
		: operator === '+'
			? 'To join texts, write "~".'
			: 'Turn text into a number with "| int" or "| float".';
	return wrong(`"${operator}" cannot be used between ${typeName(left)} and ${typeName(right)}.`, hint);
}

function join(left: Python, right: Python, {spend}: Tools): Python | undefined {
	const [before, after] = [textIn(left), textIn(right)];
	if (before !== undefined && after !== undefined) {
		spend((before.length + after.length) / 10);
		if (!isMarkup(left) && !isMarkup(right)) return before + after;
		return markup((isMarkup(left) ? before : escapeHtml(before)) + (isMarkup(right) ? after : escapeHtml(after)));
	}
	if (isPythonList(left) && isPythonList(right)) {
		spend(left.length + right.length);
		return [...left, ...right];
	}
	if (!isTuple(left) || !isTuple(right)) return undefined;
	spend(left.items.length + right.items.length);
	return tuple([...left.items, ...right.items]);
}

function repeat(value: Python, times: bigint, {spend}: Tools): Python | undefined {
	const count = times > 0n ? Number(times) : 0;
	const text = textIn(value);
	if (text !== undefined) {
		spend((text.length * count) / 10);
		return isMarkup(value) ? markup(text.repeat(count)) : text.repeat(count);
	}
	const items = isPythonList(value) ? value : isTuple(value) ? value.items : undefined;
	if (!items) return undefined;
	spend(items.length * count);
	const repeated = items.length === 0 ? [] : Array.from({length: count}, () => items).flat();
	return isTuple(value) ? tuple(repeated as Python[]) : (repeated as Python[]);
}

/** Whether Python 3 has `left comparison right`. */
export function compare(comparison: Comparison, left: Python, right: Python, tools: Tools): boolean {
	tools.spend(1);
	switch (comparison) {
		case '==':
			return areEqual(left, right, tools.spend);
		case '!=':
			return !areEqual(left, right, tools.spend);
		case 'in':
			return isIn(left, right, tools);
		case 'not in':
			return !isIn(left, right, tools);
		case '<':
			return orderOf(left, right, tools) < 0;
		case '<=':
			return orderOf(left, right, tools) <= 0;
		case '>':
			return orderOf(left, right, tools) > 0;
		case '>=':
			return orderOf(left, right, tools) >= 0;
	}
}

function isIn(item: Python, whole: Python, tools: Tools): boolean {
	const text = textIn(whole);
	if (text !== undefined) {
		const part = textIn(item);
		if (part === undefined) throw wrong(`Only text can be in text, and this is ${typeName(item)}.`, 'Write "| string" after it.');
		tools.spend(text.length / 100);
		return text.includes(part);
	}
	if (isDict(whole)) return whole.entries.has(hashOf(item));
	if (isView(whole) && whole.part === 'keys') return whole.of.entries.has(hashOf(item));
	const items = iterate(whole, tools);
	for (let next = items.next(); !next.done; next = items.next()) if (isSameOrEqual(next.value, item, tools.spend)) return true;
	return false;
}

/** Below 0, 0 or above 0, as Python orders two values; throws where it has no order. */
export function orderOf(left: Python, right: Python, tools: Tools): number {
	for (const side of [left, right]) if (isMissing(side)) throw missingError(side);
	tools.spend(1);
	const [a, b] = [numberOf(left), numberOf(right)];
	if (a !== undefined && b !== undefined) return compareNumbers(a, b);
	const [before, after] = [textIn(left), textIn(right)];
	if (before !== undefined && after !== undefined) {
		tools.spend(Math.min(before.length, after.length) / 100);
		return orderTexts(before, after);
	}
	if (isPythonList(left) && isPythonList(right)) return orderLists(left, right, tools);
	if (isTuple(left) && isTuple(right)) return orderLists(left.items, right.items, tools);
	const isText = before !== undefined || after !== undefined;
	const hint = isText && (a !== undefined || b !== undefined) ? 'Turn text into a number with "| int" or "| float".' : 'Compare values of the same type.';
	throw wrong(`${typeName(left)} and ${typeName(right)} cannot be compared.`, hint);
}

/** By code points, as Python, not by UTF-16 units. */
function orderTexts(left: string, right: string): number {
	let at = 0;
	while (at < left.length && at < right.length && left[at] === right[at]) at += 1;
	// The second half of a character says nothing without the first
	if (at > 0 && /[\udc00-\udfff]/.test((left[at] ?? '') + (right[at] ?? ''))) at -= 1;
	return (left.codePointAt(at) ?? -1) - (right.codePointAt(at) ?? -1);
}

function orderLists(left: readonly Python[], right: readonly Python[], tools: Tools): number {
	for (let index = 0; index < Math.min(left.length, right.length); index++) {
		const [a, b] = [left[index] ?? null, right[index] ?? null];
		if (!isSameOrEqual(a, b, tools.spend)) return orderOf(a, b, tools);
	}
	return left.length - right.length;
}
