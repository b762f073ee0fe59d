import type {Piece, PieceParser} from './piece.ts';

const newline = 10;
/** docker cuts a longer line into parts of this size (moby daemon/logger/copier.go). */
const partSize = 16_384;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d) /;
/** The longest stamp, with its blank: nanoseconds and an offset. */
const longestStamp = 36;

/**
 * Reads what `logs -t` prints: `<time> <text>`, a line each. Of a long line docker stamps every part, without a newline between them: a stamp
 * right behind a part of 16 KiB begins the next part. Lines without a stamp are of the engine itself, and go to `onMessage`.
 */
export function createStampedLinesParser(onPiece: (piece: Piece) => void, onMessage: (line: string) => void): PieceParser {
	let rest = Buffer.alloc(0);

	const take = (line: Buffer, isEnded: boolean) => {
		let begin = 0;
		for (;;) {
			const found = stamp.exec(line.toString('latin1', begin, begin + longestStamp))?.[0];
			if (found === undefined) {
				if (begin === 0) onMessage(line.toString('utf8'));
				return;
			}
			const text = begin + found.length;
			const time = Date.parse(found.trimEnd());
			const next = text + partSize;
			const goesOn = line.length > next && stamp.test(line.toString('latin1', next, next + longestStamp));
			onPiece({source: 0, isPart: goesOn || !isEnded, time, text: line.subarray(text, goesOn ? next : undefined)});
			if (!goesOn) return;
			begin = next;
		}
	};

	return {
		push(bytes) {
			const chunk = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
			let start = 0;
			for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
				take(chunk.subarray(start, end), true);
				start = end + 1;
			}
			rest = Buffer.from(chunk.subarray(start));
		},
		end() {
			if (rest.length > 0) take(rest, false);
			rest = Buffer.alloc(0);
		},
	};
}
