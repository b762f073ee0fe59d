/** Marks that tell a state without colour, and the lines of boxes. */
export type Symbols = {
	readonly done: string;
	readonly current: string;
	readonly todo: string;
	readonly failed: string;
	readonly skipped: string;
	readonly warning: string;
	readonly pointer: string;
	/** Before a line that the last answer changed. */
	readonly changed: string;
	readonly add: string;
	readonly bullet: string;
	/** Before what leads on. */
	readonly onward: string;
	readonly ellipsis: string;
	readonly upDown: string;
	readonly down: string;
	readonly up: string;
	readonly horizontal: string;
	readonly vertical: string;
	readonly cursor: string;
	/** Names of Ink's border styles. */
	readonly border: 'round' | 'classic';
	readonly dialogBorder: 'double' | 'classic';
	readonly spinner: readonly string[];
};

const unicode: Symbols = {
	done: '✓',
	current: '●',
	todo: '○',
	failed: '✗',
	skipped: '–',
	warning: '!',
	pointer: '▸',
	changed: '▌',
	add: '+',
	bullet: '·',
	onward: '→',
	ellipsis: '…',
	upDown: '↑↓',
	down: '▼',
	up: '▲',
	horizontal: '─',
	vertical: '│',
	cursor: '█',
	border: 'round',
	dialogBorder: 'double',
	spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'],
};

const ascii: Symbols = {
	done: '+',
	current: '*',
	todo: '.',
	failed: 'x',
	skipped: '-',
	warning: '!',
	pointer: '>',
	changed: '|',
	add: '+',
	bullet: '-',
	onward: '>',
	ellipsis: '...',
	upDown: 'up/down',
	down: 'v',
	up: '^',
	horizontal: '-',
	vertical: '|',
	cursor: '_',
	border: 'classic',
	dialogBorder: 'classic',
	spinner: [...'|/-\\'],
};

/** The symbols that the terminal can show. */
export function symbolsFor(hasUnicode: boolean): Symbols {
	return hasUnicode ? unicode : ascii;
}
