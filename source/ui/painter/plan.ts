import type {Layer, Rect, Surface} from './layer.ts';

/** A layer and where Ink laid it out; `surface` when it draws itself. */
export type Placed = {readonly layer: Layer; readonly surface?: Surface | undefined; readonly rect: Rect};

/** A piece of a screen row: of a surface (its `row`, from its cell `from`), or of Ink's frame. */
export type Span = {readonly x: number; readonly width: number; readonly surface?: Surface; readonly row: number; readonly from: number};

/** The spans of a row, from left to right without gaps; equal keys mean spans at equal places. */
export type RowPlan = {readonly spans: readonly Span[]; readonly key: string};

/** Splits every row of the screen into spans: what a surface shows is its rectangle minus the layers above it, the rest is Ink's. */
export function planRows(placed: readonly Placed[], columns: number, rows: number): RowPlan[] {
	return Array.from({length: rows}, (_, y) => {
		const here = placed.filter(({rect}) => y >= rect.y && y < rect.y + rect.height);
		const pieces = here.flatMap(one => piecesOf(one, here, y, columns)).sort((a, b) => a.x - b.x);
		const spans: Span[] = [];
		let x = 0;
		for (const piece of pieces) {
			if (piece.x > x) spans.push({x, width: piece.x - x, row: y, from: x});
			spans.push(piece);
			x = piece.x + piece.width;
		}
		if (x < columns) spans.push({x, width: columns - x, row: y, from: x});
		return {spans, key: spans.map(span => `${span.x}+${span.width}${span.surface ? 's' : 'i'}`).join(' ')};
	});
}

/** What can be seen of a surface in one row. */
function piecesOf({layer, surface, rect}: Placed, here: readonly Placed[], y: number, columns: number): Span[] {
	if (!surface) return [];
	let free: ReadonlyArray<readonly [number, number]> = [[Math.max(0, rect.x), Math.min(columns, rect.x + rect.width)]];
	for (const above of here) {
		if (above.layer === layer || above.layer.z <= layer.z) continue;
		const left = above.rect.x;
		const right = left + above.rect.width;
		free = free.flatMap(([start, end]) => [[start, Math.min(end, left)] as const, [Math.max(start, right), end] as const]);
	}
	return free.filter(([start, end]) => start < end).map(([start, end]) => ({x: start, width: end - start, surface, row: y - rect.y, from: start - rect.x}));
}
