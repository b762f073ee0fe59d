import type {Hint} from '../keymap.ts';
import {hintLines} from '../parts/key-hints.tsx';
import type {Look} from './look.ts';

/** The keys that work now in one row of `width` cells: as many as there is room for, the most needed first, and always the last one. */
export function footerLine(hints: readonly Hint[], width: number, {style}: Pick<Look, 'style'>): string {
	const [line = []] = hintLines(hints, width, 1);
	return ` ${line.map(({keys, help}) => `${style.bold(keys)} ${style.dim(help)}`).join('  ')}`;
}
