import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {kill} from 'node:process';
import {afterEach, expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {isDone} from '../../source/runs/run-state.ts';
import {createNewUser, eventually, linesOf, type NewUser} from '../e2e/new-user.ts';
import {busybox, podman} from './engine-sandbox.ts';

// The built program as a user has it: its driver is killed by the system in each stage, and `attach` goes on.

/** See ../shared/containers/up. */
const registry = '127.0.0.1:5056';
const inPodman = {env: {POLYAXON_TUI_ENGINE: 'podman'}};

let user: NewUser;
afterEach(async () => {
	for (const folder of user.runFolders()) await user.run(['remove', folder.split('/').at(-1)!]);
	await user.remove();
});

type Handle = {readonly build?: object; readonly sent?: string; readonly created?: number; readonly started?: number};
type Look = {readonly events: readonly RunEvent[]; readonly handle: Handle};

const isStage = (stage: string, state: string) => (event: RunEvent) => event.type === 'stage' && event.stage === stage && event.state === state;
const has = (stage: string, state: string) => (look: Look) => look.events.some(isStage(stage, state));

const moments: ReadonlyArray<readonly [string, (look: Look) => boolean]> = [
	['while the base image is pulled', has('pull', 'started')],
	['while the code is read', has('prepare', 'started')],
	['while the code is sent', ({handle}) => handle.build !== undefined && handle.sent === undefined],
	[
		'while a step runs',
		({events}) => events.some(event => isStage('build', 'started')(event) && 'detail' in event && event.detail?.startsWith('step 1') === true),
	],
	['while the container is made', ({events}) => events.some(event => event.type === 'status' && event.status === 'starting')],
	['while the command runs', ({events}) => events.some(event => event.type === 'status' && event.status === 'running')],
];

test.each(moments)('a driver that is killed %s is followed by one that ends the run', async (_, isNow) => {
	const name = `killed-${process.pid}-${moments.findIndex(([, each]) => each === isNow)}`;
	const image = `${registry}/${name}:1`;
	await podman('tag', busybox, image);
	await podman('push', '-q', image);
	await podman('rmi', image);
	user = createNewUser({
		'polyaxonfile.yml': `version: 1\nkind: job\nname: ${name}\nbuild:\n  image: ${image}\n  build_steps:\n    - echo ${name}; sleep 1\nrun:\n  cmd: 'i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; sleep 0.05; done; echo once >> /outputs/count; exit 3'\n`,
		'data.bin': 'x'.repeat(40_000_000),
	});
	const started = await user.run(['run', '--detach'], inPodman);
	expect(started.exitCode).toBe(0);
	const [folder = ''] = user.runFolders();
	const killed = await eventually(
		() => {
			const look: Look = {
				events: readEvents(folder),
				handle: existsSync(join(folder, 'handle.json')) ? JSON.parse(readFileSync(join(folder, 'handle.json'), 'utf8')) : {},
			};
			expect(look.events.some(event => event.type === 'status' && isDone(event.status))).toBe(false);
			if (!isNow(look)) return undefined;
			kill(driverOf(folder), 'SIGKILL');
			return look;
		},
		'the moment',
		60_000,
	);
	expect(killed.events.length).toBeGreaterThan(0);

	const {exitCode} = await user.run(['attach', '--plain'], inPodman);
	expect(exitCode).toBe(1);
	const events = readEvents(folder);
	expect(events.at(-1)).toMatchObject({type: 'status', status: 'failed', reason: 'command-failed', exitCode: 3});
	expect(readdirSync(join(folder, 'drivers')).length).toBe(2);
	expect(linesOf((await user.run(['logs'])).stdout.replaceAll(/^/gm, '[run] '), 'run').filter(line => line.startsWith('line'))).toEqual(
		Array.from({length: 40}, (_, index) => `line ${index + 1}`),
	);
	expect(readFileSync(join(folder, 'outputs/count'), 'utf8')).toBe('once\n');
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${folder}`)).toBe('');
	await podman('rmi', '-f', image);
});

function driverOf(folder: string): number {
	const drivers = join(folder, 'drivers');
	const last = readdirSync(drivers).sort().at(-1) ?? '';
	return JSON.parse(readFileSync(join(drivers, last), 'utf8')).pid;
}
