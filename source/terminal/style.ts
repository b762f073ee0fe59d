import type {World} from '../world.ts';
import {hasColour} from './capabilities.ts';

const codes = {
	bold: [1, 22],
	dim: [2, 22],
	inverse: [7, 27],
	red: [31, 39],
	green: [32, 39],
	yellow: [33, 39],
	blue: [34, 39],
	magenta: [35, 39],
	cyan: [36, 39],
} as const;

/** Puts text into the terminal's own 16 colours, or leaves it as it is where colours are not wanted. */
export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** The style for what is printed to `stdout`: none with NO_COLOR, on a dumb terminal or into a pipe, unless FORCE_COLOR is set. */
export function createStyle(world: Pick<World, 'env' | 'stdout'>): Style {
	const isOn = hasColour(world);
	const entries = Object.entries(codes).map(([name, [start, end]]) => [name, isOn ? paint(start, end) : unchanged] as const);
	return Object.fromEntries(entries) as Style;
}

const unchanged = (text: string) => text;

/** What is inside may end the same attribute (bold and dim share 22): it is started again after that. */
function paint(start: number, end: number) {
	const opening = `\u001b[${start}m`;
	const closing = `\u001b[${end}m`;
	return (text: string) => (text === '' ? '' : opening + text.replaceAll(closing, closing + opening) + closing);
}
