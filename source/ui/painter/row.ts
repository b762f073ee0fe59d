import {cutLine} from '../../terminal/cut.ts';
import type {Surface} from './layer.ts';
import type {RowPlan} from './plan.ts';

/** What the terminal shows on one row. */
export type ShownRow = {readonly key: string; readonly inkRow: string; readonly texts: readonly string[]; readonly certain: readonly boolean[]};

/** One row of a paint: where it is, what Ink drew on it, and which surfaces look different than at the last paint. */
export type RowInput = {
	readonly y: number;
	readonly plan: RowPlan;
	readonly inkRow: string;
	readonly changed: ReadonlySet<Surface>;
	readonly hasColour: boolean;
};

/** The row as it will be shown, and what must be written for that: only spans that differ from `before`. */
export function paintRow({y, plan, inkRow, changed, hasColour}: RowInput, before: ShownRow | undefined): {out: string; shown: ShownRow} {
	const {spans, key} = plan;
	const known = before?.key === key ? before : undefined;
	const isInkSame = known?.inkRow === inkRow;
	if (known && isInkSame && !spans.some(({surface}) => surface && changed.has(surface))) return {out: '', shown: known};

	const texts: string[] = [];
	const certain: boolean[] = [];
	let out = '';
	let mustWrite = false;
	for (const [index, {x, width, surface, row, from}] of spans.entries()) {
		const old = known?.texts[index];
		const isSame = old !== undefined && (surface ? !changed.has(surface) : isInkSame);
		const cut = isSame
			? {text: old, certain: known?.certain[index] ?? true}
			: surface
				? surface.drawRow(row, from, width, x)
				: cutLine(inkRow, x, width, x, hasColour);
		if (mustWrite || cut.text !== old) {
			out += `\u001b[${y + 1};${x + 1}H${cut.text}`;
			// A glyph may have run over its cells: what is to the right is written again
			if (!cut.certain) mustWrite = true;
		}
		texts.push(cut.text);
		certain.push(cut.certain);
	}
	return {out, shown: {key, inkRow, texts, certain}};
}
