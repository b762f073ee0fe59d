import {expect, test} from 'vitest';
import {hintsOf} from '../../../source/ui/keymap.ts';
import {keysNow} from '../../../source/ui/wizard/keys-now.ts';
import {pressScreen} from '../../../source/ui/wizard/press-screen.ts';
import {type ScreenState, startScreen, type WizardContext} from '../../../source/ui/wizard/screen-state.ts';
import {startWizard} from '../../../source/wizard/start-wizard.ts';
import {typed} from '../parts/keys.ts';
import {digits} from './facts.ts';

const context: WizardContext = {engines: [{name: 'host', problems: [], reason: ''}], knownRefs: {secrets: [], configmaps: []}, size: {columns: 80, rows: 24}};

function after(keys: string): ScreenState {
	const start = startScreen(startWizard({facts: digits, engine: 'host'}), context);
	return typed(keys).reduce((state, press) => pressScreen(state, press, context).state, start);
}

function footer(keys: string): string {
	return hintsOf(keysNow(after(keys), context))
		.map(({keys: key, help}) => `${key} ${help}`)
		.join('  ');
}

test('the footer holds the keys that work now', () => {
	expect(footer('')).toBe('enter accept  ↑↓ select  shift-tab back  tab next  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)');
	expect(footer('2')).toBe(
		'ctrl-g go to a step  enter accept  down suggestions  shift-tab back  tab next  esc leave the field  ctrl-p polyaxonfile  ctrl-c quit (draft kept)',
	);
	expect(footer('3')).toBe('enter go on  a add  ↑↓ select  shift-tab back  tab next  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)');
	expect(footer('3kk')).toBe(
		'enter edit  a add  d delete  alt-↑↓/J/K move  c copy  f fix  shift-tab back  tab next  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)',
	);
	expect(footer('3k')).toBe('enter add  shift-tab back  tab next  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)');
	expect(footer('3<home>dd')).toBe('enter add  u undelete  shift-tab back  tab next  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)');
	expect(footer('3p')).toBe('p question  pgup/pgdn/↑↓ scroll  shift-tab back  tab next  1-9 jump  ctrl-c quit (draft kept)');
	expect(footer('6<ctrl-g>')).toBe('1-9 0 r go there  esc stay  ctrl-c quit (draft kept)');
	expect(footer('r')).toBe('enter do it  ↑↓ select  pgup/pgdn scroll the file  shift-tab back  1-9 jump  p polyaxonfile  ? more  ctrl-c quit (draft kept)');
});

test('while the polyaxonfile hides the question, nothing is edited', () => {
	const hidden = after('3pdaJ');
	expect(hidden.wizard.answers.buildSteps).toEqual(digits.buildSteps.map(({value}) => value));
	expect(hidden.showsPreview).toBe(true);
});

test('steps that a build does not need are passed over and not jumped to', () => {
	const build = after('jj');
	expect(build.wizard.answers.kind).toBe('build');
	expect(after('jj5').wizard.step).toBe('kind');
	expect(after('jj4<tab>').wizard.step).toBe('secrets');
	expect(after('jj7<shift-tab>').wizard.step).toBe('envVars');
});

test('taking what the folder offers goes from one to the next', () => {
	const emptied = after('3<home>dd');
	expect(emptied.wizard.answers.buildSteps).toEqual([]);
	const taken = typed('j<enter><enter>').reduce((state, press) => pressScreen(state, press, context).state, emptied);
	expect(taken.wizard.answers.buildSteps).toEqual(['pip install -r requirements.txt', 'apt-get install libgomp1']);
	expect(taken.editor).toMatchObject({type: 'list', list: {at: 2}});
});

test('enter alone goes through all the steps and takes what was found', () => {
	const review = after('<enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter>');
	expect(review.wizard.step).toBe('review');
	expect(review.wizard.answers).toEqual(after('').wizard.answers);
});

test('enter stays with an error once, says so, and then goes on; tab leaves at once', () => {
	const held = after('2<ctrl-u>NOT ONE<enter>');
	expect(held.wizard.step).toBe('image');
	expect(hintsOf(keysNow(held, context)).at(1)).toEqual({keys: 'enter again', help: 'keep it and go on'});
	expect(after('2<ctrl-u>NOT ONE<enter><enter>').wizard.step).toBe('buildSteps');
	expect(after('2<ctrl-u>NOT ONE<enter>!<enter>').wizard.step).toBe('image');
	expect(after('2<ctrl-u>NOT ONE<tab>').wizard.step).toBe('buildSteps');
	expect(after('9x<enter>').editor).toMatchObject({form: {at: 0}});
	expect(after('9x<enter><enter>').editor).toMatchObject({form: {at: 1}});
	expect(after('4aA-B<enter>').editor).toMatchObject({list: {typing: {cell: 0}}});
	expect(after('4aA-B<enter><enter>').editor).toMatchObject({list: {typing: {cell: 1}}});
});

test('a suggested image is taken into the field', () => {
	expect(after('2<down><down><enter>')).toMatchObject({
		wizard: {answers: {image: 'python:3.12-slim'}},
		editor: {isTyping: true, edit: {text: 'python:3.12-slim'}},
	});
});

test('a file with errors can be written but not run', () => {
	const errors = after('2<ctrl-u>NOT ONE<ctrl-g>r');
	const events = (keys: string) =>
		typed(keys).reduce<{state: ScreenState; events: readonly {type: string}[]}>(({state}, press) => pressScreen(state, press, context), {
			state: errors,
			events: [],
		}).events;
	expect(events('j<enter>')).toEqual([]);
	expect(events('jj<enter>')).toEqual([]);
	expect(events('<enter>')).toMatchObject([{type: 'done', action: 'write'}]);
});

test('back in the review goes to the step before, quit keeps the draft', () => {
	expect(after('rjjj<enter>').wizard.step).toBe('engine');
	expect(pressScreen(after('rjjjj'), {type: 'key', name: 'enter', text: ''}, context).events.map(({type}) => type)).toEqual(['draft', 'quit']);
});

test('the help stops where it ends', () => {
	const top = (keys: string) => (after(keys).dialog as {top: number}).top;
	expect(top('3?k')).toBe(0);
	expect(top(`3?${'j'.repeat(99)}`)).toBe(top(`3?${'j'.repeat(50)}`));
	expect(after('3?<esc>').dialog).toBeUndefined();
});
