const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/** A time stamp of the kubelet or of a container runtime in UTC with nine digits, so that stamps compare as text; undefined for other text. */
export function canonicalStamp(text: string): string | undefined {
	const [, second, fraction = '', zone] = shape.exec(text) ?? [];
	if (second === undefined) return undefined;
	const time = Date.parse(`${second}${zone}`);
	if (Number.isNaN(time)) return undefined;
	const whole = zone === 'Z' ? second : new Date(time).toISOString().slice(0, 19);
	return `${whole}.${fraction.padEnd(9, '0')}Z`;
}

/** stdout and stderr are stamped before they wait for each other to be written, so that stamps may be a little out of order; milliseconds. */
export const disorder = 50;

/**
 * The `sinceTime` from which on everything comes that is written behind a line with this canonical stamp. It has no fractions: metav1.Time goes to the
 * kubelet in whole seconds.
 */
export function sinceOf(stamp: string): string {
	return `${new Date(timeOf(stamp) - disorder).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 of a canonical stamp. */
export function timeOf(stamp: string): number {
	return Date.parse(`${stamp.slice(0, 23)}Z`);
}

const zero = 48;
const nine = 57;
const space = 32;
const dot = 46;
const letterZ = 90;
/** Bytes of a stamp up to its second. */
const secondLength = 19;
/** Longest stamp: nanoseconds and an offset. */
const longest = 35;

/** Reads the stamps at the beginning of lines, quickly while their second stays the same. */
export type StampReader = {
	/** Index behind the stamp and its blank, or -1 when no stamp stands there. */
	read(data: Buffer, start: number, end: number): number;
	/** Of the stamp that was read last; milliseconds since 1970. */
	readonly time: number;
};

export function createStampReader(): StampReader {
	const second = Buffer.alloc(secondLength);
	let base = 0; // Of `second` in UTC
	let time = 0;

	const readSlowly = (data: Buffer, start: number, end: number): number => {
		const blank = data.subarray(start, Math.min(end, start + longest + 1)).indexOf(space);
		if (blank === -1) return -1;
		const text = data.toString('latin1', start, start + blank);
		const stamp = canonicalStamp(text);
		if (stamp === undefined) return -1;
		time = timeOf(stamp);
		if (text.endsWith('Z')) {
			data.copy(second, 0, start, start + secondLength);
			base = Date.parse(`${stamp.slice(0, secondLength)}Z`);
		}
		return start + blank + 1;
	};

	return {
		get time() {
			return time;
		},
		read(data, start, end) {
			if (end - start < secondLength + 2) return readSlowly(data, start, end);
			// From its end: that is where stamps differ
			for (let index = secondLength - 1; index >= 0; index--) if (data[start + index] !== second[index]) return readSlowly(data, start, end);
			let at = start + secondLength;
			let fraction = 0;
			if (data[at] === dot) {
				const first = ++at;
				for (; at < end; at++) {
					const digit = data[at]!;
					if (digit < zero || digit > nine) break;
					if (at - first < 3) fraction = fraction * 10 + digit - zero;
				}
				const digits = at - first;
				if (digits === 0 || digits > 9) return -1;
				for (let digit = digits; digit < 3; digit++) fraction *= 10;
			}
			if (at + 1 >= end || data[at] !== letterZ || data[at + 1] !== space) return readSlowly(data, start, end);
			time = base + fraction;
			return at + 2;
		},
	};
}
