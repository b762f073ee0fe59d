import {fit} from '../../terminal/cut.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {Look} from './look.ts';

/** What stands in a border: `left` in parts, of which the last ones go when there is no room, and `right` at the other end. */
export type BorderText = {readonly left: readonly string[]; readonly right: string};

/** A horizontal border of `width` cells between its corners, with text in it. `paintLine` and `paintText` colour what they get. */
export function borderRow(
	{left, right}: BorderText,
	width: number,
	{symbols}: Pick<Look, 'symbols'>,
	paintLine: (text: string) => string,
	paintText: (text: string) => string,
): string {
	const line = (cells: number) => paintLine(symbols.horizontal.repeat(Math.max(0, cells)));
	const end = right === '' || cellsOf(right) + 4 > width ? '' : ` ${right} `;
	const tail = end === '' ? '' : paintText(end) + line(2);
	const room = width - (end === '' ? 0 : cellsOf(end) + 2) - 1;
	const text = joined(left, room - 2, {symbols});
	if (text === '') return line(width - (end === '' ? 0 : cellsOf(end) + 2)) + tail;
	return line(1) + paintText(` ${text} `) + line(room - cellsOf(text) - 2) + tail;
}

function joined(parts: readonly string[], room: number, {symbols}: Pick<Look, 'symbols'>): string {
	for (let count = parts.length; count > 0; count--) {
		const text = parts.slice(0, count).join(` ${symbols.bullet} `);
		if (cellsOf(text) <= room) return text;
	}
	return parts.length === 0 || room < 4 ? '' : fit(parts[0]!, room, symbols.ellipsis).trimEnd();
}
