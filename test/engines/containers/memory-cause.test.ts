import {chmod, mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {memoryCause} from '../../../source/engines/containers/memory-cause.ts';
import {containerTools} from '../../../source/engines/containers/tools.ts';
import type {ContainerEngineName} from '../../../source/engines/engine.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await createSandbox();
});
afterEach(() => sandbox.remove());

const [sure, guess, no] = [{isOutOfMemory: true}, {isOutOfMemory: true, isGuess: true}, {isOutOfMemory: false}];
const killed = {exitCode: 137, isOutOfMemory: false};
const ofConmon = {...killed, logFile: '/x/ctr.log'};

/** Asks an engine whose cgroups are of this version. */
async function causeOf(name: ContainerEngineName, version: string, state: typeof killed, memory: number | undefined = 64) {
	const bin = join(sandbox.folder, 'bin');
	await mkdir(bin, {recursive: true});
	const format = name === 'podman' ? '{{.Host.CgroupsVersion}}' : '{{.CgroupVersion}}';
	await writeFile(join(bin, name), `#!/bin/sh\n[ "$*" = "info --format ${format}" ] && echo ${version}\n`);
	await chmod(join(bin, name), 0o755);
	const world = {...sandbox.world, env: {...sandbox.world.env, PATH: bin}};
	const resources = {gpus: 0, shmSize: '2g', ...(memory && {memory})};
	return memoryCause({world, tool: containerTools[name], plan: {resources}}, state);
}

test.each([
	['podman with cgroups of version 1', 'podman', 'v1', ofConmon, guess],
	['podman with cgroups of version 2', 'podman', 'v2', ofConmon, no],
	['podman that does not answer', 'podman', '', ofConmon, guess],
	['docker with cgroups of version 1', 'docker', '1', killed, no],
	["docker's command that speaks to podman", 'docker', '1', ofConmon, guess],
	['nerdctl', 'nerdctl', '2', killed, guess],
] as const)('a kill under a limit, which the engine does not lay to memory: %s', async (_, name, version, state, cause) => {
	expect(await causeOf(name, version, state)).toEqual(cause);
});

test('a kill without a limit, and another exit code, are no guess; what the engine tells is no guess either', async () => {
	expect(await causeOf('podman', 'v1', ofConmon, 0)).toEqual(no);
	expect(await causeOf('podman', 'v1', {...ofConmon, exitCode: 1})).toEqual(no);
	expect(await causeOf('docker', '2', {exitCode: 1, isOutOfMemory: true})).toEqual(sure);
	expect(await causeOf('docker', '2', {exitCode: 0, isOutOfMemory: true})).toEqual(no);
});
