import {afterEach, expect, test} from 'vitest';
import {createNewUser, type NewUser} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const group = `version: 1
kind: group
hptuning:
  matrix:
    lr: {values: [0.1, 0.2]}
    mode: {values: [a b, "1"]}
run: {cmd: 'echo "lr={{ lr }} mode={{ mode }}"'}
`;

test('of a group check says how many runs it means, and with --render what each would execute', async () => {
	user = createNewUser({'polyaxonfile.yml': group});
	const checked = await user.run(['check', '--render']);
	expect(checked.stdout).toContain('valid: group of 4 runs (grid search)');
	expect(checked.stdout).toContain('runs\n  echo "lr=0.1 mode=a b"\n  echo "lr=0.1 mode=1"\n  echo "lr=0.2 mode=a b"\n  echo "lr=0.2 mode=1"\n');
	const {runs, search, firstRuns} = JSON.parse((await user.run(['check', '--render', '--json'])).stdout);
	expect([runs, search, firstRuns.length, firstRuns[1]]).toEqual([4, 'grid', 4, {values: {lr: 0.1, mode: '1'}, command: 'echo "lr=0.1 mode=1"'}]);
});

test('without a terminal one run of a group is named with -P', async () => {
	user = createNewUser({'polyaxonfile.yml': group});
	const refused = await user.run(['run']);
	expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("Name the values of one: -P lr=0.1 -P 'mode=a b'")]);
	const ran = await user.run(['run', '--plain', '-P', 'lr=0.2', '-P', 'mode=a b']);
	expect([ran.exitCode, ran.stdout]).toEqual([0, expect.stringContaining('lr=0.2 mode=a b')]);
});

test('in a terminal one run of a group is chosen, and rerun runs the same one', async () => {
	user = createNewUser({'polyaxonfile.yml': group});
	const terminal = user.open(['run']);
	await terminal.waitFor(/This group means 4 runs/);
	terminal.send('j\r');
	await terminal.waitFor(/ ended, exit 0 · 1 line/);
	expect(await terminal.waitFor(/✓ succeeded/)).toContain('│lr=0.1 mode=1 ');
	terminal.send('q');
	expect(await terminal.exited()).toBe(0);
	const again = await user.run(['rerun', '--plain']);
	expect(again.stdout).toContain('lr=0.1 mode=1');
	const leaving = user.open(['run']);
	await leaving.waitFor(/This group means 4 runs/);
	leaving.send('q');
	expect(await leaving.exited()).toBe(130);
	expect(leaving.text()).toContain('Nothing was run.');
});
