import type {Key} from 'ink';

/** One row of a table of keys: it makes the key handling, the footer and the help. */
export type Binding<Action extends string = string> = {
	readonly action: Action;
	/** Names as `keyName` gives them: `a`, `?`, `enter`, `esc`, `up`, `ctrl-c`, `alt-up`, `shift-tab`. The first one is shown. */
	readonly keys: readonly string[];
	/** One or a few words after the key: `move`, `quit (draft kept)`. */
	readonly help: string;
	/** How the keys are shown, where the first name does not tell: `1-9`, `alt-↑↓`. */
	readonly label?: string;
	/** False: works and stands in the help, but not in the footer. */
	readonly isShown?: boolean;
};

/** A key and what it does, for the eye. */
export type Hint = {readonly keys: string; readonly help: string};

/** The part of Ink's key that names it; tests give only what is set. */
export type KeyFlags = Partial<Key>;

/** What a key, named as `keyName` names it, does by the first row that has it, or undefined. */
export function actionNamed<Action extends string>(bindings: ReadonlyArray<Binding<Action>>, name: string): Action | undefined {
	return bindings.find(({keys}) => keys.includes(name))?.action;
}

/** The rows that the footer shows, in their order. */
export function hintsOf(bindings: readonly Binding[]): readonly Hint[] {
	return bindings.filter(({isShown}) => isShown !== false).map(({keys, help, label}) => ({keys: label ?? keys[0] ?? '', help}));
}

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pgup'],
	['pageDown', 'pgdn'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const;

/** The one name of a key. Letters keep their case (`J`), so shift is named only for the others (`shift-tab`). Ctrl-J is the byte of a newline. */
export function keyName(input: string, key: KeyFlags): string {
	if (input === '\n') return 'ctrl-j';
	const special = named.find(([flag]) => key[flag])?.[1];
	const base = special ?? (input === ' ' ? 'space' : input);
	return `${key.ctrl ? 'ctrl-' : ''}${key.meta && special !== 'esc' ? 'alt-' : ''}${key.shift && special ? 'shift-' : ''}${base}`;
}
