import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {followContainer} from '../../../source/engines/containers/follow-container.ts';
import {createContainerLog} from '../../../source/engines/containers/logs/container-log.ts';
import type {ContainerPlan} from '../../../source/engines/containers/plan.ts';
import {containerTools} from '../../../source/engines/containers/tools.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

/** Follows a container of a docker that answers so; what was told, and how it ended. */
async function follow(inspected: object, logs: string) {
	const bin = join(sandbox.folder, 'bin');
	await mkdir(bin);
	await writeFile(join(bin, 'docker'), `#!/bin/sh\ncase $1 in container) echo '${JSON.stringify([inspected])}';; logs) ${logs};; esac\n`);
	await chmod(join(bin, 'docker'), 0o755);
	const plan = {runFolder: sandbox.folder, container: 'plx-r-abcdef-000000', engine: 'docker', resources: {gpus: 0, shmSize: '2g'}} as ContainerPlan;
	const world = {...sandbox.world, env: {...sandbox.world.env, PATH: bin}};
	const drive = {world, tool: containerTools.docker, plan, signal: AbortSignal.timeout(20_000)};
	const following = followContainer(drive, {}, createContainerLog(drive, 0));
	const told: string[] = [];
	for (;;) {
		const {done, value} = await following.next();
		if (done) return {told, ended: value};
		told.push(value.type === 'log' ? Buffer.from(value.bytes).toString() : value.type === 'notice' ? value.text : value.type);
	}
}

const exited = {Status: 'exited', StartedAt: '2026-11-26T11:18:38Z', FinishedAt: '2026-11-26T11:18:40Z', ExitCode: 3, OOMKilled: false, Error: 'it broke'};
const ended = {exitCode: 3, at: Date.parse(exited.FinishedAt), isOutOfMemory: false, detail: 'it broke'};

test('an engine that cannot give the log says why, and that is told', async () => {
	const text = 'Error response from daemon: configured logging driver does not support reading';
	expect(await follow({State: exited}, `echo "2026-11-26T11:18:39Z before"; echo "${text}" >&2; exit 1`)).toEqual({
		told: ['before\n', `Docker did not give all of the log: ${text}`],
		ended,
	});
});

test('what an engine says beside a log that it gives is not told', async () => {
	expect(await follow({State: exited}, 'echo "2026-11-26T11:18:39Z all"; echo "a warning" >&2')).toEqual({told: ['all\n'], ended});
});
