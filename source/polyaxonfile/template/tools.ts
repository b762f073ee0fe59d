import {type Missing, type Parameters, type Python, TemplateError} from './values.ts';

/** What filters, tests and methods may use of the evaluation that they are part of. */
export type Tools = {
	/** Counts work: throws when a template does more than a command line could need. */
	spend(amount: number): void;
	/** A value for something that is not there. */
	missing(message: string): Missing;
	callFilter(name: string, value: Python, parameters: Parameters): Python;
	callTest(name: string, value: Python, parameters: Parameters): boolean;
};

/** A filter: the names of its parameters after the value, and what it does with them; a parameter that is not given is undefined. */
export type Filter = {
	readonly parameters: readonly string[];
	readonly run: (value: Python, given: ReadonlyArray<Python | undefined>, tools: Tools, parameters: Parameters) => Python;
};
/** A test, which stands after `is`. */
export type Test = {readonly parameters: readonly string[]; readonly run: (value: Python, given: ReadonlyArray<Python | undefined>, tools: Tools) => boolean};

/** Parameters in the order of their names. `...` as the last name takes any. */
export function bind(what: string, names: readonly string[], {positional, named}: Parameters): ReadonlyArray<Python | undefined> {
	const isOpen = names.at(-1) === '...';
	const fixed = isOpen ? names.slice(0, -1) : names;
	if (!isOpen && positional.length > fixed.length)
		throw new TemplateError(`${what} takes at most ${fixed.length} ${fixed.length === 1 ? 'parameter' : 'parameters'}, not ${positional.length}.`);
	for (const name of named.keys()) if (!isOpen && !fixed.includes(name)) throw new TemplateError(`${what} has no parameter "${name}".`);
	return fixed.map((name, index) => positional[index] ?? (index < positional.length ? null : named.get(name)));
}

/** So much may be done in rendering one file: far more than command lines need, and a fraction of a second. */
const mostWork = 500_000;

/** A counter of work. */
export function createBudget(): (amount: number) => void {
	let left = mostWork;
	return amount => {
		left -= amount;
		if (left < 0) throw new TemplateError('The template does too much.', undefined, undefined, 'Put what it computes into a script.');
	};
}
