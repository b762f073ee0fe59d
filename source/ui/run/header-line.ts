import type {RunStatus} from '../../engines/engine.ts';
import type {Value} from '../../polyaxonfile/specification.ts';
import type {RunState} from '../../runs/run-state.ts';
import {elapsedOf, formatDuration} from '../../runs/timeline.ts';
import {fit} from '../../terminal/cut.ts';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import {cellsOf} from '../../terminal/width.ts';
import {type Look, paintStatus, statusText} from './look.ts';

/** Declarations are shown when this many cells are left for them. */
const leastDeclarations = 8;
const shortestName = 8;
/** `59m 59s` */
const clockCells = 7;

/** The first row of the run screen, `width` cells: what runs and where; how it stands, for how long, and with which declarations. */
export function headerLine(run: RunState, status: RunStatus, now: number, width: number, look: Look): string {
	const {style, symbols} = look;
	const bullet = ` ${symbols.bullet} `;
	const whole = ['', run.kind, run.place === undefined ? run.engine : `${run.engine} ${run.place}`].join(bullet);
	const state = statusText(status, look);
	// Always as wide as the longest, so that nothing moves while the clock goes
	const elapsed = formatDuration(elapsedOf(run, now)).padEnd(clockCells);
	const declarations = Object.entries(run.declarations)
		.map(([key, value]) => `${key}=${valueText(value)}`)
		.join(' ');

	const fixed = cellsOf(`  ${run.runId}${state}  ${elapsed} `) + 2;
	const hasWhole = fixed + cellsOf(run.name + whole) <= width;
	// Which cluster and namespace is never left out: what happens elsewhere has to be seen
	const facts = hasWhole
		? whole
		: run.place === undefined
			? ''
			: fit(`${bullet}${run.place}`, Math.min(cellsOf(run.place) + 3, Math.max(12, width - fixed - shortestName)), symbols.ellipsis);
	const forName = Math.max(shortestName, width - fixed - cellsOf(facts));
	const shownName = hasWhole ? run.name : fit(run.name, Math.min(cellsOf(run.name), forName), symbols.ellipsis);
	const left = ` ${shownName} ${run.runId}${facts}`;
	const right = `${state}  ${elapsed} `;
	const room = width - cellsOf(left) - cellsOf(right) - 4;
	const shownDeclarations =
		room < leastDeclarations || declarations === '' ? '' : ` ${fit(declarations, Math.min(cellsOf(declarations), room), symbols.ellipsis)} `;
	const gap = ' '.repeat(Math.max(0, width - cellsOf(left) - cellsOf(right) - cellsOf(shownDeclarations)));
	return ` ${style.bold(shownName)} ${run.runId}${style.dim(facts)}${gap}${paintStatus(status, state, look)}  ${elapsed} ${style.dim(shownDeclarations)}`;
}

const valueText = (value: Value) => sanitiseLine(typeof value === 'string' ? value : JSON.stringify(value));
