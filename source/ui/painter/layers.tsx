import {Box, type BoxProps, type DOMElement, measureElement, Text, useBoxMetrics} from 'ink';
import {createContext, type ReactNode, type RefObject, use, useLayoutEffect, useMemo, useRef} from 'react';
import {cutLine, fit} from '../../terminal/cut.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {Layer, Rect, Surface} from './layer.ts';
import {createLogSurface} from './log-surface.ts';
import type {LogView} from './log-view.ts';
import type {Screen} from './screen.ts';

/** The screen that the components draw on. Undefined in tests of components alone: then Ink draws everything. */
export const ScreenContext = createContext<Screen | undefined>(undefined);

/** How many covers a component lies in: a log in a dialog is hidden by dialogs above it, not by its own. */
const DepthContext = createContext(0);

/** A box whose cells show a log. Fills the space that its parent gives it. */
export function LogBox({view}: {readonly view: LogView}) {
	const screen = use(ScreenContext);
	const {ref, layer} = useLayer();
	useLayoutEffect(() => screen?.addSurface(createLogSurface(view, layer, screen.hasColour)), [screen, view, layer]);
	return (
		<Box ref={ref} flexGrow={1} flexDirection="column" overflow="hidden">
			{screen ? null : <InkLines view={view} boxRef={ref} />}
		</Box>
	);
}

/**
 * One row of text that changes often (counters, clocks): asked for with every paint, so that Ink need not draw a frame for it. Its width is its
 * parent's business: the text is cut or padded to it. Colours in the text are kept.
 */
export function LiveText({text}: {readonly text: () => string}) {
	const screen = use(ScreenContext);
	const {ref, layer} = useLayer();
	useLayoutEffect(() => screen?.addSurface(createTextSurface(text, layer, screen.hasColour)), [screen, text, layer]);
	return (
		<Box ref={ref} height={1} flexGrow={1} overflow="hidden">
			{screen ? null : <Text wrap="truncate-end">{text()}</Text>}
		</Box>
	);
}

/** Size of a cover in cells, its place in the stack when several lie side by side in the tree, and what a box takes. */
export type CoverProps = {readonly width: number; readonly height: number; readonly level?: number; readonly children: ReactNode} & BoxProps;

/** A box that hides the logs below it. Always opaque: every cell is drawn, with or without colours. */
export function Cover({width, height, level, children, ...box}: CoverProps) {
	const outer = use(DepthContext);
	const z = level ?? outer + 1;
	const screen = use(ScreenContext);
	const {ref, layer} = useLayer(z);
	useLayoutEffect(() => screen?.addCover(layer), [screen, layer]);
	const blanks = Array.from({length: Math.max(0, height)}, () => ' '.repeat(Math.max(0, width))).join('\n');
	return (
		<Box ref={ref} width={width} height={height} flexShrink={0}>
			<Box position="absolute">
				<Text>{blanks}</Text>
			</Box>
			<Box position="absolute" width={width} height={height} {...box}>
				<DepthContext value={z}>{children}</DepthContext>
			</Box>
		</Box>
	);
}

/** A layer that lies where the box with `ref` does. */
function useLayer(ownZ?: number): {ref: RefObject<DOMElement | null>; layer: Layer} {
	const depth = use(DepthContext);
	const z = ownZ ?? depth;
	const ref = useRef<DOMElement>(null);
	const layer = useMemo(() => ({z, measure: () => measure(ref)}), [z]);
	return {ref, layer};
}

function createTextSurface(text: () => string, layer: Layer, hasColour: boolean): Surface {
	return {
		...layer,
		begin() {},
		version: text,
		drawRow: (row, from, width, screenX) => cutLine(row === 0 ? text() : '', from, width, screenX, hasColour),
	};
}

function measure(ref: RefObject<DOMElement | null>): Rect | undefined {
	if (!ref.current) return undefined;
	const {x, y, width, height} = measureElement(ref.current);
	return {x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height)};
}

/** Plain lines, drawn by Ink. */
function InkLines({view, boxRef}: {readonly view: LogView; readonly boxRef: RefObject<DOMElement | null>}) {
	const {width, height} = useBoxMetrics(boxRef as RefObject<DOMElement>);
	view.resize(width, height);
	view.refresh();
	return (
		<Box position="absolute" width={width} height={height} flexDirection="column" overflow="hidden">
			{view.visible().map(({line, cell, text}) => (
				<Text key={`${line}.${cell}`}>{fit(sanitiseLine(text).slice(cell), width)}</Text>
			))}
		</Box>
	);
}
