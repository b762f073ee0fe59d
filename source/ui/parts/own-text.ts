import type {Symbols} from '../../terminal/symbols.ts';

/** Our own words, whose few marks beyond ASCII become the ones that the terminal has. */
export function ownText(text: string, symbols: Symbols): string {
	return text.replaceAll('·', symbols.bullet).replaceAll('–', symbols.skipped).replaceAll('…', symbols.ellipsis);
}
