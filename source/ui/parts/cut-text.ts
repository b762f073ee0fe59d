import {fit} from '../../terminal/cut.ts';
import type {Symbols} from '../../terminal/symbols.ts';

/** Plain text that fills at most `width` cells. Ink's own truncation marks the cut with a character that not every terminal has. */
export function cutText(text: string, width: number, symbols: Symbols): string {
	return width < 1 ? '' : fit(text, width, symbols.ellipsis).trimEnd();
}
