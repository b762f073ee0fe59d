import {printFloat} from '../numeral.ts';
import {quoteText} from '../print-value.ts';
import {isCallable, isDict, isMissing, isPythonList, isSpace, isTuple, type Python} from './values.ts';

/** Python's `str()`: text as it is, everything else as `repr()`. */
export function printPython(value: Python): string {
	if (typeof value === 'string') return value;
	return isMissing(value) ? '' : reprOf(value);
}

/** Python's `repr()`. */
export function reprOf(value: Python): string {
	if (value === null) return 'None';
	if (typeof value === 'string') return quoteText(value);
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return printFloat(value);
	if (isPythonList(value)) return `[${value.map(reprOf).join(', ')}]`;
	if (isTuple(value)) return value.items.length === 1 ? `(${reprOf(value.items[0] ?? null)},)` : `(${value.items.map(reprOf).join(', ')})`;
	if (isDict(value)) return `{${[...value.entries.values()].map(([key, inner]) => `${reprOf(key)}: ${reprOf(inner)}`).join(', ')}}`;
	if (isCallable(value)) return `<function ${value.name}>`;
	return isSpace(value) ? `<${value.name}>` : 'Undefined';
}
