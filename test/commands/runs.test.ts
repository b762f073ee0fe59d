import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {runsCommand} from '../../source/commands/runs.ts';
import {openJournal} from '../../source/runs/journal.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

test('one very long name does not push the other columns of the table away', async () => {
	await using world = await temporaryWorld();
	for (const name of ['digits', 'n'.repeat(200)]) {
		const {folder} = await createFakeRun(world, {name});
		const journal = await openJournal(folder);
		journal.write({at: 31, type: 'status', status: 'succeeded', exitCode: 0});
		await journal.close();
	}
	const stdout = new PassThrough();
	await runsCommand({...world, stdout}, {plain: true});
	const lines = String(stdout.read()).split('\n');
	expect(lines.find(line => line.includes('nnn'))).toContain(`  ${'n'.repeat(39)}…  `);
	expect(lines.find(line => line.includes('digits'))).toContain(`  digits${' '.repeat(34)}  `);
});
