import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {chooseEngine} from '../../../source/engines/choose.ts';
import {createContainerEngine} from '../../../source/engines/containers/containers.ts';
import {sizeOfMachine, unkeptLimits} from '../../../source/engines/containers/preflight.ts';
import {doesRun} from '../../../source/engines/containers/try-run.ts';
import {createSandbox, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
	await mkdir(join(sandbox.folder, 'bin'));
});

afterEach(() => sandbox.remove());

/** A computer on which these programs are all there is: shell scripts, by name. */
async function worldWith(programs: Readonly<Record<string, string>>) {
	for (const [name, script] of Object.entries(programs)) {
		const file = join(sandbox.folder, 'bin', name);
		await writeFile(file, `#!/bin/sh\necho "$@" >> ${sandbox.folder}/asked\n${script}\n`);
		await chmod(file, 0o755);
	}
	return {...sandbox.world, env: {...sandbox.world.env, PATH: join(sandbox.folder, 'bin')}};
}

const signal = () => AbortSignal.timeout(10_000);
const missing = 'echo "Error: runc: exec: \\"/polyaxon-tui-probe\\": stat /polyaxon-tui-probe: no such file or directory" >&2; exit 127';
const ready = `case $1 in info) echo '{}';; images) printf '2.13 MB\\tsha256:small\\n249 MB\\tsha256:large\\n';; start) ${missing};; esac`;

test.each([
	['is not there', 'podman', undefined, 'engine-not-installed', /^Podman is not installed: there is no podman in your PATH\.$/],
	[
		'has no daemon',
		'docker',
		`echo '{"ID":"","ServerErrors":["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"]}'; exit 1`,
		'engine-not-running',
		/^Docker is installed, but its daemon is not running\.$/,
	],
	[
		'lets nobody in',
		'docker',
		'echo "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock" >&2; exit 1',
		'engine-no-rights',
		/^Docker is installed, and you have no right to use it: permission denied/,
	],
	[
		'has no machine',
		'podman',
		'echo "Cannot connect to Podman. Please verify your connection to the Linux system using podman system connection list, or try podman machine init and podman machine start" >&2; exit 125',
		'engine-not-running',
		/^Podman is installed, but its machine is not running\.$/,
	],
	[
		'builds and cannot run',
		'podman',
		`case $1 in info) echo '{}';; images) printf '2 MB\\tsha256:a\\n';; start) echo "Error: crun: setrlimit RLIMIT_NOFILE: Operation not permitted: OCI permission denied" >&2; exit 126;; esac`,
		'engine-cannot-run',
		/^Podman answers and builds, but cannot run a container here: crun: setrlimit RLIMIT_NOFILE: Operation not permitted: OCI permission denied\.$/,
	],
	['is broken', 'nerdctl', 'echo "FATA[0000] something strange" >&2; exit 1', 'engine-broken', /^nerdctl is installed, and does not work: FATA/],
] as const)('an engine that %s is told so, with what to do', async (_, name, script, code, message) => {
	const world = await worldWith(script === undefined ? {} : {[name]: script});
	expect(await createContainerEngine(world, name).probe(signal())).toEqual([
		{code, severity: 'error', message: expect.stringMatching(message), hint: expect.stringMatching(/\.$|\)$|!$/), path: []},
	]);
});

test('an engine is ready when a program is looked for in a container of its smallest image, and is asked once', async () => {
	const engine = createContainerEngine(await worldWith({podman: ready}), 'podman');
	expect(await engine.probe(signal())).toEqual([]);
	expect(await engine.probe(signal())).toEqual([]);
	const asked = async () => (await readFile(join(sandbox.folder, 'asked'), 'utf8')).split('\n').filter(line => line !== '' && !line.startsWith('i'));
	// It clears away when it has answered
	await expect
		.poll(asked, {timeout: 5000})
		.toEqual([
			expect.stringMatching(/^create --name plx-probe-\w+ --label plx\.probe=1 --network none --entrypoint \/polyaxon-tui-probe sha256:small$/),
			expect.stringMatching(/^start plx-probe-/),
			expect.stringMatching(/^rm -f plx-probe-/),
			'container prune -f --filter label=plx.probe=1 --filter until=2m',
		]);
});

test('an engine that does not answer is not waited for', async () => {
	const start = performance.now();
	// A child of it that outlives it holds its output open
	const engine = createContainerEngine(await worldWith({docker: '/bin/sleep 100'}), 'docker');
	expect(await engine.probe(signal())).toMatchObject([{code: 'engine-not-answering'}]);
	const late = createContainerEngine(
		await worldWith({podman: "case $1 in info) echo '{}';; images) echo '2 MB\tsha256:a';; *) /bin/sleep 100;; esac"}),
		'podman',
	);
	expect(await late.probe(signal())).toMatchObject([{code: 'engine-cannot-run', message: 'Podman did not start a container in time.'}]);
	expect(performance.now() - start).toBeLessThan(9000);
});

test('an engine in which nothing could be tried is not called ready', async () => {
	const script = `case $1 in info) echo '{}';; images) ;; build) echo "Error: no subuid ranges found" >&2; exit 125;; *) exit 126;; esac`;
	expect(await createContainerEngine(await worldWith({podman: script}), 'podman').probe(signal())).toEqual([
		{
			code: 'engine-cannot-run',
			severity: 'error',
			message: 'Podman answers, but no container could be tried here: no subuid ranges found.',
			hint: 'See what "podman images" says, or use the host engine.',
			path: [],
		},
	]);
});

test('without an image an empty one is made and deleted again', async () => {
	const world = await worldWith({
		podman: `case $1 in info) echo '{}';; images) ;; build) cat >/dev/null;; start) ${missing};; esac`.replace('cat >/dev/null', ':'),
	});
	expect(await createContainerEngine(world, 'podman').probe(signal())).toEqual([]);
	await expect
		.poll(() => readFile(join(sandbox.folder, 'asked'), 'utf8'), {timeout: 5000})
		.toMatch(/build -t localhost\/plx-probe:1 -\n[\s\S]*start plx-probe[\s\S]*rmi -f localhost\/plx-probe:1/);
});

test('whether a container came to run is seen in what the runtime did not find', () => {
	const answer = (stderr: string) => ({isOk: false, exitCode: 127, stdout: '', stderr, isTimedOut: false});
	expect(doesRun(answer('docker: Error response from daemon: exec: "/polyaxon-tui-probe": stat /polyaxon-tui-probe: no such file or directory: unknown'))).toBe(
		true,
	);
	expect(
		doesRun(
			answer(
				'Error: crun: executable file `/polyaxon-tui-probe` not found: No such file or directory: OCI runtime attempted to invoke a command that was not found',
			),
		),
	).toBe(true);
	expect(doesRun(answer('Error: runc: cannot set rlimit'))).toBe(false);
});

test('the engine is what was named, else the first that runs containers, else this computer', async () => {
	const settings = {secretRefs: [], configmapRefs: [], gracePeriod: 5};
	const nothing = await worldWith({});
	expect(await chooseEngine(nothing, settings)).toMatchObject({engine: {name: 'host'}, reason: expect.stringContaining('no podman, docker or nerdctl')});
	expect(await chooseEngine(nothing, {...settings, engine: 'docker'})).toMatchObject({engine: {name: 'docker'}, reason: 'as the settings or --engine say'});
	const both = await worldWith({docker: ready, podman: 'exit 1'});
	expect(await chooseEngine(both, settings)).toMatchObject({engine: {name: 'docker'}, reason: 'Docker runs containers here'});
	expect(await chooseEngine(await worldWith({podman: ready}), settings)).toMatchObject({engine: {name: 'podman'}, reason: 'Podman runs containers here'});
});

test('limits that an engine cannot keep are known from what it says of itself', () => {
	expect(unkeptLimits('{"host":{"cgroupControllers":["cpu","pids"]}}')).toEqual({memory: true, cpu: false});
	expect(unkeptLimits('{"MemoryLimit":false,"CpuCfsQuota":true}')).toEqual({memory: true, cpu: false});
	expect(unkeptLimits('{"MemoryLimit":true,"CPUCfsQuota":false}')).toEqual({memory: false, cpu: true});
	expect(unkeptLimits('nonsense')).toEqual({memory: false, cpu: false});
});

test('how much there is comes from what podman and docker say of themselves', () => {
	expect(sizeOfMachine('{"host":{"cpus":2,"memTotal":25769803776}}')).toEqual({cpu: 2, memory: 24576});
	expect(sizeOfMachine('{"NCPU":8,"MemTotal":1048576}')).toEqual({cpu: 8, memory: 1});
	expect(sizeOfMachine('not json')).toEqual({});
});
