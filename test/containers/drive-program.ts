import {PassThrough} from 'node:stream';
import {createContainerEngine} from '../../source/engines/containers/containers.ts';
import {drive} from '../../source/runs/driver.ts';
import {isRunId} from '../../source/runs/run-folder.ts';
import type {World} from '../../source/world.ts';

// A driver as a process of its own, to be killed.
const [runId = ''] = process.argv.slice(2);
const world: World = {
	cwd: '/',
	env: process.env,
	platform: process.platform,
	stdin: new PassThrough(),
	stdout: new PassThrough(),
	stderr: new PassThrough(),
	now: Date.now,
	self: ['node'],
};
process.send?.('begun');
if (isRunId(runId)) await drive(world, runId, () => createContainerEngine(world, 'podman'));
process.disconnect?.();
