import {createScanner, next} from '../yaml/scan.ts';
import type {TokenKind} from '../yaml/token.ts';

/** A piece of the text that is no blank; a comment reaches to the end of its line. */
export type Token = {readonly kind: TokenKind | 'comment'; readonly start: number; readonly end: number};

/** The pieces of a text that can be read, in its order. */
export function tokensOf(text: string): readonly Token[] {
	const tokens: Token[] = [];
	const scanner = createScanner(text);
	for (let end = 0; ; ) {
		const token = next(scanner);
		// Between two tokens nothing but blanks and comments can stand
		for (const {0: comment, index} of text.slice(end, token.start).matchAll(/#.*/g))
			tokens.push({kind: 'comment', start: end + index, end: end + index + comment.length});
		if (token.kind === 'end') return tokens;
		if (token.end > token.start) tokens.push(token);
		end = Math.max(end, token.end);
	}
}
