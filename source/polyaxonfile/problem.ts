/** One thing that is wrong with what the user gave, and what to do. Lines and columns count from 1. */
export type Problem = {
	/** A short stable word for programs, such as `unknown-key`. */
	readonly code: string;
	readonly severity: 'error' | 'warning';
	/** What is wrong, in the user's words, one line. */
	readonly message: string;
	/** What to do about it. */
	readonly hint?: string;
	/** Where in the document: keys and list indexes. */
	readonly path: ReadonlyArray<string | number>;
	readonly file?: string;
	readonly line?: number;
	readonly column?: number;
	/** UTF-16 units of the line that the caret marks. */
	readonly length?: number;
	/** Only until the problem is located: where in the text at `path` the part of `length` begins, in UTF-16 units. */
	readonly offset?: number;
};

/** Whether a problem keeps what it is about from being used. */
export function isError({severity}: Problem): boolean {
	return severity === 'error';
}

/** Whether two paths lead to the same value. */
export function isSamePath(one: Problem['path'], other: Problem['path']): boolean {
	return one.length === other.length && one.every((step, index) => step === other[index]);
}
