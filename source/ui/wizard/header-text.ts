import {fit as fitTo} from '../../terminal/cut.ts';
import {grouped} from '../../terminal/grouped.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {Facts} from '../../wizard/facts.ts';

/** Where the wizard is: `~/projects/digits · git main · 14 files, 212 KB`, cut from the left where it is too long. */
export function placeText({folder, gitBranch, size}: Facts, home: string | undefined, width: number, symbols: Symbols): string {
	const files = `${size.isCut ? 'more than ' : ''}${grouped(size.files)} ${size.files === 1 ? 'file' : 'files'}, ${bytesText(size.bytes)}`;
	const rest = [...(gitBranch === undefined ? [] : [`git ${sanitiseLine(gitBranch)}`]), files].join(` ${symbols.bullet} `);
	const path = sanitiseLine(shortPath(folder, home));
	const room = width - cellsOf(rest) - 3;
	if (room < 8) return fitTo(path, width, symbols.ellipsis).trimEnd();
	return `${lastCells(path, room, symbols.ellipsis)} ${symbols.bullet} ${rest}`;
}

/** `212 KB`, in steps of 1000. */
export function bytesText(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	const units = ['KB', 'MB', 'GB', 'TB'];
	const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
	const amount = bytes / 1000 ** power;
	return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power - 1]}`;
}

function shortPath(folder: string, home: string | undefined): string {
	if (!home || home === '/') return folder;
	if (folder === home) return '~';
	return folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
}

/** The end of a path says most. */
function lastCells(path: string, width: number, ellipsis: string): string {
	if (cellsOf(path) <= width) return path;
	const glyphs = [...path];
	while (glyphs.length > 0 && cellsOf(ellipsis + glyphs.join('')) > width) glyphs.shift();
	return ellipsis + glyphs.join('');
}
