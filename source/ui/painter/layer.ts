import type {Cut} from '../../terminal/cut.ts';

/** Cells of the screen, from its upper left corner. */
export type Rect = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};

/** Something that lies in Ink's layout and hides what is below it. */
export type Layer = {
	/** Asked once after each Ink frame; undefined while not laid out. */
	measure(): Rect | undefined;
	/** Higher hides lower. Ink's own frame is below all surfaces and shows through covers. */
	readonly z: number;
};

/** A layer that draws itself, without Ink. */
export type Surface = Layer & {
	/** Any value that changes when the surface would look different. Asked after `begin`. */
	version(): number | string;
	/** Called once before the rows of a paint are drawn. */
	begin(rect: Rect): void;
	/** Cells `from` … `from + width` of row `row` of the surface, to be written at screen column `screenX`. */
	drawRow(row: number, from: number, width: number, screenX: number): Cut;
};
