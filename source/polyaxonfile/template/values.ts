/** A value of the template language, as Python has it: whole numbers are bigint, floats are number. */
export type Python = null | boolean | bigint | number | string | readonly Python[] | Tuple | Dict | Missing | Callable | Space;

/** Python's tuple: a list that prints with round brackets. */
export type Tuple = {readonly type: 'tuple'; readonly items: readonly Python[]};
/** Entries by `hashOf` their key, in the order of insertion. */
export type Dict = {readonly type: 'dict'; readonly entries: Map<string, readonly [key: Python, value: Python]>};
/** What a name without a value gives: empty text when printed, an error when more is asked of it. */
export type Missing = {readonly type: 'missing'; readonly message: string; readonly name?: string; readonly start: number; readonly end: number};
/** A function or method. */
export type Callable = {readonly type: 'function'; readonly name: string; readonly call: (parameters: Parameters) => Python};
/** Things with attributes: `loop` and `namespace()`. */
export type Space = {readonly type: 'space'; readonly name: string; readonly attributes: Map<string, Python>};
/** What a function is called with. */
export type Parameters = {readonly positional: readonly Python[]; readonly named: ReadonlyMap<string, Python>};

/** What stops a template: bad syntax, a wrong type, too much work. `start` and `end` are offsets in the template's text. */
export class TemplateError extends Error {
	constructor(
		message: string,
		readonly start?: number,
		readonly end?: number,
		readonly hint?: string,
	) {
		super(message);
	}
}

/** Whether a value is a tuple. */
export const isTuple = (value: Python): value is Tuple => isTyped(value, 'tuple');
/** Whether a value is a dict. */
export const isDict = (value: Python): value is Dict => isTyped(value, 'dict');
/** Whether a value is the stand-in for nothing. */
export const isMissing = (value: Python): value is Missing => isTyped(value, 'missing');
/** Whether a value can be called. */
export const isCallable = (value: Python): value is Callable => isTyped(value, 'function');
/** Whether a value has attributes of its own. */
export const isSpace = (value: Python): value is Space => isTyped(value, 'space');
/** Whether a value is a list, not a tuple. */
export const isPythonList = (value: Python): value is readonly Python[] => Array.isArray(value);

function isTyped(value: Python, type: string): boolean {
	return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}

/** A tuple of these items. */
export const tuple = (items: readonly Python[]): Tuple => ({type: 'tuple', items});

/** A dict of pairs; the last of two equal keys counts, in the place of the first. */
export function dict(pairs: Iterable<readonly [Python, Python]>): Dict {
	const entries = new Map<string, readonly [Python, Python]>();
	for (const [key, value] of pairs) entries.set(hashOf(key), [entries.get(hashOf(key))?.[0] ?? key, value]);
	return {type: 'dict', entries};
}

/** The same text for keys that Python takes as equal: 1, 1.0 and True. Throws for what cannot be a key. */
export function hashOf(key: Python): string {
	if (key === null) return 'n';
	if (typeof key === 'string') return `s${key}`;
	if (typeof key === 'boolean' || typeof key === 'bigint') return `i${BigInt(key)}`;
	if (typeof key === 'number') return Number.isInteger(key) ? `i${BigInt(key)}` : `f${key}`;
	if (isTuple(key)) return `t${key.items.map(item => `${hashOf(item).length}:${hashOf(item)}`).join('')}`;
	if (isMissing(key)) return 'm';
	throw new TemplateError(`A ${typeName(key)} cannot be a key.`);
}

/** Python's name for the type of a value. */
export function typeName(value: Python): string {
	if (value === null) return 'None';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'bigint') return 'int';
	if (typeof value === 'number') return 'float';
	if (typeof value === 'string') return 'text';
	if (isPythonList(value)) return 'list';
	if (isTuple(value) || isDict(value)) return value.type;
	return isMissing(value) ? 'missing value' : value.type;
}

/** Whether Python takes a value as true. */
export function truthOf(value: Python): boolean {
	if (isPythonList(value)) return value.length > 0;
	if (isTuple(value)) return value.items.length > 0;
	if (isDict(value)) return value.entries.size > 0;
	if (isMissing(value)) return false;
	return Boolean(value);
}

/** Whether Python takes two values as equal. */
export function areEqual(a: Python, b: Python): boolean {
	const [left, right] = [numberOf(a), numberOf(b)];
	if (left !== undefined && right !== undefined) return compareNumbers(left, right) === 0;
	if (isPythonList(a) && isPythonList(b)) return areAllEqual(a, b);
	if (isTuple(a) && isTuple(b)) return areAllEqual(a.items, b.items);
	if (isDict(a) && isDict(b))
		return (
			a.entries.size === b.entries.size && [...a.entries].every(([hash, [, value]]) => b.entries.has(hash) && areEqual(value, b.entries.get(hash)?.[1] ?? null))
		);
	return a === b || (isMissing(a) && isMissing(b));
}

function areAllEqual(a: readonly Python[], b: readonly Python[]): boolean {
	return a.length === b.length && a.every((item, index) => areEqual(item, b[index] ?? null));
}

/** A number, or a truth value as 0 or 1; undefined for anything else. */
export function numberOf(value: Python): bigint | number | undefined {
	if (typeof value === 'boolean') return value ? 1n : 0n;
	return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}

/** Below 0, 0 or above 0; NaN when one is no number. */
export function compareNumbers(a: bigint | number, b: bigint | number): number {
	if (a < b) return -1;
	if (a > b) return 1;
	return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}
