import {cellsOf} from '../../terminal/width.ts';
import {graphemesOf} from './text-units.ts';

/** Plain text in lines of at most `width` cells, broken at blanks; a word that is longer than a line is broken inside. Newlines stay. */
export function wrapWords(text: string, width: number): readonly string[] {
	if (width < 1) return [];
	return text.split('\n').flatMap(line => wrapLine(line, width));
}

function wrapLine(line: string, width: number): readonly string[] {
	const lines: string[] = [];
	let current = '';
	for (const word of line.split(/(?<=\S)(?=\s)/)) {
		const next = current === '' && lines.length > 0 ? word.trimStart() : current + word;
		if (cellsOf(next) <= width) {
			current = next;
			continue;
		}
		if (current !== '') lines.push(current);
		const pieces = cutWord(word.trimStart(), width);
		lines.push(...pieces.slice(0, -1));
		current = pieces.at(-1) ?? '';
	}
	return [...lines, current];
}

function cutWord(word: string, width: number): readonly string[] {
	const pieces = [''];
	for (const grapheme of graphemesOf(word)) {
		if (cellsOf(pieces.at(-1)! + grapheme) > width && pieces.at(-1) !== '') pieces.push('');
		pieces[pieces.length - 1] += grapheme;
	}
	return pieces;
}
