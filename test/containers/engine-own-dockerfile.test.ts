import {expect, test} from 'vitest';
import {createImagePlan} from '../../source/image/plan.ts';
import {createEngineSandbox, python} from './engine-sandbox.ts';

const build = {dockerfile: 'Dockerfile', build_steps: ['echo a step that is not used'], env_vars: []};

/** A run of the own Dockerfile in the code folder. */
async function runOwn(sandbox: Awaited<ReturnType<typeof createEngineSandbox>>, command: string) {
	const plan = await sandbox.plan({specification: {build, command}});
	const image = await createImagePlan({build}, sandbox.code, new AbortController().signal);
	const events = [];
	for await (const event of sandbox.engine.drive({...plan, image}, {}, AbortSignal.timeout(120_000))) events.push(event);
	return events;
}

const train = 'import os\nprint("in", os.getcwd())\n';

test('an own Dockerfile without the folder of ours is built and run in its own folder', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({Dockerfile: `FROM ${python}\nWORKDIR /app\nCOPY build /app\nRUN echo ${sandbox.name}; true\n`, 'train.py': train});
	const events = await runOwn(sandbox, 'python3 train.py');
	expect(events.flatMap(event => (event.type === 'log' ? Buffer.from(event.bytes).toString() : [])).join('')).toBe('in /app\n');
	expect(events.at(-1)).toMatchObject({type: 'status', status: 'succeeded', exitCode: 0});
	const details = events.flatMap(event => (event.type === 'stage' && event.stage === 'build' ? (event.detail ?? '') : []));
	expect(details).toEqual(['own Dockerfile: Dockerfile', `step 4 of 4: RUN echo ${sandbox.name}; true`, expect.stringMatching(/^image plx-\S+…: 1 step$/)]);
});

test('a step of an own Dockerfile that fails has its own name', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({Dockerfile: `FROM ${python}\nRUN exit 3\n`, 'train.py': train});
	expect((await runOwn(sandbox, 'true')).at(-1)).toMatchObject({
		status: 'failed',
		reason: 'build-failed',
		message: 'build step 2 of 2: RUN exit 3 failed with exit code 3',
	});
});
