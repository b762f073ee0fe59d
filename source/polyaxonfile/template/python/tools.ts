import {type Advice, type Missing, type Parameters, type Python, wrong} from './values.ts';

/** Counts work: throws when a template does more than a command line could need. */
export type Spend = (amount: number) => void;

/** What filters, tests and methods may use of the evaluation that they are part of. */
export type Tools = {
	readonly spend: Spend;
	/** A value for something that is not there. */
	missing(message: string, hint?: string): Missing;
	/** Called before a list or dict is changed: the names of the file belong to all its texts, and a template may change copies only. Says whether it is one of the file. */
	beforeChange(value: Python): boolean;
	callFilter(name: string, value: Python, parameters: Parameters): Python;
	callTest(name: string, value: Python, parameters: Parameters): boolean;
};

/** What a function is given, in the order of its parameters; undefined is what was not given. */
export type Given = ReadonlyArray<Python | undefined>;

/** A filter: the names of its parameters after the value, and what it does with them. */
export type Filter = {
	readonly parameters: readonly string[];
	readonly run: (value: Python, given: Given, tools: Tools, parameters: Parameters) => Python;
	/** What a user should know of its result. */
	readonly remark?: Advice;
};
/** A test, which stands after `is`. */
export type Test = {readonly parameters: readonly string[]; readonly run: (value: Python, given: Given, tools: Tools) => boolean};

/** Parameters in the order of their names. One with `?` may be left out; `...` as the last one takes any. `isByPlace`: they have no names for callers. */
export function bind(what: string, names: readonly string[], given: Parameters, isByPlace = false): Given {
	const {positional, named} = given;
	if (positional.length === 0 && named.size === 0 && names.every(isOptional)) return [];
	const isOpen = names.at(-1) === '...';
	const fixed = (isOpen ? names.slice(0, -1) : names).map(name => name.replace('?', ''));
	if (!isOpen) checkGiven(what, names, fixed, given, isByPlace);
	return fixed.map((name, index) => {
		const value = index < positional.length ? positional[index] : named.get(name);
		if (value === undefined && !isOptional(names[index] ?? '')) throw wrong(`${what} needs "${name}".`, takes(names));
		return value;
	});
}

const isOptional = (name: string) => name.endsWith('?') || name === '...';

function checkGiven(what: string, names: readonly string[], fixed: readonly string[], {positional, named}: Parameters, isByPlace: boolean): void {
	if (positional.length > fixed.length)
		throw wrong(`${what} takes at most ${fixed.length} ${fixed.length === 1 ? 'parameter' : 'parameters'}, not ${positional.length}.`, takes(names));
	for (const name of named.keys()) {
		if (isByPlace && fixed.includes(name)) throw wrong(`${what} takes its parameters without names.`, `Write the value without "${name}=".`);
		if (!fixed.includes(name)) throw wrong(`${what} has no parameter "${name}".`, takes(names));
		if (fixed.indexOf(name) < positional.length) throw wrong(`${what} is given "${name}" twice.`, 'Keep one of them.');
	}
}

function takes(names: readonly string[]): string {
	if (names.length === 0) return 'Write nothing between its brackets.';
	return `It takes: ${names.map(name => name.replace('?', ' (if you like)')).join(', ')}.`;
}

/** So much may be done in rendering one file: far more than command lines need, and a fraction of a second. */
const mostWork = 500_000;

/** A counter of work. */
export function createBudget(): Spend {
	let left = mostWork;
	return amount => {
		left -= amount;
		// NaN too is no amount that may be spent
		if (!(left >= 0)) throw tooMuch();
	};
}

/** The error of a template that would go on for too long. */
export function tooMuch(): Error {
	const error = wrong('The template does too much.', 'Put what it computes into a script.');
	error.reach = 'final';
	return error;
}
