import type {Symbols} from '../../terminal/symbols.ts';
import {type Editor, isTyping, type ReviewView} from './editor.ts';
import {editorKeys} from './editor-keys.ts';
import type {ScreenState} from './screen-state.ts';
import {jumpKeys} from './step-keys.ts';
import {listMoves, type Row, when} from './wizard-action.ts';

/** What decides which keys work. */
export type KeySituation = {
	readonly state: ScreenState;
	readonly isWide: boolean;
	readonly isFixable: boolean;
	/** What is selected can be taken. */
	readonly isReady: boolean;
	/** How many offers stand below the field or the list. */
	readonly offers: number;
	/** What the review can show instead of what it shows now. */
	readonly nextView: ReviewView | undefined;
	/** A row of the engine kubernetes is selected. */
	readonly hasNamespace?: boolean;
	/** A registry can be chosen. */
	readonly hasRegistry?: boolean;
	readonly symbols: Symbols;
};

/** The keys that work now, in the order of the footer. The first row that has a key counts. */
export function wizardKeys(situation: KeySituation): readonly Row[] {
	const {state, symbols} = situation;
	if (state.dialog) return [...dialogKeys(state.dialog.type, symbols), ...hiddenKeys];
	if (state.start) return [...listMoves(symbols), {action: 'choose', keys: ['enter'], help: 'choose'}, quit, ...hiddenKeys];
	if (state.showsPreview && !situation.isWide) return [...previewKeys(symbols), quit, ...hiddenKeys];
	return [...(isTyping(state.editor) ? typingKeys(situation) : selectingKeys(situation)), quit, ...hiddenKeys];
}

const quit: Row = {action: 'quit', keys: ['ctrl-c'], help: 'quit (draft kept)'};

const hiddenKeys: readonly Row[] = [
	{action: 'repaint', keys: ['ctrl-l'], help: 'draw the screen anew', isShown: false},
	{action: 'suspend', keys: ['ctrl-z'], help: 'suspend', isShown: false},
];

function dialogKeys(dialog: NonNullable<ScreenState['dialog']>['type'], symbols: Symbols): readonly Row[] {
	switch (dialog) {
		case 'help':
			return [
				{action: 'close', keys: ['esc', '?', 'enter', 'q'], help: 'close'},
				{action: 'page-up', keys: ['up', 'k', 'pgup'], help: 'scroll', label: symbols.upDown},
				{action: 'page-down', keys: ['down', 'j', 'pgdn', 'space'], help: 'scroll', isShown: false},
				quit,
			];
		case 'go':
			return [{action: 'jump', keys: jumpKeys, help: 'go there', label: '1-9 0 r'}, {action: 'close', keys: ['esc', 'ctrl-g'], help: 'stay'}, quit];
		case 'namespace':
		case 'registry':
			return [
				{action: 'choose', keys: ['enter'], help: 'take it'},
				{action: 'edit', keys: ['up', 'down'], label: symbols.upDown, help: 'select'},
				{action: 'close', keys: ['esc', 'tab'], help: 'stay'},
				quit,
			];
		case 'confirm':
			return [
				{action: 'yes', keys: ['y', 'Y'], help: 'yes'},
				{action: 'no', keys: ['n', 'N', 'esc'], help: 'no'},
				{...quit, isShown: false},
			];
	}
}

/** The polyaxonfile hides the question: its keys rest, so that nothing changes unseen. */
function previewKeys(symbols: Symbols): readonly Row[] {
	return [
		{action: 'preview', keys: ['p', 'ctrl-p', 'esc', 'enter'], help: 'question'},
		{action: 'page-up', keys: ['pgup', 'up', 'k'], label: `pgup/pgdn/${symbols.upDown}`, help: 'scroll'},
		{action: 'page-down', keys: ['pgdn', 'down', 'j', 'space'], help: 'scroll', isShown: false},
		{action: 'back', keys: ['shift-tab'], help: 'back'},
		{action: 'next', keys: ['tab'], help: 'next'},
		{action: 'jump', keys: jumpKeys, label: '1-9', help: 'jump'},
	];
}

/** Digits are text in a field, so the way to another step stands first. */
function typingKeys({state: {editor, held}, isWide, isFixable, offers}: KeySituation): readonly Row[] {
	const [enter, ...others] = fieldKeys(editor, offers);
	return [
		{action: 'go', keys: ['ctrl-g'], help: 'go to a step'},
		...when(enter !== undefined, held === editor ? {...enter!, label: 'enter again', help: 'keep it and go on'} : enter!),
		...others,
		...when(isFixable, {action: 'fix', keys: ['ctrl-r'], help: 'fix'}),
		{action: 'back', keys: ['shift-tab'], help: 'back'},
		{action: 'next', keys: ['tab'], help: hasCellBehind(editor) ? 'to the value' : 'next'},
		{action: 'edit', keys: ['esc'], help: 'leave the field'},
		...when(!isWide, {action: 'preview', keys: ['ctrl-p'], help: 'polyaxonfile'}),
		...pageKeys,
		...lineEditingKeys,
	];
}

/** In a row of name and value, Tab goes to the value before it leaves the question. */
function hasCellBehind(editor: Editor): boolean {
	if (editor.type !== 'list' || !editor.list.typing) return false;
	return editor.list.typing.cell < editor.list.rows[editor.list.at]!.length - 1;
}

function fieldKeys(editor: Editor, offers: number): readonly Row[] {
	const down: Row = {action: 'edit', keys: ['down'], help: 'suggestions'};
	if (editor.type === 'text') {
		const newline: Row = {action: 'edit', keys: ['alt-enter', 'ctrl-j'], label: 'alt-enter/ctrl-j', help: 'new line'};
		return [{action: 'next', keys: ['enter'], help: 'accept'}, ...when(editor.isMultiline, newline), ...when(offers > 0, down)];
	}
	if (editor.type === 'form') {
		const isLast = editor.form.at === editor.form.values.length - 1;
		return [{action: isLast ? 'next' : 'edit', keys: ['enter'], help: isLast ? 'go on' : 'next field'}, ...when(offers > 0, down)];
	}
	if (editor.type === 'checks' && editor.search) {
		const isSearching = editor.search.query.text.trim() !== '';
		return [
			{action: 'edit', keys: ['enter'], help: isSearching ? 'tick it' : 'done'},
			{action: 'edit', keys: ['space'], help: 'tick or not'},
		];
	}
	return [{action: 'edit', keys: ['enter'], help: editor.type === 'list' && editor.list.typing?.isNew ? 'next one (empty: done)' : 'done'}];
}

function selectingKeys({state: {editor}, isWide, isFixable, isReady, offers, nextView, symbols, hasNamespace, hasRegistry}: KeySituation): readonly Row[] {
	return [
		...editorKeys(
			editor,
			{isReady, offers, nextView, ...(hasNamespace !== undefined && {hasNamespace}), ...(hasRegistry !== undefined && {hasRegistry})},
			symbols,
		),
		...when(isFixable, {action: 'fix', keys: ['f', 'ctrl-r'], help: 'fix'}),
		{action: 'back', keys: ['shift-tab', 'esc'], help: 'back'},
		...when(editor.type !== 'review', {action: 'next', keys: ['tab'], help: 'next'}),
		{action: 'jump', keys: jumpKeys, label: '1-9', help: 'jump'},
		{action: 'go', keys: ['ctrl-g'], help: 'go to a step', isShown: false},
		...when(!isWide, {action: 'preview', keys: ['p', 'ctrl-p'], help: 'polyaxonfile'}),
		...pageKeys,
		{action: 'help', keys: ['?'], help: 'more'},
	];
}

const pageKeys: readonly Row[] = [
	{action: 'page-up', keys: ['pgup'], help: 'scroll the polyaxonfile up', isShown: false},
	{action: 'page-down', keys: ['pgdn'], help: 'scroll the polyaxonfile down', isShown: false},
];

const lineEditingKeys: readonly Row[] = [
	{action: 'edit', keys: ['ctrl-a'], label: 'ctrl-a ctrl-e', help: 'start, end of the line', isShown: false},
	{action: 'edit', keys: ['alt-b'], label: 'alt-b alt-f', help: 'a word back, forward', isShown: false},
	{action: 'edit', keys: ['ctrl-w'], label: 'ctrl-w ctrl-u ctrl-k', help: 'delete the word, to the start, to the end', isShown: false},
	{action: 'edit', keys: ['ctrl-y'], help: 'bring back what was deleted', isShown: false},
];
