import {isUtf8} from 'node:buffer';

/**
 * Bytes as text. A byte that is no UTF-8 becomes the half of a surrogate pair that Python has for it (`surrogateescape`), which stands alone in
 * no other text: whoever reads the text can say where the byte is. UTF-16 is decoded after its mark, whose bytes are marked so too.
 */
export function textOfBytes(bytes: Buffer): string {
	if (isUtf8(bytes)) return bytes.toString('utf8');
	const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
	if (encoding) return escapeBytes(bytes.toString('latin1', 0, 2)) + new TextDecoder(encoding).decode(bytes.subarray(2));
	return bytes.toString('latin1').replaceAll(sequence, piece => (piece.length === 1 ? escapeBytes(piece) : Buffer.from(piece, 'latin1').toString('utf8')));
}

/** A character of UTF-8 that has several bytes, or a byte that belongs to none; each byte is a character here. */
const sequence =
	/[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

const base = 0xdc00;

function escapeBytes(bytes: string): string {
	return bytes.replaceAll(/[\s\S]/g, byte => String.fromCharCode(base + byte.charCodeAt(0)));
}

/** The byte that a character stands for, when it was no UTF-8. */
export function strayByte(code: number): number | undefined {
	return code >= base + 0x80 && code <= base + 0xff ? code - base : undefined;
}
