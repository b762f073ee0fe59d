import {strayByte} from '../text-of-bytes.ts';
import type {Finding} from './finding.ts';

/** The first thing that is no text at all: bytes that no character has, in a file that is not UTF-8 or no text file. */
export function findBytes(text: string): Finding | undefined {
	const zero = text.indexOf('\0');
	const found = lone.exec(text);
	const offset = found?.index ?? zero;
	if (offset < 0) return undefined;
	const place = {offset, length: 1};
	if (zero >= 0) return {...place, code: 'not-text', message: 'This is no text file: it holds bytes that are no characters.', hint: 'Name a polyaxonfile.'};
	const hint = 'Save it as UTF-8: your editor can, or';
	const byte = strayByte(text.charCodeAt(offset));
	if (offset === 0 && /^(?:\udcff\udcfe|\udcfe\udcff)/.test(text)) {
		return {offset, length: 2, code: 'not-utf-8', message: 'This file is UTF-16, and the platform reads UTF-8.', hint: `${hint} "iconv -f UTF-16 -t UTF-8".`};
	}
	const what = byte === undefined ? 'half of a character' : `the byte ${byte.toString(16).toUpperCase()}`;
	return {...place, code: 'not-utf-8', message: `This file is not UTF-8: ${what} stands here.`, hint: `${hint} "iconv -f LATIN1 -t UTF-8" if it is Latin-1.`};
}

/** Halves of surrogate pairs. */
const lone = /[\ud800-\udfff]/u;

/** The first character that the platform's reader (PyYAML) refuses wherever it stands. */
export function findControl(text: string): Finding | undefined {
	const found = unprintable.exec(text);
	if (!found) return undefined;
	const bytes = findBytes(text);
	if (bytes) return bytes;
	const code = (text.codePointAt(found.index) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	return {
		code: 'control-character',
		message: `There is a control character here (U+${code}), which YAML does not allow.`,
		hint: 'Delete it.',
		offset: found.index,
		length: 1,
	};
}

const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
