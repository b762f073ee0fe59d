import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {rerunCommand} from '../../source/commands/rerun.ts';
import {planOf} from '../engines/kubernetes/plan-of.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

/** What a dry run says of running a run of a cluster again with these flags. */
async function again(flags: {readonly engine?: string; readonly namespace?: string}) {
	await using world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world, {engine: 'kubernetes', plan: planOf(), codeFolder: world.root});
	await writeFile(join(folder, 'polyaxonfile.yml'), 'version: 1\nkind: job\nbuild:\n  image: a:1\nrun:\n  cmd: ls\n');
	const exitCode = await rerunCommand(world, runId, {...flags, dryRun: true});
	const read = (stream: unknown) => String((stream as PassThrough).read() ?? '');
	return {exitCode, engine: /^engine\n {2}(\w+)/.exec(read(world.stdout))?.[1], refused: read(world.stderr).includes('is for the engine kubernetes')};
}

test('the cluster of a run is not asked for where it is run again elsewhere, and one that is named there is refused', async () => {
	expect(await again({engine: 'host'})).toEqual({exitCode: 0, engine: 'host', refused: false});
	expect(await again({engine: 'host', namespace: 'x'})).toEqual({exitCode: 2, engine: undefined, refused: true});
});
