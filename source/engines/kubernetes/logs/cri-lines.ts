const newline = 10;
const space = 32;
const letterP = 'P'.charCodeAt(0);

/** Takes bytes of a log file of a node, and gives them as the API server gives them with `timestamps=true`. */
export type CriLines = {push(chunk: Buffer): Buffer};

/**
 * `<stamp> stdout|stderr F|P <text>` becomes `<stamp> <text>`, with parts (P) joined to one line in the order of the file, whatever output they are of:
 * so does the kubelet (cri-client logs.go), also from one file to the next. What has no newline was not written to its end, and waits.
 */
export function createCriLines(): CriLines {
	let waiting: Buffer[] = [];
	let isInLine = false;

	return {
		push(chunk) {
			const first = chunk.indexOf(newline);
			if (first === -1) {
				waiting.push(chunk);
				return chunk.subarray(0, 0);
			}
			// A copy: what waits must not be moved about
			const data = Buffer.concat([...waiting, chunk]);
			let at = 0;
			let start = 0;
			for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline, start)) {
				const stampEnd = data.indexOf(space, start);
				const tag = data.indexOf(space, stampEnd + 1) + 1;
				if (stampEnd !== -1 && tag !== 0 && tag + 2 <= end) {
					if (!isInLine) {
						data.copyWithin(at, start, stampEnd + 1);
						at += stampEnd + 1 - start;
					}
					isInLine = data[tag] === letterP;
					const textEnd = isInLine ? end : end + 1;
					data.copyWithin(at, tag + 2, textEnd);
					at += textEnd - tag - 2;
				}
				start = end + 1;
			}
			waiting = start < data.length ? [data.subarray(start)] : [];
			return data.subarray(0, at);
		},
	};
}
