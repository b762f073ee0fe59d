import type {Piece, PieceParser} from './piece.ts';

const newline = 10;
const space = 32;
const letterP = 'P'.charCodeAt(0);

/**
 * Reads the format of conmon and of the kubelet: `<time> stdout|stderr F|P <text>`, a line each; P: the line goes on in the next of its source
 * (conmon src/ctr_logging.c writes every read of at most 8 KiB so).
 */
export function createK8sFileParser(onPiece: (piece: Piece) => void): PieceParser {
	let rest = Buffer.alloc(0);
	let lastStamp = '';
	let lastTime = 0;

	const take = (line: Buffer) => {
		const stampEnd = line.indexOf(space);
		const sourceEnd = line.indexOf(space, stampEnd + 1);
		// `F` or `P`, and a blank that is there also before an empty text
		if (stampEnd === -1 || sourceEnd === -1 || line.length < sourceEnd + 3) return;
		const stamp = line.toString('latin1', 0, stampEnd);
		// All lines of one read have the same time
		if (stamp !== lastStamp) {
			lastStamp = stamp;
			lastTime = Date.parse(stamp) || lastTime;
		}
		// stdout or stderr: they differ in the fourth letter
		const source = line[stampEnd + 4] === 'e'.charCodeAt(0) ? 1 : 0;
		onPiece({source, isPart: line[sourceEnd + 1] === letterP, time: lastTime, text: line.subarray(sourceEnd + 3)});
	};

	return {
		push(bytes) {
			const chunk = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
			let start = 0;
			for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
				take(chunk.subarray(start, end));
				start = end + 1;
			}
			rest = Buffer.from(chunk.subarray(start));
		},
		// The engine writes whole lines: what has no newline was torn with it
		end() {},
	};
}
