/** How the panes of a run share the room: automatic by size, or as the user asked. */
export type LayoutName = 'automatic' | 'columns' | 'rows' | 'grid' | 'list';

/** In the order in which the layout key goes through them. */
export const layoutNames: readonly LayoutName[] = ['automatic', 'columns', 'rows', 'grid', 'list'];

/** A pane that wants room. A heavier one gets more, and stays longer when there is not room for all. */
export type PaneWish = {readonly id: string; readonly weight: number; readonly isEvents?: boolean};

/** Cells of the screen, counted from the top left of the room for panes. */
export type Place = {readonly x: number; readonly y: number; readonly width: number; readonly height: number};
export type PlacedPane = Place & {readonly id: string};

export type LayoutRequest = {
	readonly panes: readonly PaneWish[];
	/** Always among the placed ones. */
	readonly focus: string;
	readonly layout: LayoutName;
	readonly isZoomed: boolean;
	readonly width: number;
	readonly height: number;
};

const leastWidth = 24;
const leastHeight = 4;
/** Log lines are still worth reading in this many cells. */
const readableWidth = 48;
const listWidth = 34;

/** Where each pane stands. Panes for which there is no room are left out; the focused one never is. */
export function placePanes({panes, focus, layout, isZoomed, width, height}: LayoutRequest): {readonly panes: readonly PlacedPane[]; readonly list?: Place} {
	const room: Place = {x: 0, y: 0, width, height};
	const visible = (count: number) => chooseVisible(panes, focus, count);
	if (isZoomed || panes.length < 2) return {panes: inRows(visible(1), room)};
	switch (layout) {
		case 'automatic':
			return {panes: automatic(panes, focus, room)};
		case 'columns':
			return {panes: inColumns(visible(Math.floor(width / leastWidth)), room)};
		case 'rows':
			return {panes: inRows(visible(Math.floor(height / leastHeight)), room)};
		case 'grid':
			return {panes: inGrid(visible(Math.floor(width / leastWidth) * Math.floor(height / leastHeight)), Math.ceil(Math.sqrt(panes.length)), room)};
		case 'list': {
			const side = Math.min(listWidth, Math.floor(width / 3));
			return {panes: inRows(visible(1), {...room, x: side, width: width - side}), list: {...room, width: side}};
		}
	}
}

/** Wide: the streams side by side above the events. Narrow: two over each other, the events too when it is high. */
function automatic(panes: readonly PaneWish[], focus: string, room: Place): readonly PlacedPane[] {
	const perRow = Math.floor(room.width / readableWidth);
	if (perRow < 2) return inRows(chooseVisible(panes, focus, room.height >= 36 ? 3 : 2), room);
	const streams = panes.filter(({isEvents}) => !isEvents);
	if (room.height < 16 || streams.length === 0) return inColumns(chooseVisible(panes, focus, perRow), room);

	const eventsHeight = streams.length === panes.length ? 0 : Math.min(9, Math.max(5, Math.floor(room.height / 5)));
	const above = {...room, height: room.height - eventsHeight};
	const columns = Math.min(perRow, streams.length > 3 ? Math.ceil(Math.sqrt(streams.length)) : streams.length);
	const shown = chooseVisible(streams, focus, columns * Math.max(1, Math.floor(above.height / 8)));
	return [
		...inGrid(shown, columns, above),
		...inRows(
			panes.filter(({isEvents}) => isEvents),
			{...room, y: above.height, height: eventsHeight},
		),
	];
}

/** The focused pane and the heaviest others, in their own order. */
function chooseVisible(panes: readonly PaneWish[], focus: string, count: number): readonly PaneWish[] {
	const chosen = new Set(
		[...panes]
			.sort((a, b) => Number(b.id === focus) - Number(a.id === focus) || b.weight - a.weight)
			.slice(0, Math.max(1, count))
			.map(({id}) => id),
	);
	return panes.filter(({id}) => chosen.has(id));
}

function inColumns(panes: readonly PaneWish[], room: Place): readonly PlacedPane[] {
	let {x} = room;
	return divide(room.width, panes, leastWidth).map((width, index) => {
		const place = {id: panes[index]!.id, ...room, x, width};
		x += width;
		return place;
	});
}

function inRows(panes: readonly PaneWish[], room: Place): readonly PlacedPane[] {
	let {y} = room;
	return divide(room.height, panes, leastHeight).map((height, index) => {
		const place = {id: panes[index]!.id, ...room, y, height};
		y += height;
		return place;
	});
}

function inGrid(panes: readonly PaneWish[], columns: number, room: Place): readonly PlacedPane[] {
	const lines = Array.from({length: Math.ceil(panes.length / columns)}, (_, line) => panes.slice(line * columns, (line + 1) * columns));
	const heights = divide(
		room.height,
		lines.map(line => ({weight: Math.max(...line.map(({weight}) => weight))})),
		leastHeight,
	);
	let {y} = room;
	return lines.flatMap((line, index) => {
		const height = heights[index]!;
		const placed = inColumns(line, {...room, y, height});
		y += height;
		return placed;
	});
}

/** Sizes by weight that add up to `total`; none is under `least` while there is room for that. */
function divide(total: number, shares: ReadonlyArray<{readonly weight: number}>, least: number): readonly number[] {
	const floor = Math.min(least, Math.floor(total / Math.max(1, shares.length)));
	let left = total;
	let weight = shares.reduce((sum, share) => sum + share.weight, 0);
	return shares.map((share, index) => {
		const others = (shares.length - index - 1) * floor;
		const size = index === shares.length - 1 ? left : Math.min(left - others, Math.max(floor, Math.round((left * share.weight) / weight)));
		left -= size;
		weight -= share.weight;
		return size;
	});
}
