import {Box} from 'ink';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {checksEditOf, editChecks} from '../../../source/ui/parts/checks-edit.ts';
import {Choice} from '../../../source/ui/parts/choice.tsx';
import {Confirm} from '../../../source/ui/parts/confirm.tsx';
import {LineField} from '../../../source/ui/parts/line-field.tsx';
import {editList, listEditOf} from '../../../source/ui/parts/list-edit.ts';
import {ListEditor} from '../../../source/ui/parts/list-editor.tsx';
import {MultiChoice} from '../../../source/ui/parts/multi-choice.tsx';
import {pasted, typed} from './keys.ts';

const symbols = symbolsFor(true);

async function settled(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
}

test('a choice shows the entry under the pointer, in a window of its own', () => {
	const items = ['one', 'two', 'three', 'four'].map(label => ({label}));
	expect(render(<Choice width={30} items={items} at={1} symbols={symbols} />).lastFrame()).toBe('  one\n▸ two\n  three\n  four');
	expect(render(<Choice width={30} items={items} at={3} limit={2} symbols={symbols} />).lastFrame()).toBe('  three\n▸ four');
	expect(render(<Choice width={30} items={[{label: 'host', note: 'ready'}]} at={-1} symbols={symbolsFor(false)} />).lastFrame()).toBe('  host  ready');
});

test('a line field says each change and what was entered', async () => {
	const changes: string[] = [];
	const entered: string[] = [];
	const {stdin, lastFrame} = render(
		<LineField width={20} placeholder="search" symbols={symbols} onChange={text => changes.push(text)} onSubmit={text => entered.push(text)} />,
	);
	await settled();
	expect(lastFrame()).toBe('█search');
	stdin.write('jjj');
	stdin.write('\u007f');
	stdin.write('\u001b[200~p\nq\u001b[201~');
	stdin.write('\r');
	await settled();
	expect(changes).toEqual(['j', 'jj', 'jjj', 'jj', 'jjp q']);
	expect(entered).toEqual(['jjp q']);
	expect(lastFrame()).toBe('jjp q█');
});

test('a list shows numbers, problems under their rows, and what is offered', () => {
	const list = editList(listEditOf([['pip install x'], ['apt-get install y']]), typed('j')[0]!, {cells: 1, offers: 1, parse: () => []})!;
	const frame = render(
		<ListEditor
			list={list}
			noun="a step"
			between=""
			placeholders={['step']}
			offers={[{label: './setup.sh', note: 'setup.sh'}]}
			problemsOf={row => [
				{problem: {code: 'x', severity: 'warning', message: `Problem ${row} is long enough to be wrapped.`, path: []}, fix: 'Press f to fix it.'},
			]}
			width={36}
			height={12}
			symbols={symbols}
		/>,
	).lastFrame();
	expect(frame?.trimEnd()).toBe(
		[
			'  1  pip install x',
			'     ! Problem 0 is long enough to',
			'▸ 2  apt-get install y',
			'     ! Problem 1 is long enough to',
			'       be wrapped. Press f to fix',
			'       it.',
			'  +  add a step',
			'  +  ./setup.sh  setup.sh',
			'  →  go on',
		].join('\n'),
	);
});

test('a list that is longer than its place keeps the selected row in sight', () => {
	const list = {...listEditOf(Array.from({length: 12}, (_, index) => [`step ${index + 1}`])), at: 7};
	const props = {list, noun: 'a step', between: '', placeholders: [], offers: [], problemsOf: () => [], width: 30, height: 4, symbols};
	expect(render(<ListEditor {...props} />).lastFrame()).toBe('   6  step 6\n   7  step 7\n▸  8  step 8\n▲ 5  ▼ 6 more');
});

test('cells of a row are typed in columns', () => {
	const shape = {cells: 2, offers: 0, parse: () => []};
	const list = typed('<down><enter>!<tab>').reduce(
		(before, press) => editList(before, press, shape) ?? before,
		listEditOf([
			['lr', '0.1'],
			['batch_size', '128'],
		]),
	);
	const props = {list, noun: 'a declaration', between: ' = ', placeholders: ['name', 'value'], offers: [], problemsOf: () => [], width: 40, height: 5, symbols};
	expect(
		render(<ListEditor {...props} />)
			.lastFrame()
			?.trimEnd(),
	).toBe('  1  lr          = 0.1\n▸ 2  batch_size! = 128█\n  +  add a declaration\n  →  go on');
});

test('names are ticked with a mark that needs no colour', () => {
	const checks = editChecks(editChecks(checksEditOf(['secret1', 'secret2'], ['secret2']), typed('a')[0]!)!, pasted('mine'))!;
	const frame = render(
		<MultiChoice
			checks={checks}
			noteOf={name => (name === 'secret1' ? 'known' : undefined)}
			problemsOf={() => []}
			placeholder="name"
			width={30}
			height={6}
			symbols={symbols}
		/>,
	).lastFrame();
	expect(frame?.trimEnd()).toBe('  [ ] secret1  known\n  [x] secret2\n▸  +  mine█\n   →  go on');
});

test('a question stands over the middle of the screen', () => {
	const frame = render(
		<Box width={40} height={9}>
			<Confirm title="Change it?" text="It will be replaced." hints={[{keys: 'y', help: 'yes'}]} screen={{columns: 40, rows: 9}} symbols={symbols} />
		</Box>,
	).lastFrame();
	expect(frame).toBe(
		[
			'',
			' ╔════════════════════════════════════╗',
			' ║ Change it?                         ║',
			' ║                                    ║',
			' ║ It will be replaced.               ║',
			' ║                                    ║',
			' ║  y yes                             ║',
			' ╚════════════════════════════════════╝',
			'',
		].join('\n'),
	);
});
