import {formatDuration, type TimelineEntry} from '../../runs/timeline.ts';
import {fit} from '../../terminal/cut.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {Look} from './look.ts';

type Piece = {readonly text: string; readonly state: TimelineEntry['state']};

/** Below this many cells only the current stage is told in words. */
const wideEnough = 100;

/** The second row of the run screen: the stages so far with their durations, as much as `width` cells hold; at the right, what `aside` says. */
export function timelineLine(steps: readonly TimelineEntry[], total: number, aside: string, width: number, look: Look): string {
	const room = width - (aside === '' ? 1 : cellsOf(aside) + 3);
	const forms = width < wideEnough ? [short(steps, total, look)] : [long(steps, true, look), long(steps, false, look), short(steps, total, look)];
	const form = forms.find(({text}) => cellsOf(text) <= room) ?? {text: fit(forms.at(-1)!.text, room, look.symbols.ellipsis), painted: undefined};
	const left = form.painted ?? form.text;
	return ` ${left}${' '.repeat(Math.max(0, room - cellsOf(form.text)))}${aside === '' ? '' : ` ${look.style.dim(aside)} `}`;
}

function long(steps: readonly TimelineEntry[], hasDetails: boolean, look: Look) {
	const pieces = steps.map(({label, state, milliseconds, detail}): Piece => {
		const time = state === 'skipped' ? 'skipped' : formatDuration(milliseconds);
		return {state, text: `${mark(state, look)} ${label} ${time}${hasDetails && detail ? ` (${detail})` : ''}`};
	});
	return join(pieces, ` ${look.symbols.horizontal} `, look);
}

function short(steps: readonly TimelineEntry[], total: number, look: Look) {
	const current = steps.findLast(({state}) => state === 'started') ?? steps.at(-1);
	const marks = steps.filter(step => step !== current).map(({state}): Piece => ({state, text: mark(state, look)}));
	const words: readonly Piece[] = current
		? [{state: current.state, text: `${mark(current.state, look)} ${current.label} ${formatDuration(current.milliseconds)}`}]
		: [];
	const {text, painted} = join([...marks, ...words], ' ', look);
	const end = `${text === '' ? '' : ` ${look.symbols.bullet} `}total ${formatDuration(total)}`;
	return {text: text + end, painted: painted + end};
}

const join = (pieces: readonly Piece[], between: string, look: Look) => ({
	text: pieces.map(({text}) => text).join(between),
	painted: pieces.map(({text, state}) => paint(state, text, look)).join(look.style.dim(between)),
});

const marks = {started: 'current', succeeded: 'done', failed: 'failed', skipped: 'skipped'} as const satisfies Record<TimelineEntry['state'], string>;
const mark = (state: TimelineEntry['state'], {symbols}: Look) => symbols[marks[state]];

const colours = {started: 'cyan', succeeded: 'green', failed: 'red', skipped: 'dim'} as const satisfies Record<TimelineEntry['state'], string>;
const paint = (state: TimelineEntry['state'], text: string, {style}: Look) => style[colours[state]](text);
