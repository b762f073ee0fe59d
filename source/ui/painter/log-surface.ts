import {type Cut, cutLine} from '../../terminal/cut.ts';
import type {Layer, Surface} from './layer.ts';
import type {LogView} from './log-view.ts';

/** Draws a log view where `layer` lies. */
export function createLogSurface(view: LogView, layer: Layer, hasColour: boolean): Surface {
	return {
		...layer,
		begin({width, height}) {
			view.resize(width, height);
			view.refresh();
		},
		version: () => view.version,
		drawRow(row, from, width, screenX) {
			const {text, cell, time} = view.visible()[row] ?? {text: '', cell: 0, time: undefined};
			const line = (cells: number, at: number): Cut => cutLine(text, cell + view.left + Math.max(0, from - view.gutter), cells, at, hasColour);
			const left = Math.max(0, Math.min(view.gutter - from, width));
			if (left === 0) return line(width, screenX);
			// Times stand in their own cells, so that the line's tabs and carriage returns mean what they did
			const stamp = cutLine(time === undefined || cell > 0 ? '' : `\u001b[2m${clockTime(time)}`, from, left, screenX);
			const {text: rest, certain} = line(width - left, screenX + left);
			return {text: stamp.text + rest, certain};
		},
	};
}

/** Local time of day as HH:MM:SS, for milliseconds since 1970. */
export function clockTime(time: number): string {
	return new Date(time).toTimeString().slice(0, 8);
}
