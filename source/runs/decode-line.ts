/** Text of one line: bytes `from` to `to`, read as UTF-8, without the carriage returns at its end. `hidden` bytes that were cut off are said. */
export function decodeLine(bytes: Buffer, from: number, to: number, hidden: number): string {
	let end = to;
	if (hidden > 0) {
		end = wholeCharacters(bytes, from, to);
		return `${bytes.toString('utf8', from, end)} … +${hidden + to - end} bytes`;
	}
	while (end > from && bytes[end - 1] === 13) end--;
	return bytes.toString('utf8', from, end);
}

function wholeCharacters(bytes: Buffer, from: number, to: number): number {
	let start = to - 1;
	while (start > from && start > to - 4 && (bytes[start]! & 0xc0) === 0x80) start--;
	const lead = bytes[start] ?? 0;
	const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	return start + length > to ? start : to;
}
