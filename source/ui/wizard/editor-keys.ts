import type {Symbols} from '../../terminal/symbols.ts';
import {lastRowOf} from '../parts/list-edit.ts';
import type {Editor, ReviewView} from './editor.ts';
import {listMoves, type Row, when} from './wizard-action.ts';

/** The keys of the editor of a step while nothing is typed. */
export function editorKeys(
	editor: Editor,
	{
		isReady,
		offers,
		nextView,
		hasNamespace = false,
		hasRegistry = false,
	}: {
		readonly isReady: boolean;
		readonly offers: number;
		readonly nextView: ReviewView | undefined;
		readonly hasNamespace?: boolean;
		readonly hasRegistry?: boolean;
	},
	symbols: Symbols,
): readonly Row[] {
	switch (editor.type) {
		case 'choice':
			return [
				...when(isReady, {action: 'next', keys: ['enter'], help: 'accept'}),
				...listMoves(symbols),
				...when(hasNamespace, {action: 'namespace', keys: ['n'], help: 'another namespace'}),
			];
		case 'text':
			return [editor.at === 0 ? {action: 'edit', keys: ['enter'], help: 'edit'} : take, ...when(offers > 0, ...listMoves(symbols))];
		case 'list':
			return listKeys(editor.list, offers, symbols);
		case 'checks':
			return [
				...checksEnter(editor.checks),
				...when(editor.checks.names.length > 0, {action: 'edit', keys: ['/'], help: 'search'}),
				{action: 'edit', keys: ['a'], help: 'another name', isShown: editor.checks.at !== editor.checks.names.length},
				...listMoves(symbols),
			];
		case 'form':
			return [editor.offer === undefined ? {action: 'edit', keys: ['enter'], help: 'edit'} : take, ...listMoves(symbols)];
		case 'review':
			return [
				{action: 'choose', keys: ['enter'], help: 'do it'},
				...listMoves(symbols),
				{action: 'page-up', keys: ['pgup', 'b'], label: 'pgup/pgdn', help: 'scroll the file'},
				{action: 'page-down', keys: ['pgdn', 'space'], help: 'scroll the file', isShown: false},
				...when(hasRegistry, {action: 'registry', keys: ['i'], help: 'registry'}),
				...when(nextView !== undefined, {action: 'view', keys: ['v'], help: viewNames[nextView ?? 'whole']}),
			];
	}
}

/** What the views of the review are called. */
export const viewNames = {diff: 'what changes', whole: 'whole file', cluster: 'the cluster', dockerfile: 'Dockerfile'} as const satisfies Record<
	ReviewView,
	string
>;

const goOn: Row = {action: 'next', keys: ['enter'], help: 'go on'};

function checksEnter({at, names}: (Editor & {type: 'checks'})['checks']): readonly Row[] {
	if (at > names.length) return [goOn];
	return [{action: 'edit', keys: ['space', 'enter'], help: at === names.length ? 'type a name' : 'tick'}];
}

const take: Row = {action: 'take', keys: ['enter'], help: 'take it'};

function listKeys({rows, at, deleted}: (Editor & {type: 'list'})['list'], offers: number, symbols: Symbols): readonly Row[] {
	const isRow = at < rows.length;
	const isLast = at === lastRowOf({rows}, {offers});
	const enter: Row = isLast ? goOn : at > rows.length ? take : {action: 'edit', keys: ['enter'], help: isRow ? 'edit' : 'add'};
	return [
		enter,
		{action: 'edit', keys: ['a'], help: 'add', isShown: isRow || isLast},
		...when(isLast, ...listMoves(symbols)),
		...when(isRow, {action: 'edit', keys: ['d', 'delete'], help: 'delete'}),
		...when(deleted !== undefined, {action: 'edit', keys: ['u'], help: 'undelete'}),
		...when(isRow && rows.length > 1, {action: 'edit', keys: ['alt-up', 'alt-down', 'K', 'J'], label: `alt-${symbols.upDown}/J/K`, help: 'move'}),
		...when(isRow, {action: 'edit', keys: ['c'], help: 'copy'}),
	];
}
