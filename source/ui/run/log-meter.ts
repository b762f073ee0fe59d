/** What is known of the flow of a log at one moment. */
export type Flow = {
	readonly lines: number;
	/** Lines a second, over the last whole second or longer; 0 when nothing comes. */
	readonly rate: number;
	/** Since the last line came; undefined while there is none. */
	readonly quietMilliseconds?: number;
};

/** The part of a log that the meter reads. */
export type Counted = {readonly lineCount: number; times(from: number, count: number): readonly number[]};

export type LogMeter = {measure(now: number): Flow};

const windowMilliseconds = 1000;

/** Measures how fast a log grows, from looks at it at any moments. What stood in the log at the first look is not counted as flow. */
export function createLogMeter(log: Counted): LogMeter {
	let windowStart: {at: number; lines: number} | undefined;
	let rate = 0;
	let known = 0;
	let lastLineAt: number | undefined;

	return {
		measure(now) {
			const lines = log.lineCount;
			if (lines !== known) {
				lastLineAt = windowStart ? now : log.times(lines - 1, 1)[0];
				known = lines;
			}
			windowStart ??= {at: now, lines};
			const elapsed = now - windowStart.at;
			if (elapsed >= windowMilliseconds) {
				rate = Math.max(0, Math.round(((lines - windowStart.lines) * 1000) / elapsed));
				windowStart = {at: now, lines};
			}
			return {lines, rate, quietMilliseconds: lastLineAt === undefined ? undefined : Math.max(0, now - lastLineAt)};
		},
	};
}
