/** What an engine keeps of one write of a container: a whole line without its newline, or a part of one. */
export type Piece = {
	/** 0: stdout, or not known; 1: stderr. */
	readonly source: 0 | 1;
	/** A line goes on in the next piece of the same source. */
	readonly isPart: boolean;
	/** When the engine got it, in milliseconds since 1970. */
	readonly time: number;
	readonly text: Buffer;
};

/** Takes bytes of an engine's log as they come, and gives the pieces in them to `onPiece`. */
export type PieceParser = {
	push(bytes: Buffer): void;
	/** The log is over: what waits for its end is given as it is. */
	end(): void;
};
