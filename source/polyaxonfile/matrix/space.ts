import type {Value} from '../specification.ts';

/** A row of values of which each is made when it is asked for, so that a row can be longer than memory. */
export type Space = {
	/** How many values there are; infinite when a double cannot say it. */
	readonly size: number;
	/** The value at a place from 0 on. */
	readonly at: (index: number) => Value;
};
