import {afterEach, expect, test} from 'vitest';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {GroupScreen} from '../../../source/ui/group/group-screen.tsx';
import {openScreen} from '../../helpers/screen.tsx';

let close = () => {};
afterEach(() => close());

function open(count: number, size = {columns: 80, rows: 12}) {
	const asked: string[] = [];
	const runs = Array.from({length: count}, (_, index) => ({values: `lr=0.${index}  units=16`, command: () => `train --lr=0.${index} --units=16`}));
	const screen = openScreen(
		() => (
			<GroupScreen
				count={`${count} runs`}
				runs={runs}
				symbols={symbolsFor(true)}
				onChoose={index => asked.push(`choose ${index}`)}
				onQuit={() => asked.push('quit')}
			/>
		),
		size,
	);
	close = screen.close;
	return {...screen, asked};
}

test('the runs of a group, and the command of the one under the pointer', async () => {
	const screen = open(3);
	await screen.press('j');
	expect(await screen.rows()).toEqual([
		' This group means 3 runs. One at a time can be run here.',
		'',
		'   lr=0.0  units=16',
		' ▸ lr=0.1  units=16',
		'   lr=0.2  units=16',
		'',
		'',
		'',
		'',
		' train --lr=0.1 --units=16',
		'',
		' enter run it  ↑↓ choose  esc run nothing',
	]);
	await screen.press('\r');
	expect(screen.asked).toEqual(['choose 1']);
});

test('keys that come together are each meant for what the one before left', async () => {
	const screen = open(30);
	await screen.press('jjGk\r');
	expect(screen.asked).toEqual(['choose 28']);
	await screen.press('gj\r');
	expect(screen.asked.at(-1)).toBe('choose 1');
	await screen.press('\u001b[6~');
	await screen.press('\r');
	expect(screen.asked.at(-1)).toBe('choose 6');
	await screen.press('q');
	expect(screen.asked.at(-1)).toBe('quit');
});
