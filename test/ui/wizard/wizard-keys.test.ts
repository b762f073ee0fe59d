import {expect, test} from 'vitest';
import {hintsOf} from '../../../source/ui/keymap.ts';
import {offersOf} from '../../../source/ui/wizard/editor.ts';
import {keysNow} from '../../../source/ui/wizard/keys-now.ts';
import {pressScreen} from '../../../source/ui/wizard/press-screen.ts';
import {reviewRows} from '../../../source/ui/wizard/review-actions.ts';
import {type ScreenState, startScreen, type WizardContext} from '../../../source/ui/wizard/screen-state.ts';
import {startWizard} from '../../../source/wizard/start-wizard.ts';
import {toPolyaxonfile} from '../../../source/wizard/to-polyaxonfile.ts';
import type {WizardState} from '../../../source/wizard/wizard-state.ts';
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
	const review = after(
		'<enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter>',
	);
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

const offersIn = ({wizard, editor}: ScreenState) => offersOf(wizard, editor).map(({label}) => label);

function from(wizard: WizardState, keys: string, more: Partial<WizardContext> = {}): ScreenState {
	const all = {...context, ...more};
	return typed(keys).reduce((state, press) => pressScreen(state, press, all).state, startScreen(wizard, all));
}

test('what is typed first takes the place of the proposed image, and is added to one that somebody wrote', () => {
	expect(after('2x').wizard.answers.image).toBe('x');
	expect(after('2xy').wizard.answers.image).toBe('xy');
	expect(after('2-slim').wizard.answers.image).toBe('python:3.11-slim');
	expect(after('2<left>x').wizard.answers.image).toBe('python:3.1x1');
	expect(after('2x<tab><shift-tab>y').wizard.answers.image).toBe('xy');
	const existing = {file: 'polyaxonfile.yml', text: 'version: 1\nkind: job\nbuild: {image: "python:3.11"}\nrun: {cmd: ls}\n'};
	expect(from(startWizard({facts: digits, engine: 'host', existing}), '2x').wizard.answers.image).toBe('python:3.11x');
});

test('while an image is typed, those that have it in them are offered; before that all, and after one is taken too', () => {
	const localImages = ['registry.k8s.io/pause:3.9', 'gcr.io/kaniko-project/executor:v1', 'alpine:3', 'localhost/python:own', 'tool:1'];
	const wizard = startWizard({facts: {...digits, localImages}, engine: 'host'});
	const always = ['python:3.11-slim', 'python:3.12-slim', 'tensorflow/tensorflow:2.15.0', 'pytorch/pytorch:latest'];
	const local = ['localhost/python:own', 'alpine:3', 'tool:1', 'registry.k8s.io/pause:3.9', 'gcr.io/kaniko-project/executor:v1'];
	expect(offersIn(from(wizard, '2'))).toEqual([...local, ...always]);
	expect(offersIn(from(wizard, '2Host'))).toEqual(['localhost/python:own']);
	expect(offersIn(from(wizard, '2zz'))).toEqual([]);
	const taken = from(wizard, '2alp<down><enter>');
	expect([taken.wizard.answers.image, offersIn(taken)]).toEqual(['alpine:3', ['python:3.11', ...local.filter(image => image !== 'alpine:3'), ...always]]);
});

test('an engine that is not ready is looked at and not taken, and the review does not run on one that a flag names', () => {
	const docker = {name: 'docker', reason: '', problems: [{code: 'x', severity: 'error', message: 'It is not started.', path: []}]} as const;
	const engines = [...context.engines, docker];
	const wizard = startWizard({facts: digits, engine: 'host'});
	expect(from(wizard, '0<enter>', {engines}).wizard.step).toBe('review');
	expect(from(wizard, '0j<enter>', {engines}).wizard.step).toBe('engine');
	expect(from(wizard, '0j<tab>', {engines}).wizard.answers.engine).toBe('host');
	const named = startWizard({facts: digits, engine: 'docker'});
	const review = from(named, '0<tab>', {engines});
	expect(reviewRows(review.wizard, {text: '', errors: 0}, engines).map(({action, whyNot}) => [action, whyNot])).toEqual([
		['write', undefined],
		['write-and-run', 'docker is not ready'],
		['run', 'docker is not ready'],
		['back', undefined],
		['quit', undefined],
	]);
	expect(from(named, 'rjj<enter>', {engines}).wizard.step).toBe('review');
});

test('the review of a file that stays as it is has no view of what changes', () => {
	const answers = startWizard({facts: digits, engine: 'podman'}).answers;
	const text = toPolyaxonfile(answers);
	const podman = {name: 'podman', problems: [], reason: ''} as const;
	const review = (keys: string) => from(startWizard({facts: digits, engine: 'podman', existing: {file: 'p.yml', text}}), keys, {engines: [podman]}).editor;
	expect(review('r')).toMatchObject({type: 'review', view: 'whole'});
	expect(review('rv')).toMatchObject({view: 'dockerfile'});
	expect(review('rvv')).toMatchObject({view: 'whole'});
	expect(review('rv<esc>')).toMatchObject({type: 'review', view: 'whole'});
	expect(review('1jr')).toMatchObject({view: 'diff'});
});
