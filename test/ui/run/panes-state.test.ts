import {expect, test} from 'vitest';
import {initialPanesState, type PanesAction, type PanesState, reducePanes} from '../../../source/ui/run/panes-state.ts';

const panes = ['build', 'main', 'events'];
const after = (...actions: readonly PanesAction[]) => actions.reduce(reducePanes, initialPanesState);
const changed = (state: PanesState) => Object.fromEntries(Object.entries(state).filter(([key, value]) => value !== initialPanesState[key as keyof PanesState]));

test('focus goes round in both directions', () => {
	expect(after({type: 'focus-next', panes, from: 'events', by: 1}).focus).toBe('build');
	expect(after({type: 'focus-next', panes, from: 'build', by: -1}).focus).toBe('events');
});

test('a number focuses the pane that shows it, and does nothing when there is none', () => {
	expect(after({type: 'focus-number', panes, number: 2}).focus).toBe('main');
	expect(after({type: 'focus-number', panes, number: 2}, {type: 'focus-number', panes, number: 9}).focus).toBe('main');
});

test('zoom keeps the pane that had the focus, chosen or not', () => {
	expect(changed(after({type: 'zoom', from: 'main'}))).toEqual({isZoomed: true, focus: 'main'});
	expect(changed(after({type: 'zoom', from: 'main'}, {type: 'zoom', from: 'main'}))).toEqual({focus: 'main'});
});

test('the layout key goes through all layouts and ends a zoom', () => {
	const layouts = [after({type: 'zoom', from: 'main'})];
	for (let press = 0; press < 5; press++) layouts.push(reducePanes(layouts.at(-1)!, {type: 'next-layout'}));
	expect(layouts.map(({layout, isZoomed}) => `${layout} ${isZoomed}`)).toEqual([
		'automatic true',
		'columns false',
		'rows false',
		'grid false',
		'list false',
		'automatic false',
	]);
});

test('the choices about leaving go round, and begin with the one that ends nothing', () => {
	const choices = [after({type: 'open', dialog: 'leave'})];
	for (const by of [1, 1, 1, -1] as const) choices.push(reducePanes(choices.at(-1)!, {type: 'choose', by}));
	expect(choices.map(({dialog}) => dialog)).toEqual(['leave', 'stop', 'stay', 'leave', 'stay'].map(choice => ({type: 'leave', choice})));
});

test('choosing without that dialog does nothing', () => {
	expect(after({type: 'choose', by: 1})).toBe(initialPanesState);
	expect(after({type: 'open', dialog: 'help'}, {type: 'choose', by: 1}).dialog).toEqual({type: 'help'});
});

test('closing a dialog keeps what was below it', () => {
	expect(changed(after({type: 'next-layout'}, {type: 'open', dialog: 'help'}, {type: 'close'}))).toEqual({layout: 'columns'});
});
