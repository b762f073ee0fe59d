import {expect, test} from 'vitest';
import {hintsOf} from '../../../source/ui/keymap.ts';
import {keysNow} from '../../../source/ui/wizard/keys-now.ts';
import {pressScreen} from '../../../source/ui/wizard/press-screen.ts';
import {type ScreenState, startScreen, type WizardContext} from '../../../source/ui/wizard/screen-state.ts';
import {startWizard} from '../../../source/wizard/start-wizard.ts';
import {typed} from '../parts/keys.ts';
import {digits} from './facts.ts';

const place = {context: 'lab', namespace: 'ml'};
const context: WizardContext = {
	engines: [{name: 'kubernetes', problems: [], reason: ''}],
	knownRefs: {secrets: [], configmaps: []},
	size: {columns: 80, rows: 24},
	clusters: {
		contexts: [{name: 'lab', namespace: 'ml', isCurrent: true}],
		usual: {},
		asked: [
			{
				...place,
				isAsking: false,
				problems: [],
				facts: {
					devices: [{resource: 'nvidia.com/gpu', total: 4, mostOnOneNode: 2, nodes: 2}],
					nodeLabels: [
						{key: 'disk', values: ['ssd', 'hdd'].map(value => ({value, nodes: 1}))},
						{key: 'zone', values: [{value: 'a', nodes: 2}]},
					],
					serviceAccounts: ['default', 'runner', 'trainer'],
				},
			},
		],
	},
};

function after(keys: string, engine: 'kubernetes' | 'host' = 'kubernetes'): ScreenState {
	const start = startScreen(startWizard({facts: digits, engine}), context);
	return typed(`9${keys}`).reduce((state, press) => pressScreen(state, press, context).state, start);
}

/** The field, the offer, and what is answered. */
function seen({editor, wizard: {answers, step}}: ScreenState) {
	const {nodeSelector, serviceAccount, resources} = answers;
	return editor.type === 'form' ? [editor.form.at, editor.form.typing !== undefined, editor.offer, resources.gpu, nodeSelector, serviceAccount] : step;
}

const toGpu = '<enter><enter><enter><enter>';
const toLabels = `${toGpu}<enter>`;
const toAccount = `${toLabels}<enter>`;

test('down leads into what is offered, through it and to the next field, up leads back into the field', () => {
	expect(seen(after(`${toGpu}<down>`))).toEqual([4, false, 0, undefined, '', '']);
	expect(seen(after(`${toGpu}<down><down>`))).toEqual([4, false, 1, undefined, '', '']);
	expect(seen(after(`${toGpu}<down><down><down>`))).toEqual([5, true, undefined, undefined, '', '']);
	expect(seen(after(`${toGpu}<down><up>`))).toEqual([4, true, undefined, undefined, '', '']);
	expect(seen(after(`${toAccount}<down><end><down>`))).toEqual([6, false, 1, undefined, '', '']);
	expect(seen(after(`${toAccount}<esc>jjk`))).toEqual([6, false, 0, undefined, '', '']);
	expect(seen(after('<down>'))).toEqual([1, true, undefined, undefined, '', '']);
});

test('enter takes it over and leads back into the field, beside what is answered already', () => {
	expect(seen(after(`${toGpu}<down><down><enter>`))).toEqual([4, true, undefined, '2', '', '']);
	expect(seen(after(`${toLabels}zone=a, hd<down><enter>`))).toEqual([5, true, undefined, undefined, 'zone=a, disk=hdd', '']);
	expect(seen(after(`${toLabels}<down><enter><down><enter>`))).toEqual([5, true, undefined, undefined, 'disk=hdd', '']);
	expect(seen(after(`${toLabels}<down><enter><enter><down><down><enter>`))).toEqual([6, true, undefined, undefined, 'disk=ssd', 'trainer']);
	expect(seen(after(`${toAccount}<enter>`))).toBe('engine');
});

test('a name that the cluster does not have is put right by the key for fixes', () => {
	expect(seen(after(`${toAccount}trainr<ctrl-r>`))).toEqual([6, true, undefined, undefined, '', 'trainer']);
	expect(seen(after(`${toLabels}disk=sdd<esc>f`))).toEqual([5, false, undefined, undefined, 'disk=ssd', '']);
});

test('other engines are offered nothing', () => {
	expect(seen(after(`${toGpu}<down>`, 'host'))).toEqual([5, true, undefined, undefined, '', '']);
	expect(seen(after(`${toAccount}trainr<ctrl-r>`, 'host'))).toEqual([6, true, undefined, undefined, '', 'trainr']);
});

test('the footer says what the keys do', () => {
	const footer = (keys: string) =>
		hintsOf(keysNow(after(keys), context))
			.slice(0, 3)
			.map(({keys: key, help}) => `${key} ${help}`)
			.join('  ');
	expect(footer(toLabels)).toBe('ctrl-g go to a step  enter next field  down suggestions');
	expect(footer(toAccount)).toBe('ctrl-g go to a step  enter go on  down suggestions');
	expect(footer(`${toAccount}<down>`)).toBe('enter take it  ↑↓ select  shift-tab back');
	expect(footer('')).toBe('ctrl-g go to a step  enter next field  shift-tab back');
});
