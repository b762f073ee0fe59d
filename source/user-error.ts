/** What stops the program and is not its fault: the message says what is wrong and what to do. Caught once, in cli.tsx. */
export class UserError extends Error {
	override readonly name = 'UserError';

	constructor(
		message: string,
		/** 2: wrong usage or input; 1: the run failed; 130: interrupted. */
		readonly exitCode: 1 | 2 | 130 = 2,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
