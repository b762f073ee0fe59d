import {afterAll, beforeAll, expect, test} from 'vitest';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {busybox, kubectl, machine, python} from './kubectl.ts';
import {startRefusingRegistry} from './refusing-registry.ts';

let sandbox: ClusterSandbox;
beforeAll(async () => {
	sandbox = await createClusterSandbox('build');
	await sandbox.write({'train.sh': 'echo one\n', 'requirements.txt': 'six\n'});
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

const imageOf = (short: readonly string[]) => /image (\S+)…/.exec(short.find(line => /^build (?:succeeded|skipped)/.test(line)) ?? '')?.[1];

test('kaniko builds of steps and code, the second run builds nothing, and after a change of the code alone the steps come from the cache', async () => {
	const request = {
		image: busybox,
		steps: ['echo one $STAGE; cat requirements.txt; ls', 'echo two >&2'],
		envVars: [['STAGE', 'a "b" $5']] as const,
		command: 'sh train.sh && pwd && echo "$STAGE" && printf last',
	};
	const first = await sandbox.run(request);
	expect(first.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(first.log()).toBe('one\n/code\na "b" $5\nlast');
	// Steps see the requirements, and no other file; what kaniko itself says goes another way, and may come in between
	const printed = first
		.log('build')
		?.split('\n')
		.filter(line => line !== '' && !line.startsWith('time='));
	expect(printed).toEqual(['one a "b" $5', 'six', 'requirements.txt', 'two']);
	const image = imageOf(first.short);
	expect(image).toMatch(/^plx-t-\S+:[0-9a-f]{8}$/);
	const told = first.short.filter(line => !/^notice|^stream run|^status starting|pull|fetching|waiting|: starting|upload started|step \d of 8/.test(line));
	expect(told.slice(0, told.indexOf('status scheduled') + 1)).toEqual([
		'status created',
		expect.stringMatching(/^prepare started: context test, namespace plx-test-build-\d+: A registry is set: kaniko builds/),
		expect.stringMatching(/^prepare succeeded: 2 files, \d+ B$/),
		'status building',
		'build started: 2 steps, by kaniko',
		expect.stringMatching(/^upload succeeded: \S+ \S+ in \d+\.\d s, verified$/),
		'stream build',
		'stream build live',
		'build started: step 1 of 2: echo one $STAGE; cat requirements.txt; ls',
		'build started: step 2 of 2: echo two >&2',
		'build started: pushing the image',
		'stream build ended 0',
		`build succeeded: image ${image}…: 2 steps`,
		'schedule started',
		'schedule succeeded: node node',
		'status scheduled',
	]);
	expect(told.at(-1)).toBe('status succeeded 0');
	// No detail is told twice in a row
	expect(first.short.filter((line, index) => line === first.short[index - 1])).toEqual([]);
	// The pod was started by the digest
	const pod = JSON.parse(await kubectl('get', 'pods', '-n', sandbox.namespace, '-l', `job-name=${first.plan.job}`, '-o', 'json')).items[0];
	expect(pod.spec.containers[0].image).toMatch(/@sha256:[0-9a-f]{64}$/);

	const second = await sandbox.run(request);
	expect(second.short.filter(line => line.startsWith('build'))).toEqual([`build skipped: image ${image}… re-used, nothing changed`]);
	expect(second.log()).toBe(first.log());

	await sandbox.write({'train.sh': 'echo two\n'});
	const third = await sandbox.run(request);
	expect(imageOf(third.short)).not.toBe(image);
	expect(third.short).toContainEqual(expect.stringMatching(/^build succeeded: image plx-\S+…: 2 steps from the cache$/));
	expect(third.log()).toBe('two\n/code\na "b" $5\nlast');
});

test.concurrent('a step that fails is named, with the end of the build log as its cause; the pods of both Jobs are all that there is', async () => {
	const failed = await sandbox.run({image: busybox, steps: ['true', 'echo before\necho "the reason"; exit 3', 'true'], command: 'true'});
	expect(failed.end).toEqual({status: 'failed', reason: 'build-failed', message: 'build step 2 of 3: echo before … failed with exit code 3', exitCode: 3});
	expect(failed.diagnosis).toMatchObject({code: 'build-step-failed', evidence: 'the reason'});
	expect(failed.log()).toBeUndefined();
});

test.concurrent('a run of kind build ends with the reference of the image, which a node can pull', async () => {
	const built = await sandbox.run({image: busybox, steps: ['echo built > /made'], specification: {kind: 'build'}});
	expect(built.end).toEqual({status: 'succeeded', exitCode: 0, message: expect.stringMatching(/^The image is \S+@sha256:[0-9a-f]{64}\.$/)});
	const image = /The image is (\S+)\.$/.exec(built.end.message ?? '')?.[1];
	expect((await sandbox.run({image, command: 'cat /made'})).log()).toBe('built\n');
});

test.concurrent('a registry that denies, one that is not there, and a base image that is not: each is named', async () => {
	await using refusing = await startRefusingRegistry();
	const steps = ['true'];
	const image = busybox;
	const [denied, away, base] = await Promise.all([
		sandbox.run({image, steps, command: 'true', kubernetes: {registry: `${refusing.host}/team`}}),
		sandbox.run({image, steps, command: 'true', kubernetes: {registry: `${machine}:1/team`}}),
		sandbox.run({image: `${busybox}-none`, steps, command: 'true'}),
	]);
	expect(denied.diagnosis).toMatchObject({code: 'push-denied', title: expect.stringContaining(refusing.host)});
	expect(denied.diagnosis?.hint).toContain(`kubectl create secret docker-registry plx-push --docker-server=${refusing.host}`);
	expect(denied.diagnosis?.hint).toContain(`--context test --namespace ${sandbox.namespace}.`);
	expect(away.diagnosis).toMatchObject({code: 'registry-unreachable', title: `the registry ${machine}:1 could not be reached from the cluster`});
	expect(base.diagnosis).toMatchObject({code: 'image-not-found', title: `the image ${busybox}-none or its tag does not exist`});
	for (const {end} of [denied, away, base]) expect(end).toMatchObject({status: 'failed', reason: 'build-failed'});
});

test.concurrent('without a registry the steps run at the start of the pod', async () => {
	const inline = await sandbox.run({
		image: python,
		steps: ['echo step one', 'pwd; ls'],
		envVars: [['STAGE', 'x']],
		command: 'bash train.sh; echo $STAGE; exit 4',
		kubernetes: {registry: undefined},
	});
	expect(inline.plan.strategy).toEqual({type: 'inline', why: 'No registry is set: the build steps run at the start of the pod.'});
	expect(inline.end).toMatchObject({status: 'failed', exitCode: 4, reason: 'command-failed'});
	expect(inline.log()).toMatch(/step 1 of 2\nstep one\n.*step 2 of 2\n\/code\nrequirements\.txt\n.*done\n(?:one|two)\nx\n$/s);
	expect(inline.short).toContain('build succeeded: 2 steps in the pod');
	const failed = await sandbox.run({image: python, steps: ['true', 'exit 5'], command: 'echo never', kubernetes: {builder: 'inline'}});
	expect(failed.end).toEqual({status: 'failed', reason: 'build-failed', message: 'build step 2 of 2: exit 5 failed with exit code 5', exitCode: 5});
	expect(failed.log()).not.toContain('never');
	expect(await ownObjects(sandbox.namespace, 'configmaps,secrets')).toEqual([]);
});
