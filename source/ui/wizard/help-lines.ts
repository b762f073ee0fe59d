import type {Symbols} from '../../terminal/symbols.ts';
import {cellsOf} from '../../terminal/width.ts';
import type {Question} from '../../wizard/questions.ts';
import type {Binding} from '../keymap.ts';
import {dialogFrame} from '../parts/dialog.tsx';
import {ownText} from '../parts/own-text.ts';
import {wrapWords} from '../parts/wrap-words.ts';

/** What the help says, in lines, and how many of `width` cells are in sight at once. */
export type Help = {readonly lines: readonly string[]; readonly width: number; readonly height: number};

/** More about a step, and every key that works in it. `bindings` are the keys below the dialog. */
export function helpOf(question: Question, bindings: readonly Binding[], screen: {readonly columns: number; readonly rows: number}, symbols: Symbols): Help {
	const width = Math.min(76, screen.columns - dialogFrame.width - 2);
	const lines = [...aboutLines(question, width), ...keyLines(bindings, width)].map(line => ownText(line, symbols));
	return {lines, width, height: Math.min(lines.length, screen.rows - dialogFrame.height - 2)};
}

function aboutLines({explanation, more, example}: Question, width: number): readonly string[] {
	return [explanation, ...(example === '' ? [] : [`For example: ${example}`]), '', ...more, ''].flatMap(line => wrapWords(line, width));
}

const always: readonly Binding[] = [
	{action: 'edit', keys: [''], label: 'in a field', help: 'ctrl-a, ctrl-e: start, end; alt-b, alt-f: a word back, forward'},
	{action: 'edit', keys: [' '], help: 'ctrl-w, ctrl-u, ctrl-k: delete; ctrl-y: bring it back'},
	{action: 'go', keys: ['ctrl-g'], help: 'go to a step, also while typing'},
	{action: 'edit', keys: ['1-9 0 r'], help: 'jump to a step: 0 is where to run, r the review'},
	{action: 'edit', keys: ['pgup/pgdn'], help: 'scroll the polyaxonfile'},
];

function keyLines(bindings: readonly Binding[], columns: number): readonly string[] {
	const shown = bindings.filter(({isShown, action}) => isShown !== false && action !== 'jump');
	const rows = [...shown, ...always, ...bindings.filter(({keys}) => keys[0] === 'ctrl-l' || keys[0] === 'ctrl-z')];
	const labels = rows.map(({label, keys}) => label ?? keys.join(' '));
	const width = Math.max(...labels.map(cellsOf));
	return rows.flatMap(({help}, index) =>
		wrapWords(help, columns - width - 2).map(
			(line, at) => `${(at === 0 ? (labels[index] ?? '') : '').padEnd(width + (labels[index] ?? '').length - cellsOf(labels[index] ?? ''))}  ${line}`,
		),
	);
}
