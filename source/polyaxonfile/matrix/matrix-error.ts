import type {Problem} from '../problem.ts';

/** A matrix or search that the platform could not make runs of, as numpy or its own code refused it. */
export class MatrixError extends Error {
	constructor(
		message: string,
		/** The value to change, under `hptuning`, and how. */
		readonly where: {readonly path?: Problem['path']; readonly hint?: string} = {},
	) {
		super(message);
	}
}
