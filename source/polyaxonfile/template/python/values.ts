/** A value of the template language, as Python has it: whole numbers are bigint, floats are number. */
export type Python =
	| null
	| boolean
	| bigint
	| number
	| string
	| Markup
	| readonly Python[]
	| Tuple
	| Dict
	| Range
	| View
	| Iteration
	| Missing
	| Callable
	| Space
	| Opaque;

/** Text that counts as HTML already, from `escape`, `safe` and `tojson`: what is added to it with `+` is escaped. */
export type Markup = {readonly type: 'markup'; readonly text: string};
/** Python's tuple: a list that prints with round brackets. `labels` are names of its items. */
export type Tuple = {readonly type: 'tuple'; readonly items: readonly Python[]; readonly labels?: readonly string[]};
/** Entries by `hashOf` their key, in the order of insertion. */
export type Dict = {readonly type: 'dict'; readonly entries: Map<string, readonly [key: Python, value: Python]>};
/** Python's range: numbers that are not written out. */
export type Range = {readonly type: 'range'; readonly start: bigint; readonly stop: bigint; readonly step: bigint; readonly length: bigint};
/** What `items()`, `keys()` and `values()` of a dict give. */
export type View = {readonly type: 'view'; readonly part: 'items' | 'keys' | 'values'; readonly of: Dict};
/** Items that are made one after the other, once: Python's generators and iterators. `name` is the filter that makes them. */
export type Iteration = {readonly type: 'iteration'; readonly name: string; readonly items: Iterator<Python>};
/** What a name without a value gives: empty text when printed, an error when more is asked of it. */
export type Missing = {
	readonly type: 'missing';
	readonly message: string;
	readonly hint?: string;
	readonly name?: string;
	/** Something went wrong where its value should have come from, and was said there. */
	readonly isFollowing?: boolean;
	readonly start: number;
	readonly end: number;
};
/** A function or method. */
export type Callable = {
	readonly type: 'function';
	readonly name: string;
	/** What it prints as, where that is no address in memory. */
	readonly repr?: string;
	readonly call: (parameters: Parameters) => Python;
	/** What a user should know who calls it. */
	readonly remark?: Advice;
};
/** What a user should know though it is no error. */
export type Advice = {readonly code: string; readonly message: string; readonly hint: string};
/** Things with attributes: `loop`, `namespace()`, macros. Some can be called. */
export type Space = {
	readonly type: 'space';
	readonly name: string;
	readonly attributes: Attributes;
	readonly repr?: () => string;
	readonly call?: (parameters: Parameters) => Python;
};
/** Attributes by name; a Map is one. */
export type Attributes = {
	readonly get: (name: string) => Python | undefined;
	readonly set: (name: string, value: Python) => unknown;
	readonly keys: () => Iterable<string>;
};
/** A set, bytes or a complex number, which a literal may give: it can be printed, and nothing else. */
export type Opaque = {readonly type: 'opaque'; readonly name: string; readonly repr: string};
/** What a function is called with. */
export type Parameters = {readonly positional: readonly Python[]; readonly named: ReadonlyMap<string, Python>};

/** What stops a template: bad syntax, a wrong type, too much work. `start` and `end` are offsets in the template's text. */
export class TemplateError extends Error {
	/** The name that is not declared, where that is what is wrong. */
	undeclared?: string;
	/** `final`: nothing more can be done in this file. `following`: what is wrong was said before. */
	reach?: 'final' | 'following';

	constructor(
		message: string,
		readonly start?: number,
		readonly end?: number,
		readonly hint?: string,
	) {
		super(message);
	}
}

/** An error without a place of its own: it gets the one of the expression. */
export const wrong = (message: string, hint?: string) => new TemplateError(message, undefined, undefined, hint);

/** Whether a value is text that counts as HTML. */
export const isMarkup = (value: Python): value is Markup => isTyped(value, 'markup');
/** Whether a value is a tuple. */
export const isTuple = (value: Python): value is Tuple => isTyped(value, 'tuple');
/** Whether a value is a dict. */
export const isDict = (value: Python): value is Dict => isTyped(value, 'dict');
/** Whether a value is a range. */
export const isRange = (value: Python): value is Range => isTyped(value, 'range');
/** Whether a value is the keys, values or items of a dict. */
export const isView = (value: Python): value is View => isTyped(value, 'view');
/** Whether a value is a generator or iterator. */
export const isIteration = (value: Python): value is Iteration => isTyped(value, 'iteration');
/** Whether a value is the stand-in for nothing. */
export const isMissing = (value: Python): value is Missing => isTyped(value, 'missing');
/** Whether a value is a function or method. */
export const isFunction = (value: Python): value is Callable => isTyped(value, 'function');
/** Whether a value has attributes of its own. */
export const isSpace = (value: Python): value is Space => isTyped(value, 'space');
/** Whether a value can only be printed. */
export const isOpaque = (value: Python): value is Opaque => isTyped(value, 'opaque');
/** Whether a value is a list, not a tuple. */
export const isPythonList = (value: Python): value is readonly Python[] => Array.isArray(value);

function isTyped(value: Python, type: string): boolean {
	return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}

/** A tuple of these items. */
export const tuple = (items: readonly Python[], labels?: readonly string[]): Tuple => ({type: 'tuple', items, ...(labels ? {labels} : {})});

/** Text that counts as HTML. */
export const markup = (text: string): Markup => ({type: 'markup', text});

/** The characters of a text, also of one that counts as HTML; undefined for anything else. */
export function textIn(value: Python): string | undefined {
	if (typeof value === 'string') return value;
	return isMarkup(value) ? value.text : undefined;
}

/** The name of a value's type, as a user of the template language knows it. */
export function typeName(value: Python): string {
	if (value === null) return 'None';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'bigint') return 'int';
	if (typeof value === 'number') return 'float';
	if (typeof value === 'string' || isMarkup(value)) return 'text';
	if (isPythonList(value)) return 'list';
	if (isMissing(value)) return 'missing value';
	if (isView(value)) return `${value.part}() of a dict`;
	if (isIteration(value)) return `result of "${value.name}"`;
	return isOpaque(value) || isSpace(value) ? value.name : value.type;
}

/** A number, or a truth value as 0 or 1; undefined for anything else. */
export function numberOf(value: Python): bigint | number | undefined {
	if (typeof value === 'boolean') return value ? 1n : 0n;
	return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}

/** Whether Python takes a value as true. */
export function truthOf(value: Python): boolean {
	if (isPythonList(value)) return value.length > 0;
	if (typeof value !== 'object' || value === null) return Boolean(value);
	switch ((value as Exclude<typeof value, readonly Python[]>).type) {
		case 'markup':
			return (value as Markup).text !== '';
		case 'tuple':
			return (value as Tuple).items.length > 0;
		case 'dict':
			return (value as Dict).entries.size > 0;
		case 'range':
			return (value as Range).length > 0n;
		case 'view':
			return (value as View).of.entries.size > 0;
		case 'missing':
			return false;
		default:
			return true;
	}
}
