import {closeSync, fstatSync, readSync} from 'node:fs';
import {type Block, blockSize, endOf, linesIn, linesPerBlock, parseBlock} from './line-index.ts';
import {openIfThere} from './open-if-there.ts';

/** Finds the lines of a log in its index. */
export type IndexReader = {
	/** Looks at the file again. True when there are more lines. */
	refresh(): boolean;
	readonly lineCount: number;
	/** Where the last line ends in the log, its newline included. */
	readonly end: number;
	/** Bytes without the newline. */
	lengthOf(line: number): number;
	offsetOf(line: number): number;
	/** Milliseconds since 1970. */
	timeOf(line: number): number;
	close(): void;
};

/** Whole blocks that are kept: a screen looks at one place, a search goes from block to block. */
const keptBlocks = 8;

/** Opens an index that need not be there yet. */
export function openIndexReader(path: string): IndexReader {
	let file: number | undefined;
	let lineCount = 0;
	let end = 0;
	const blocks = new Map<number, Block>();
	const bytes = Buffer.alloc(blockSize);
	// Where the offsets of the block that was asked last stand: lines are mostly asked for one after the other.
	let place = {block: -1, line: 0, offset: 0};
	let last: {number: number; block: Block} | undefined;

	const blockAt = (number: number): Block => {
		if (last?.number === number) return last.block;
		const block = blocks.get(number) ?? readBlock(number);
		last = {number, block};
		return block;
	};

	const readBlock = (number: number): Block => {
		const length = file === undefined ? 0 : readSync(file, bytes, 0, blockSize, number * blockSize);
		const block = parseBlock(bytes.subarray(0, length));
		if (blocks.size >= keptBlocks) blocks.delete(blocks.keys().next().value!);
		blocks.set(number, block);
		return block;
	};

	return {
		get lineCount() {
			return lineCount;
		},
		get end() {
			return end;
		},
		refresh() {
			file ??= openIfThere(path);
			if (file === undefined) return false;
			const count = linesIn(fstatSync(file).size);
			if (count === lineCount) return false;
			// The block that was the last one has grown. A new driver may have cut what an old one left torn.
			if (count > lineCount) blocks.delete(Math.floor(lineCount / linesPerBlock));
			else blocks.clear();
			last = undefined;
			place = {block: -1, line: 0, offset: 0};
			lineCount = count;
			const number = Math.floor((count - 1) / linesPerBlock);
			end = count === 0 ? 0 : endOf(blockAt(number), count - number * linesPerBlock);
			return true;
		},
		lengthOf(line) {
			return blockAt(Math.floor(line / linesPerBlock)).entries[(line % linesPerBlock) * 2 + 1]!;
		},
		offsetOf(line) {
			const number = Math.floor(line / linesPerBlock);
			const block = blockAt(number);
			const inBlock = line % linesPerBlock;
			if (place.block !== number || place.line > inBlock) place = {block: number, line: 0, offset: block.offset};
			for (; place.line < inBlock; place.line++) place.offset += block.entries[place.line * 2 + 1]! + 1;
			return place.offset;
		},
		timeOf(line) {
			const block = blockAt(Math.floor(line / linesPerBlock));
			return block.base + block.entries[(line % linesPerBlock) * 2]!;
		},
		close() {
			if (file !== undefined) closeSync(file);
			file = undefined;
		},
	};
}
