/** What the follower of a container's log gives, in this order of text. */
export type LogPiece =
	/** Whole lines as the container wrote them, each ended by a newline but for the very last; a progress bar and a very long line come in parts. `times`: milliseconds since 1970, one for each newline. */
	| {readonly type: 'bytes'; readonly bytes: Buffer; readonly times: readonly number[]}
	| {readonly type: 'state'; readonly state: 'live' | 'reconnecting' | 'quiet'; readonly detail?: string}
	/** Lines may be missing here. `after` and `before` are the time stamps of the lines around, where they are known. */
	| {readonly type: 'gap'; readonly detail: string; readonly after?: string; readonly before?: string}
	/** All bytes that were given so far are behind this position or at it: worth saving, after them. */
	| {readonly type: 'position'; readonly position: LogPosition};

/** The end of a line in a container's log, so that reading can go on behind it. Plain JSON. */
export type LogPosition = {
	/** Of that line, in UTC with nine digits: `2026-11-26T14:17:36.123456789Z`. */
	readonly stamp: string;
	/** CRC-32 of its text. */
	readonly hash: number;
	/** The how manyth line it is that has this stamp and this text, counted from 1. */
	readonly count: number;
	/** Lines of the stream up to here. */
	readonly lines: number;
	/** Bytes of the stream up to here, newlines included. */
	readonly bytes: number;
};

/** How the log of a container ended. */
export type LogSummary = {
	readonly lines: number;
	/** All that was given equals, byte for byte, a second reading from the first line to the last. */
	readonly verified: boolean;
	/** For the pane: `600001 lines, verified`, or what could not be compared. */
	readonly detail: string;
};
