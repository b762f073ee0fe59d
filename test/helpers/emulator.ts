import unicode11 from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';

/** A terminal without a window: what was written to it, as cells. */
export type Emulator = InstanceType<typeof xterm.Terminal>;

/** An emulator with the width table of today's terminals: emoji are two cells wide, joined emoji are drawn one by one. */
export function createEmulator(columns: number, rows: number): Emulator {
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	emulator.loadAddon(new unicode11.Unicode11Addon());
	emulator.unicode.activeVersion = '11';
	return emulator;
}

/** Resolves when all that was written before has been drawn. */
export function drawn(emulator: Emulator): Promise<void> {
	return new Promise(resolve => {
		emulator.write('', resolve);
	});
}

/** The visible rows, without the blanks at their ends. */
export function rowsOf(emulator: Emulator): string[] {
	const buffer = emulator.buffer.active;
	return Array.from(
		{length: emulator.rows},
		(_, y) =>
			buffer
				.getLine(buffer.viewportY + y)
				?.translateToString(true)
				.trimEnd() ?? '',
	);
}

/** Every visible cell as `character|width|style`, so that two screens can be compared with colours and all. */
export function cellsOf(emulator: Emulator): string[][] {
	const buffer = emulator.buffer.active;
	return Array.from({length: emulator.rows}, (_, y) =>
		Array.from({length: emulator.cols}, (_, x) => {
			const cell = buffer.getLine(buffer.viewportY + y)?.getCell(x);
			if (!cell) return '';
			const colours = [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor()];
			const attributes = [cell.isBold(), cell.isDim(), cell.isInverse(), cell.isItalic(), cell.isUnderline()];
			// An erased cell and a written space look the same
			const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
			return `${text}|${cell.getWidth()}|${[...colours, ...attributes].join(',')}`;
		}),
	);
}

/** Whether the cursor cannot be seen. (xterm has no public way to ask.) */
export function isCursorHidden(emulator: Emulator): boolean {
	return (emulator as unknown as {_core: {coreService: {isCursorHidden: boolean}}})._core.coreService.isCursorHidden;
}
