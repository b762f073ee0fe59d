import type {Binding} from '../keymap.ts';

/** What a key does on the list of a group's runs. */
export type GroupAction = 'up' | 'down' | 'page-up' | 'page-down' | 'top' | 'end' | 'choose' | 'quit';

/** The keys of the list. */
export const groupKeys = [
	{action: 'choose', keys: ['enter'], help: 'run it'},
	{action: 'up', keys: ['up', 'k'], label: 'up k', help: 'above', isShown: false},
	{action: 'down', keys: ['down', 'j'], label: '↑↓', help: 'choose'},
	{action: 'page-up', keys: ['pgup', 'ctrl-u'], help: 'page up', isShown: false},
	{action: 'page-down', keys: ['pgdn', 'ctrl-d'], help: 'page down', isShown: false},
	{action: 'top', keys: ['g', 'home'], help: 'first', isShown: false},
	{action: 'end', keys: ['G', 'end'], help: 'last', isShown: false},
	{action: 'quit', keys: ['esc', 'q', 'ctrl-c'], help: 'run nothing'},
] as const satisfies ReadonlyArray<Binding<GroupAction>>;

/** Where the pointer is after a key that moves it. */
export function moved(action: GroupAction, at: number, count: number, page: number): number {
	const last = count - 1;
	switch (action) {
		case 'up':
			return Math.max(0, at - 1);
		case 'down':
			return Math.min(last, at + 1);
		case 'page-up':
			return Math.max(0, at - page);
		case 'page-down':
			return Math.min(last, at + page);
		case 'top':
			return 0;
		case 'end':
			return last;
		case 'choose':
		case 'quit':
			return at;
	}
}
