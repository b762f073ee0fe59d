import {bind, type Given, type Tools} from '../tools.ts';
import {type Advice, type Callable, numberOf, type Parameters, type Python, type TemplateError, textIn, typeName, wrong} from '../values.ts';

/** A method of a type of values: its parameters, and what it does with them. */
export type Method<T> = {
	readonly parameters: readonly string[];
	readonly run: (value: T, given: Given, tools: Tools, parameters: Parameters) => Python;
	/** It has names for its parameters; most of Python's own methods have none. */
	readonly hasNames?: boolean;
	/** It changes the value itself. */
	readonly isChanging?: boolean;
};

/** Methods by name. */
export type Methods<T> = Readonly<Record<string, Method<T>>>;

/** A method without parameters. */
export const plain = <T>(run: (value: T, tools: Tools) => Python): Method<T> => ({parameters: [], run: (value, _given, tools) => run(value, tools)});

/** A method of a value, to be called. */
export function callable<T>(name: string, {parameters, run, hasNames, isChanging}: Method<T>, value: T, tools: Tools): Callable {
	// Only lists and dicts have methods that change them
	const isDeclared = isChanging === true && tools.beforeChange(value as Python);
	return {
		type: 'function',
		name,
		remark: isDeclared ? changesDeclaration(name) : undefined,
		call: given => run(value, bind(`${name}()`, parameters, given, !hasNames), tools, given),
	};
}

function changesDeclaration(name: string): Advice {
	return {
		code: 'changed-declaration',
		message: `"${name}" changes a declared value, and the platform evaluates a command more than once: it is changed as often`,
		hint: 'Make a new list or dict instead: {{ l + [4] }}, {{ dict(d, key=4) }}.',
	};
}

/** The characters of what must be text. */
export function textOf(value: Python | undefined): string {
	const text = textIn(value ?? null);
	if (text !== undefined) return text;
	throw wrong(`Text is needed here, not ${typeName(value ?? null)}.`, 'Write "| string" after it, or put it into quotes.');
}

/** What must be a whole number; `otherwise` where it is not given. */
export function wholeOf(value: Python | undefined, otherwise?: number): number {
	if (value === undefined && otherwise !== undefined) return otherwise;
	const number = numberOf(value ?? null);
	if (typeof number === 'bigint') return Number(number);
	throw wrong(`A whole number is needed here, not ${typeName(value ?? null)}.`, 'Write "| int" after it.');
}

/** Where a part of a text or list starts and ends, of two numbers that may be left out. */
export function partOf(length: number, start: Python | undefined, end: Python | undefined): readonly [start: number, end: number] {
	const place = (value: Python | undefined, otherwise: number) => {
		if (value === undefined || value === null) return otherwise;
		const at = wholeOf(value);
		return Math.max(0, at < 0 ? at + length : at);
	};
	return [place(start, 0), Math.min(length, place(end, length))];
}

/** The error of something that is not in a list or text. */
export function notIn(what: string, hint = 'Ask before with "in".'): TemplateError {
	return wrong(what, hint);
}
