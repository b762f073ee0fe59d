import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {pid} from 'node:process';
import {execa} from 'execa';
import {expect, test} from 'vitest';
import {isAlive, parseStat, startTimeOf, startTimeScript} from '../../../source/engines/processes/process-identity.ts';

test('a generated script and we give the same start time to the same process', async () => {
	for (const shell of ['sh', 'bash']) {
		const {stdout} = await execa(shell, ['-c', `${startTimeScript}\nprintf '[%s][%s]' "$(start_of ${pid})" "$(start_of 4194304)"`]);
		expect(stdout).toBe(`[${await startTimeOf(pid)}][]`);
	}
});

test('a process lives until it ends, and another start time is another process', async () => {
	const child = spawn('sleep', ['300']);
	await once(child, 'spawn');
	const startTime = (await startTimeOf(child.pid ?? 0)) ?? '';
	expect(await isAlive(child.pid ?? 0, startTime)).toBe(true);
	expect(await isAlive(child.pid ?? 0, `${startTime}1`)).toBe(false);
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(await isAlive(child.pid ?? 0, startTime)).toBe(false);
});

test('a program name with blanks and brackets does not shift the fields', () => {
	expect(parseStat(`7 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21`)).toEqual({state: 'S', parent: 1, group: 2, startTicks: '19'});
});
