import {printFloat} from '../../numeral.ts';
import {quoteText} from '../../print-value.ts';
import type {Spend} from './tools.ts';
import {
	isDict,
	isFunction,
	isIteration,
	isMarkup,
	isMissing,
	isOpaque,
	isPythonList,
	isRange,
	isSpace,
	isTuple,
	isView,
	type Python,
	type Range,
	type View,
	wrong,
} from './values.ts';

/** Values that come from a file are a tree no larger than it; what a template makes of them may print much longer than it is, and is counted. */
const free: Spend = () => {};

/** Python's `str()`: text as it is, everything else as `repr()`. */
export function printPython(value: Python, spend: Spend = free): string {
	if (typeof value === 'string') return value;
	if (isMarkup(value)) return value.text;
	return isMissing(value) ? '' : reprOf(value, spend);
}

/** Python's `repr()`. */
export function reprOf(value: Python, spend: Spend = free, within: readonly Python[] = []): string {
	spend(1);
	if (value === null) return 'None';
	if (typeof value === 'string') {
		spend(value.length / 100);
		return quoteText(value);
	}
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'bigint') return printWhole(value, spend);
	if (typeof value === 'number') return printFloat(value);
	if (isMarkup(value)) return `Markup(${quoteText(value.text)})`;
	if (isMissing(value)) return 'Undefined';
	if (isOpaque(value)) return value.repr;
	if (isRange(value)) return reprOfRange(value);
	if (isView(value)) return reprOfView(value, spend);
	if (isIteration(value))
		throw wrong(`"${value.name}" gives items one by one, and prints as an address in memory.`, 'Write "| list" or "| join(\' \')" after it.');
	if (isSpace(value) || isFunction(value)) {
		const repr = typeof value.repr === 'function' ? value.repr() : value.repr;
		if (repr !== undefined) return repr;
		throw wrong(`"${value.name}" is a function, and prints as an address in memory.`, `To call it, write brackets after it: ${value.name}().`);
	}
	return reprOfContainer(value, spend, within);
}

function printWhole(value: bigint, spend: Spend): string {
	const text = String(value);
	if (text.length > 20) spend(text.length / 5);
	return text;
}

function reprOfContainer(value: Extract<Python, readonly Python[] | {readonly type: 'tuple' | 'dict'}>, spend: Spend, within: readonly Python[]): string {
	const [open, close] = isPythonList(value) ? '[]' : isDict(value) ? '{}' : '()';
	if (within.includes(value)) return `${open}...${close}`;
	const inner = [...within, value];
	if (isDict(value)) return `{${[...value.entries.values()].map(([key, item]) => `${reprOf(key, spend, inner)}: ${reprOf(item, spend, inner)}`).join(', ')}}`;
	const items = isTuple(value) ? value.items : (value as readonly Python[]);
	const text = items.map(item => reprOf(item, spend, inner)).join(', ');
	return `${open}${text}${isTuple(value) && items.length === 1 ? ',' : ''}${close}`;
}

function reprOfRange({start, stop, step}: Range): string {
	return step === 1n ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`;
}

function reprOfView({part, of}: View, spend: Spend): string {
	const items = [...of.entries.values()].map(([key, value]) =>
		part === 'keys' ? reprOf(key, spend) : part === 'values' ? reprOf(value, spend) : `(${reprOf(key, spend)}, ${reprOf(value, spend)})`,
	);
	return `dict_${part}([${items.join(', ')}])`;
}
