/** Lines that may grow in number at any time. All reads are synchronous. */
export type LogSource = {
	/** Whole lines, plus a last piece without newline. */
	readonly lineCount: number;
	/** Raw lines, without their newlines; fewer when there are no more. */
	lines(from: number, count: number): readonly string[];
	/** When each of the lines was written, milliseconds since 1970. */
	times(from: number, count: number): readonly number[];
	/** Looks for new data: true when there are more lines or the last piece has grown. Lines before the last one never change. */
	refresh?(): boolean;
};
