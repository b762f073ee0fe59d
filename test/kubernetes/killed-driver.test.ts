import {randomBytes} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process, {kill} from 'node:process';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {RunEvent} from '../../source/engines/engine.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {isDone} from '../../source/runs/run-state.ts';
import {createNewUser, eventually} from '../e2e/new-user.ts';
import {makeNamespace, ownObjects} from './cluster-sandbox.ts';
import {busybox, kaniko, output, python, registry} from './kubectl.ts';

// The built program as a user has it: its driver is killed by the system in each stage, and `attach` goes on.

const namespace = `plx-test-killed-${process.pid}`;
const env = {POLYAXON_TUI_ENGINE: 'kubernetes', KUBECONFIG: process.env.KUBECONFIG};
let made: AsyncDisposable;
beforeAll(async () => {
	made = await makeNamespace(namespace);
});
afterAll(() => made?.[Symbol.asyncDispose]());

type Look = {readonly events: readonly RunEvent[]; readonly handle: Readonly<Record<string, unknown>>};
const has =
	(stage: string, state: string, detail = '') =>
	({events}: Look) =>
		events.some(event => event.type === 'stage' && event.stage === stage && event.state === state && (event.detail ?? '').startsWith(detail));
const is =
	(status: string) =>
	({events}: Look) =>
		events.some(event => event.type === 'status' && event.status === status);

const moments: ReadonlyArray<readonly [string, 'kaniko' | 'inline', (look: Look) => boolean]> = [
	['the code is read', 'kaniko', has('prepare', 'started')],
	['the code is sent', 'kaniko', has('upload', 'started')],
	['a step runs', 'kaniko', has('build', 'started', 'step 1 of 1')],
	['the image is there', 'kaniko', has('build', 'succeeded')],
	['the pod is made', 'kaniko', ({handle}) => handle.job !== undefined],
	['the image is pulled', 'kaniko', has('pull', 'started')],
	['the command runs', 'kaniko', is('running')],
	['the code is sent into the pod of the run', 'inline', has('upload', 'started')],
	['a step runs in the pod of the run', 'inline', has('build', 'started', 'step 1 of 1')],
];

const count = 60;
const loop = `i=0; while [ $i -lt ${count} ]; do i=$((i+1)); echo line $i; sleep 0.05; done; exit 3`;

/** Kills the driver of a run at the moment, and attaches. */
async function killAndAttach(index: number): Promise<object> {
	const [, builder, isNow] = moments[index]!;
	const name = `killed-${process.pid}-${index}`;
	const user = createNewUser({
		'polyaxonfile.yml': `version: 1\nkind: job\nname: ${name}\nbuild:\n  image: ${builder === 'kaniko' ? busybox : python}\n  build_steps:\n    - echo ${name}; sleep 1\nrun:\n  cmd: '${loop}'\n`,
		'.polyaxon/tui.yaml': `kubernetes: {namespace: ${namespace}, builder: ${builder}, registry: '${registry}/${namespace}', insecureRegistry: true, kanikoImage: '${kaniko}', helperImage: '${busybox}'}\n`,
	});
	try {
		writeFileSync(join(user.project, 'data.bin'), randomBytes(8_000_000));
		expect((await user.run(['run', '--detach'], {env})).exitCode).toBe(0);
		const [folder = ''] = user.runFolders();
		await eventually(
			() => {
				const handle = existsSync(join(folder, 'handle.json')) ? JSON.parse(readFileSync(join(folder, 'handle.json'), 'utf8')) : {};
				const look = {events: readEvents(folder), handle};
				const isOver = look.events.some(event => event.type === 'status' && isDone(event.status));
				if (isOver) throw new Error(`The run was over before this moment: ${moments[index]![0]}`);
				if (!isNow(look)) return undefined;
				kill(driverOf(folder), 'SIGKILL');
				return true;
			},
			'the moment',
			90_000,
		);
		const {exitCode} = await user.run(['attach', '--plain'], {env});
		const {end, drivers} = {end: readEvents(folder).at(-1), drivers: readdirSync(join(folder, 'drivers')).length};
		const lines = (await user.run(['logs'], {env})).stdout.split('\n').filter(line => line.startsWith('line'));
		const removed = await user.run(['remove', folder.split('/').at(-1)!], {env});
		return {exitCode, end, drivers, lines, removed: removed.exitCode, left: (await ownObjects(namespace)).filter(each => each.includes(name))};
	} finally {
		await user.remove();
	}
}

test(`a driver that is killed in any stage is followed by one that ends the run: ${moments.map(([what]) => what).join('; ')}`, async () => {
	const waiting = moments.map((_, index) => index);
	const seen: object[] = [];
	// A few at a time: the machine builds images meanwhile
	await Promise.all(
		Array.from({length: 3}, async () => {
			for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) seen[index] = {what: moments[index]![0], ...(await killAndAttach(index))};
		}),
	);
	const lines = Array.from({length: count}, (_, index) => `line ${index + 1}`);
	const end = expect.objectContaining({type: 'status', status: 'failed', reason: 'command-failed', exitCode: 3});
	expect(seen).toEqual(moments.map(([what]) => ({what, exitCode: 1, end, drivers: 2, lines, removed: 0, left: []})));
});

test('a new user runs a polyaxonfile in the cluster and sees what it prints, as text and as the status of runs', async () => {
	const user = createNewUser({
		'polyaxonfile.yml': `version: 1\nkind: experiment\ndeclarations: {lr: 0.1}\nbuild:\n  image: ${python}\n  build_steps: [echo ready]\nrun:\n  cmd: python3 train.py --lr={{ lr }}\n`,
		'train.py': 'import sys; print(sys.argv[1])\n',
		'.polyaxon/tui.yaml': `engine: kubernetes\nkubernetes: {namespace: ${namespace}, helperImage: '${busybox}'}\n`,
	});
	try {
		const given = {env: {...env, POLYAXON_TUI_ENGINE: undefined}};
		const ran = await user.run(['run', '--plain'], given);
		expect([ran.exitCode, ran.stderr]).toEqual([0, '']);
		expect(ran.stdout).toContain('[run] --lr=0.1\n');
		expect(JSON.parse((await user.run(['runs', '--json'], given)).stdout)).toMatchObject({
			status: 'succeeded',
			engine: 'kubernetes',
			place: `test/${namespace}`,
		});
		const dry = await user.run(['run', '--dry-run', '--namespace', 'other'], given);
		expect([dry.exitCode === 0, dry.stderr]).toEqual([false, expect.stringContaining('namespace "other"')]);
		expect((await user.run(['run', '--dry-run'], given)).stdout).toContain(namespace);
		expect((await output('kubectl', ['get', 'jobs', '-n', namespace, '-o', 'name'])).trim().split('\n')).toHaveLength(1);
	} finally {
		for (const folder of user.runFolders()) await user.run(['remove', folder.split('/').at(-1)!], {env});
		await user.remove();
	}
	expect(await ownObjects(namespace)).toEqual([]);
});

function driverOf(folder: string): number {
	const drivers = join(folder, 'drivers');
	return JSON.parse(readFileSync(join(drivers, readdirSync(drivers).sort().at(-1) ?? ''), 'utf8')).pid;
}
