import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {ContainerPlan} from '../../source/engines/containers/plan.ts';
import type {RunEvent} from '../../source/engines/engine.ts';
import {busybox, createEngineSandbox, leftOfBuilds, ownBase, podman} from './engine-sandbox.ts';

const train =
	'import os, sys\nprint("lr", sys.argv[1], os.getcwd(), os.environ["STAGE"])\nopen(os.environ["POLYAXON_RUN_OUTPUTS_PATH"] + "/model.txt", "w").write("x")\n';

test('an image is built of steps and code, the command runs in it, outputs stay, and a second run builds nothing', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': train, 'requirements.txt': 'six\n'});
	const request = {
		steps: [`echo one ${sandbox.name}; cat requirements.txt; ls`, 'echo two >&2'],
		envVars: [['STAGE', 'a "b" $5']] as const,
		specification: {command: 'python3 train.py 0.1 && printf last'},
	};
	const first = await sandbox.run(request);
	const image = /image (\S+)…/.exec(first.short.find(line => line.startsWith('build succeeded')) ?? '')?.[1];
	expect(first.short).toEqual([
		'status created',
		'prepare started',
		expect.stringMatching(/^prepare succeeded: 2 files, \d+ B$/),
		'status building',
		'build started: 2 steps',
		'stream build is a file',
		`build started: step 1 of 2: echo one ${sandbox.name}; cat requirements.txt; ls`,
		'build started: step 2 of 2: echo two >&2',
		'stream build ended 0',
		`build succeeded: image ${image}…: 2 steps`,
		'status starting',
		'run started',
		'stream run',
		'status running',
		'stream run ended 0',
		'run succeeded',
		'status succeeded 0',
	]);
	expect(first.log('run')).toBe('lr 0.1 /code a "b" $5\nlast');
	expect(first.log('build')).toContain(`\none ${sandbox.name}\nsix\nrequirements.txt\n`);
	expect(first.log('build')).toContain('\ntwo\n');
	expect(readFileSync(join(first.plan.runFolder, 'outputs/model.txt'), 'utf8')).toBe('x');
	expect(await podman('ps', '-aq', '--filter', `label=plx.folder=${first.plan.runFolder}`)).toBe('');
	expect(await podman('images', '--format', '{{.Repository}}:{{.Tag}}')).toMatch(new RegExp(`^localhost/${image}`, 'm'));

	const second = await sandbox.run(request);
	expect(second.short.filter(line => line.includes('build'))).toEqual([`build skipped: image ${image}… re-used, nothing changed`]);
	expect(second.log('run')).toBe('lr 0.1 /code a "b" $5\nlast');

	await sandbox.write({'train.py': train.replace('lr', 'new lr')});
	const third = await sandbox.run(request);
	expect(third.short).toContainEqual(expect.stringMatching(/^build succeeded: image plx-\S+…: 2 steps from the cache$/));
	expect(third.short).not.toContainEqual(expect.stringContaining(`image ${image}`));
	expect(third.log('build')?.match(/^--> Using cache/gm)).toHaveLength(6);
	expect(third.log('run')).toBe('new lr 0.1 /code a "b" $5\nlast');

	await sandbox.write({'train.py': train});
	expect((await sandbox.run(request)).short).toContain(`build skipped: image ${image}… re-used, nothing changed`);
	expect((await sandbox.run({...request, noCache: true})).short).toContain(`build succeeded: image ${image}…: 2 steps`);
});

test('a failing step is named, with its exit code and the end of the build log as its cause', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const image = await ownBase(sandbox.name);
	const failed = await sandbox.run({
		image,
		steps: ['true', 'echo before\necho "ModuleNotFoundError: No module named \'six\'"; exit 3', 'true'],
		specification: {command: 'true'},
	});
	expect(failed.end).toEqual({status: 'failed', reason: 'build-failed', message: 'build step 2 of 3: echo before … failed with exit code 3', exitCode: 3});
	expect(failed.diagnosis).toMatchObject({code: 'module-not-found'});
	const other = await sandbox.run({image, steps: ['echo the reason; exit 4'], specification: {command: 'true'}});
	expect(other.diagnosis).toMatchObject({code: 'build-step-failed', evidence: 'the reason'});
	expect(await leftOfBuilds(image, [failed.plan, other.plan])).toEqual([]);
});

test('a driver that comes later does not say how long the steps took whose beginning it did not see', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const steps = [`echo ${sandbox.name}; sleep 4`, 'sleep 2.6'];
	const plan = await sandbox.plan({steps, specification: {command: 'true'}});
	const controller = new AbortController();
	const driving = sandbox.drive(plan, controller.signal);
	await expect.poll(() => sandbox.look(plan).log('build'), {timeout: 20_000}).toContain(`\n${sandbox.name}\n`);
	controller.abort();
	await driving;
	const {short} = await sandbox.drive(plan);
	const detail = short.findLast(line => line.startsWith('build succeeded'));
	// The first took longer, and most of it was seen
	expect(detail).toMatch(/^build succeeded: image \S+: 2 steps, step 2 of 2: sleep 2\.6 took \d s$/);
});

test('a command that is killed by another is not said to have used too much memory, but for where that cannot be told apart', async () => {
	await using sandbox = await createEngineSandbox();
	const environment = {secret_refs: [], configmap_refs: [], resources: {memory: {limits: 512}}};
	const {end} = await sandbox.run({image: busybox, specification: {command: "sh -c 'kill -9 $PPID'; sleep 1", environment}});
	const doesTell = (await podman('info', '--format', '{{.Host.CgroupsVersion}}')).trim() === 'v2';
	expect(end).toMatchObject({
		exitCode: 137,
		message: doesTell
			? 'The command was ended by SIGKILL (exit code 137). The system does that when memory runs out.'
			: 'The command was killed: it probably used more memory than its limit of 512 Mi (exit code 137).',
	});
});

test.each([
	['exit 7', {status: 'failed', exitCode: 7, reason: 'command-failed', message: 'The command failed with exit code 7.'}],
	['no-such-program', {status: 'failed', exitCode: 127, reason: 'command-not-found', message: 'A program in the command was not found (exit code 127).'}],
	['[[ abc == a* ]] && exit 3', {status: 'failed', exitCode: 3, reason: 'command-failed', message: 'The command failed with exit code 3.'}],
])('the exit code of %s is kept', async (command, end) => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	expect((await sandbox.run({specification: {command}})).end).toEqual(end);
});

test('a run that uses more memory than its limit is told so', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': 'print("before", flush=True)\nx = bytearray(10**9)\n'});
	const resources = {memory: {limits: 64}, cpu: {limits: 0.5}};
	const run = await sandbox.run({specification: {command: 'python3 train.py', environment: {secret_refs: [], configmap_refs: [], resources}}});
	expect(run.end).toEqual({
		status: 'failed',
		exitCode: 137,
		reason: 'out-of-memory',
		// podman knows it where cgroups are of version 2 only
		message: expect.stringMatching(/^The command was killed: it (?:probably )?used more memory than its limit of 64 Mi \(exit code 137\)\.$/),
	});
	expect(run.diagnosis).toMatchObject({
		code: 'memory-limit',
		title: expect.stringMatching(/^the command (?:probably )?used more memory than its limit of 64 Mi, and was killed$/),
	});
	expect(run.log('run')).toContain('before\n');
});

test('an image without bash runs the command by its sh, and says so; without anything to bake it is run as it is', async () => {
	await using sandbox = await createEngineSandbox();
	const run = await sandbox.run({image: busybox, specification: {command: 'echo "$0" in $(pwd); ls /outputs; echo "$NVIDIA_VISIBLE_DEVICES"'}});
	expect(run.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(run.log('run')).toBe('/bin/sh in /\nnone\n');
	expect(run.short).toEqual([
		'status created',
		`build skipped: nothing to bake: ${busybox} is run as it is`,
		'status starting',
		'run started',
		'stream run',
		'status running',
		'notice The image has no bash: its sh runs the command, and may read some of it in another way.',
		'stream run ended 0',
		'run succeeded',
		'status succeeded 0',
	]);
});

test('kind build ends with the image', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': ''});
	const {end, short} = await sandbox.run({specification: {kind: 'build'}});
	expect(end).toEqual({status: 'succeeded', exitCode: 0, message: expect.stringMatching(/^The image is localhost\/plx-t-\w+:[0-9a-f]{20}\.$/)});
	expect(short).toContain(`notice ${end.message}`);
});

test('no run leaves a container, a volume, a file of its own or a process behind, a hundred times', async () => {
	await using sandbox = await createEngineSandbox();
	const plans: ContainerPlan[] = [];
	const volumes = await podman('volume', 'ls', '-q');
	const base = await ownBase(sandbox.name);
	await sandbox.write({'a.txt': ''});
	for (let number = 0; number < 100; number++) {
		// Some of them build
		const image = number % 25 === 0 ? {image: base, steps: [`echo ${number}`]} : {image: busybox};
		const {end, log, plan} = await sandbox.run({...image, specification: {command: `echo run ${number}`}});
		expect(end).toEqual({status: 'succeeded', exitCode: 0});
		expect(log('run')).toBe(`run ${number}\n`);
		plans.push(plan);
		// Of a build its script and its end are kept, for who takes over
		const kept = readdirSync(plan.runFolder).filter(name => !name.startsWith('build'));
		expect(kept.sort()).toEqual(['drivers', 'events.jsonl', 'handle.json', 'logs', 'outputs', 'requests', 'run.json']);
	}
	expect(await podman('ps', '-aq', '--filter', `label=plx.code=${sandbox.code}`)).toBe('');
	expect(await podman('volume', 'ls', '-q')).toBe(volumes);
	expect(await leftOfBuilds(base, plans)).toEqual([]);
	expect(readdirSync('/tmp').filter(name => plans.some(({container}) => name.includes(container)))).toEqual([]);
	const processes = execFileSync('ps', ['-A', '-ww', '-o', 'args'], {encoding: 'utf8'}).split('\n');
	expect(processes.filter(words => plans.some(({container, runFolder}) => words.includes(container) || words.includes(runFolder)))).toEqual([]);
});

test('removing a run deletes its container, whatever state it is in', async () => {
	await using sandbox = await createEngineSandbox();
	const plan = await sandbox.plan({image: busybox, specification: {command: 'true'}});
	for (const words of [['create'], ['run', '-d'], ['run', '-d', 'pause'], ['run']] as const) {
		const [command, ...rest] = words;
		await podman(command, ...rest.filter(word => word === '-d'), '--name', plan.container, busybox, ...(rest.length > 0 ? ['sleep', '100'] : ['true']));
		if (words.at(-1) === 'pause') await podman('pause', plan.container);
		await sandbox.engine.remove(plan, {}, []);
		await expect(podman('container', 'inspect', plan.container)).rejects.toThrow();
	}
	await sandbox.engine.remove(plan, {}, []); // A second time there is nothing to do
	const ended = await sandbox.run({image: busybox, specification: {command: 'true'}});
	await sandbox.remove(ended.plan.runId);
	expect(existsSync(ended.plan.runFolder)).toBe(false);
});

test('the image is named by what was sent: when the code changes meanwhile, it is the changed code that runs, and that is said', async () => {
	await using sandbox = await createEngineSandbox();
	await sandbox.write({'train.py': 'print(1)\n'});
	const plan = await sandbox.plan({specification: {command: 'python3 train.py'}});
	const events: RunEvent[] = [];
	for await (const event of sandbox.engine.drive(plan, {}, AbortSignal.timeout(30_000))) {
		events.push(event);
		if (event.type === 'stage' && event.stage === 'prepare' && event.state === 'succeeded') await sandbox.write({'train.py': 'print(2)\n'});
	}
	expect(events.at(-1)).toMatchObject({status: 'succeeded'});
	expect(Buffer.concat(events.flatMap(event => (event.type === 'log' ? [event.bytes] : []))).toString()).toBe('2\n');
	expect(events.find(event => event.type === 'notice')).toMatchObject({
		text: 'train.py changed while the code was sent: the image has it as it was then. Name files that change by themselves in .polyaxonignore: else every run builds an image.',
	});
	const again = await sandbox.run({specification: {command: 'python3 train.py'}});
	expect(again.short.join('\n')).toContain('nothing changed');
});
