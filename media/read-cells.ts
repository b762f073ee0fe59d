import type {Terminal} from '@xterm/headless';
import type {Cell} from './animated-svg.ts';

/** The visible cells of an emulated terminal, with colours as the SVG wants them. */
export function readCells(terminal: Terminal): Cell[][] {
	const {active} = terminal.buffer;
	return Array.from({length: terminal.rows}, (_, y) => {
		const line = active.getLine(active.viewportY + y);
		return Array.from({length: terminal.cols}, (_, x) => {
			const cell = line?.getCell(x);
			if (!cell) return {char: ' ', style: '||'};
			const flags = `${cell.isBold() ? 'b' : ''}${cell.isDim() ? 'd' : ''}${cell.isInverse() ? 'i' : ''}${cell.isUnderline() ? 'u' : ''}`;
			const fg = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor());
			const bg = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor());
			return {char: cell.getChars() || (cell.getWidth() === 0 ? '' : ' '), style: `${fg}|${bg}|${flags}`};
		});
	});
}

function colourOf(isDefault: boolean, isRgb: boolean, value: number): string {
	if (isDefault) return '';
	return isRgb ? `#${value.toString(16).padStart(6, '0')}` : String(value);
}
