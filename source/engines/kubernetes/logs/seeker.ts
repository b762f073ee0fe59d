import type {LogPosition} from './piece.ts';
import {timeOf} from './stamp.ts';
import {hashAt, type Lines, stampAt} from './stamped-lines.ts';

/** Finds the place in a log that is read again where reading has ended before. */
export type Seeker = {
	/** The index of the first line behind the position, or -1 when the position is not in these lines. */
	look(lines: Lines): number;
	/** Lines that are later than the position were seen. */
	readonly isBehind: boolean;
};

/** By the line itself and not by the order of stamps: those of stdout and stderr can be out of order, and clocks are set back. */
export function createSeeker({stamp, hash, count}: LogPosition): Seeker {
	const time = timeOf(stamp);
	let seen = 0;
	let isBehind = false;

	return {
		get isBehind() {
			return isBehind;
		},
		look(lines) {
			const length = lines.times.length;
			for (let line = 0; line < length; line++) {
				if (lines.times[line]! < time) continue;
				if (lines.times[line]! > time) {
					isBehind = true;
					continue;
				}
				const found = stampAt(lines, line);
				if (found === stamp && hashAt(lines, line) === hash && ++seen === count) return line + 1;
				if (found > stamp) isBehind = true;
			}
			return -1;
		},
	};
}

/** The index of the first line that is later than the position. */
export function firstLater(lines: Lines, {stamp}: LogPosition): number {
	const time = timeOf(stamp);
	const line = lines.times.findIndex((at, index) => at > time || (at === time && stampAt(lines, index) > stamp));
	return line === -1 ? lines.times.length : line;
}
