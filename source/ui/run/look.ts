import type {RunStatus} from '../../engines/engine.ts';
import type {Style} from '../../terminal/style.ts';
import type {Symbols} from '../../terminal/symbols.ts';

/** How text is drawn on this terminal. */
export type Look = {readonly symbols: Symbols; readonly style: Style};

type Mark = 'done' | 'current' | 'todo' | 'failed' | 'skipped' | 'warning';
type Colour = 'green' | 'cyan' | 'red' | 'yellow' | 'dim';

const statusMarks = {
	created: ['todo', 'dim'],
	building: ['current', 'cyan'],
	scheduled: ['todo', 'cyan'],
	starting: ['current', 'cyan'],
	running: ['current', 'green'],
	succeeded: ['done', 'green'],
	failed: ['failed', 'red'],
	stopping: ['current', 'yellow'],
	stopped: ['skipped', 'yellow'],
	unschedulable: ['warning', 'yellow'],
	warning: ['warning', 'yellow'],
	unknown: ['warning', 'yellow'],
} as const satisfies Record<RunStatus, readonly [Mark, Colour]>;

/** A status with the mark that says it without colour: `● running`. */
export function statusText(status: RunStatus, {symbols}: Pick<Look, 'symbols'>): string {
	return `${symbols[statusMarks[status][0]]} ${status}`;
}

/** The colour of a status, for its text. */
export function paintStatus(status: RunStatus, text: string, {style}: Pick<Look, 'style'>): string {
	return style[statusMarks[status][1]](text);
}
