import {floatValue, intValue, type Numeral} from '../numeral.ts';
import {logarithm, power} from './exact-functions.ts';
import {MatrixError} from './matrix-error.ts';
import type {Hyperband} from './search.ts';

/** Runs that start together and of which fewer and fewer go on. */
export type Bracket = {
	/** The platform's number of it, which falls to 0. */
	readonly bracket: number;
	/** How many runs it starts with, where the matrix has so many. */
	readonly configs: number;
	/** What each of them gets of the resource. */
	readonly resource: number | Numeral;
};

/** The brackets in the order in which the platform starts them. */
export function* bracketsOf(search: Hyperband): Iterable<Bracket> {
	const last = lastBracket(search);
	for (let bracket = last; bracket >= 0; bracket--) {
		yield {bracket, configs: configsOf(search, last, bracket), resource: cast(search, resourceOf(search, bracket))};
	}
}

/** More than any search has; with eta close to 1 there would be millions. */
const mostBrackets = 1000;

function lastBracket({max_iter, eta}: Hyperband): number {
	// Of an eta up to 1 the platform divided by zero, or never came to an end.
	if (!(eta > 1)) throw new MatrixError(`eta must be above 1, not ${eta}.`, {path: ['hyperband', 'eta'], hint: 'Write "eta: 3": of three runs one goes on.'});
	const last = Math.trunc(logarithm(max_iter) / logarithm(eta));
	if (!(last >= 0 && last < mostBrackets))
		throw new MatrixError(`max_iter ${max_iter} and eta ${eta} make no brackets that can be run.`, {
			path: ['hyperband', 'max_iter'],
			hint: 'Write "max_iter: 81" and "eta: 3".',
		});
	return last;
}

function configsOf({eta}: Hyperband, last: number, bracket: number): number {
	return Math.ceil(((last + 1) * power(eta, bracket)) / (bracket + 1));
}

function resourceOf({max_iter, eta}: Hyperband, bracket: number): number {
	return max_iter * power(eta, -bracket);
}

function cast({resource}: Hyperband, amount: number): number | Numeral {
	return resource.type === 'int' && Number.isFinite(amount) ? intValue(BigInt(Math.trunc(amount))) : floatValue(amount);
}
