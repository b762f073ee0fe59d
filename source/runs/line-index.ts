// One `.index` file stands beside each log: blocks of 256 lines, appended to and never changed.
//   u64 offset of the block's first line in the log     f64 base: time of that line, ms since 1970
//   256 × (u32 ms since base, u32 bytes without the newline)
// Numbers are little-endian, as all machines are that Node runs our platforms on. The size of the file says how many whole lines the log has:
// a last line without its newline is not in it.

/** Lines in one block. */
export const linesPerBlock = 256;
/** Bytes before the entries of a block: offset, then base time. */
export const headerSize = 16;
/** Bytes of one line's entry. */
export const entrySize = 8;
/** Bytes of a whole block. */
export const blockSize = headerSize + linesPerBlock * entrySize;

/** How many lines an index of this size holds; what is torn at its end does not count. */
export function linesIn(size: number): number {
	const rest = size % blockSize;
	return Math.floor(size / blockSize) * linesPerBlock + Math.max(0, Math.floor((rest - headerSize) / entrySize));
}

/** Size of an index that holds so many lines. */
export function sizeFor(lineCount: number): number {
	const rest = lineCount % linesPerBlock;
	return Math.floor(lineCount / linesPerBlock) * blockSize + (rest === 0 ? 0 : headerSize + rest * entrySize);
}

/** One block as it was read. */
export type Block = {
	/** Where its first line begins in the log. */
	readonly offset: number;
	/** Milliseconds since 1970. */
	readonly base: number;
	readonly count: number;
	/** Two numbers a line: milliseconds since base, bytes without the newline. */
	readonly entries: Uint32Array;
};

/** Takes a block apart; a torn entry at its end is left out. `bytes` holds at least a header. */
export function parseBlock(bytes: Uint8Array): Block {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const count = Math.floor((bytes.length - headerSize) / entrySize);
	const entries = new Uint32Array(new Uint8Array(bytes.subarray(headerSize, headerSize + count * entrySize)).buffer);
	return {offset: view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32, base: view.getFloat64(8, true), count, entries};
}

/** Where the first `count` lines of a block end in the log, the newline of the last one included. */
export function endOf(block: Block, count: number): number {
	let end = block.offset;
	for (let line = 0; line < count; line++) end += block.entries[line * 2 + 1]! + 1;
	return end;
}
