import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {causes} from '../../../source/runs/diagnosis/causes.ts';
import {diagnose} from '../../../source/runs/diagnosis/diagnose.ts';

const folder = join(import.meta.dirname, '../../fixtures/diagnosis');
const linesOf = (code: string) =>
	readFileSync(join(folder, `${code}.log`), 'utf8')
		.trimEnd()
		.split('\n');

/** Stage, exit code, title and evidence of each fixture. */
const rows = {
	'cuda-out-of-memory': ['run', 1, 'the GPU ran out of memory', 2],
	'module-not-found': ['run', 1, 'the Python module sklearn is not installed', 2],
	'import-error': ['run', 1, 'Python could not import nothing', 2],
	'python-file-missing': ['run', 2, 'Python did not find /home/ada/runs/r-7f3k2m/code/trian.py', 0],
	'externally-managed': ['build', 1, 'pip may not install into the Python of the system', 1],
	'certificate-not-trusted': ['build', 1, 'the build does not trust the certificate of pypi.org', 1],
	'no-such-package': ['build', 1, 'pip found no package tensorflow==1.4.1', 1],
	'no-network': ['build', 1, 'the build could not reach the network', 0],
	'needs-root': ['build', 100, 'the build wants to change the system, which only root may do', 1],
	'shell-syntax': ['run', 2, 'bash could not read the command', 0],
	'command-not-found': ['run', 127, 'the command trian was not found', 0],
	'not-executable': ['run', 126, './train.sh cannot be executed', 0],
	'disk-full': ['run', 1, 'the disk is full', 1],
	'permission-denied': ['run', 1, 'the command has no right to use /data/model.bin', 3],
	'out-of-memory': ['run', 1, 'the command ran out of memory', 4],
	killed: ['run', 137, 'the command was killed', 1],
	'segmentation-fault': ['run', 139, 'the command crashed in native code (segmentation fault)', 0],
	terminated: ['run', 143, 'the command was ended by a signal from outside (SIGTERM)', 'exit code 143'],
	'wrong-architecture': ['pull', 125, 'the image is made for another processor than arm64', 1],
	'old-image-format': ['pull', 1, 'the image has a format that engines do not read any more', 1],
	'registry-limit': ['pull', 1, 'the registry gives no more images for now', 0],
	'registry-login': ['pull', 1, 'the registry does not give the image ada/secret-model: it is not there, or wants a log-in', 0],
	'image-not-found': ['pull', 125, 'the image or its tag does not exist', 1],
	'registry-broken': ['pull', 125, 'the registry itself failed (HTTP 500 Internal Server Error)', 1],
	'no-local-image': ['build', 125, 'there is no image localhost/nothere:9 on this computer', 3],
	'registry-certificate': ['pull', 125, 'the certificate of the registry is not trusted here', 0],
	'registry-http': ['pull', 125, 'the registry registry.lab:5000 has no encryption', 0],
	'registry-unreachable': ['pull', 125, 'the registry (127.0.0.1:5999) could not be reached', 1],
	'short-image-name': ['build', 125, 'podman does not know the registry of nothere:1', 1],
	'no-shell': ['run', undefined, 'the image has no shell', 0],
	'no-gpu-devices': ['run', undefined, 'the engine cannot give a GPU to a container here', 0],
	'memory-limit-too-low': ['run', undefined, 'the limit of memory is too low for a container to start', 0],
	'cpu-limit-out-of-range': ['run', undefined, 'no container can have this limit of processors', 0],
	'build-file-missing': ['build', 125, 'the build does not find nothere', 1],
	'build-step-failed': ['build', 77, 'a build step failed with exit code 77', 1],
} as const;

test('every cause has a fixture, and every fixture a cause', () => {
	const codes = causes.map(({code}) => code).sort();
	expect(codes).toEqual(Object.keys(rows).sort());
	expect(codes).toEqual(
		readdirSync(folder)
			.map(name => name.replace('.log', ''))
			.sort(),
	);
});

test.each(Object.entries(rows))('%s is known from its log', (code, [stage, exitCode, title, evidence]) => {
	const lastLines = linesOf(code);
	const diagnosis = diagnose({exitCode, stage, engine: 'podman', lastLines});
	expect(diagnosis).toEqual({code, title, hint: expect.stringMatching(/\.$/), evidence: typeof evidence === 'number' ? lastLines[evidence] : evidence});
});

test('a module is given the name of its package', () => {
	const hintOf = (module: string) =>
		diagnose({exitCode: 1, stage: 'run', engine: 'podman', lastLines: [`ModuleNotFoundError: No module named '${module}'`]})?.hint;
	expect(hintOf('cv2')).toContain('"pip install opencv-python-headless"');
	expect(hintOf('rich.progress')).toContain('"pip install rich"');
	expect(hintOf('constructor')).toContain('"pip install constructor"');
});

test('a failure of which nothing is known has no diagnosis', () => {
	expect(diagnose({exitCode: 3, stage: 'run', engine: 'podman', lastLines: ['epoch 1', 'assertion failed']})).toBeUndefined();
	expect(diagnose({stage: 'run', engine: 'podman', lastLines: []})).toBeUndefined();
});

test('a message of a command that failed long before does not explain another exit code', () => {
	expect(diagnose({exitCode: 1, stage: 'run', engine: 'podman', lastLines: ['bash: line 1: nvidia-smi: command not found', 'loss is NaN']})).toBeUndefined();
});

test('what proves a cause is printable', () => {
	const diagnosis = diagnose({
		exitCode: 1,
		stage: 'run',
		engine: 'podman',
		lastLines: ["\u001b[31mModuleNotFoundError\u001b[0m: No module named 'rich'\u0007"],
	});
	expect(diagnosis?.evidence).toBe("ModuleNotFoundError: No module named 'rich'");
});

test('what a program says of its own log-ins and addresses is not taken for the words of an engine', () => {
	const lastLines = ['HTTP 401 Unauthorized', 'Error: x509: certificate signed by unknown authority'];
	expect(diagnose({exitCode: 1, stage: 'run', engine: 'podman', lastLines})).toBeUndefined();
	expect(diagnose({exitCode: 1, stage: 'build', engine: 'podman', lastLines: lastLines.slice(0, 1)})).toBeUndefined();
});

test.each([
	['reading manifest 1 in ada.lab/x: denied', 'registry-login'],
	['reading manifest 1 in ada.lab/x: denied: Permission "downloadArtifacts" denied on resource', 'registry-login'],
	['reading manifest 1 in ada.lab/x: StatusCode: 403, forbidden', 'registry-login'],
	['reading manifest 1 in ada.lab/x: received unexpected HTTP status: 502 Bad Gateway', 'registry-broken'],
	['reading manifest 1 in ada.lab/x: StatusCode: 429, slow down', 'registry-limit'],
	['pinging container registry ada.lab: Get "https://ada.lab/v2/": tls: first record does not look like a TLS handshake', 'registry-http'],
])('a pull that ends with "%s" has the cause %s', (said, code) => {
	const line = `Error: initializing source docker://ada.lab/x:1: ${said}`;
	expect(diagnose({exitCode: 125, stage: 'pull', engine: 'podman', lastLines: [line]})).toMatchObject({code, evidence: line});
});

test('what is done about a registry names it', () => {
	const of = (said: string) =>
		diagnose({exitCode: 125, stage: 'pull', engine: 'podman', lastLines: [`Error: initializing source docker://ada.lab:5000/x:1: ${said}`]});
	expect(of('reading manifest 1 in ada.lab:5000/x: denied')?.title).toContain('the image ada.lab:5000/x:');
	expect(of('reading manifest 1 in ada.lab:5000/x: toomanyrequests: Too many')?.hint).toContain('podman login ada.lab:5000,');
	const http = of('pinging container registry ada.lab:5000: Get "https://ada.lab:5000/v2/": http: server gave HTTP response to HTTPS client')?.hint;
	expect(http).toContain('location = "ada.lab:5000" and insecure = true in /etc/containers/registries.conf');
	expect(http).toContain('"insecure-registries": ["ada.lab:5000"] in /etc/docker/daemon.json');
});

test.each([
	'touch: /rootfile: Permission denied',
	"touch: cannot touch '/rootfile': Permission denied",
	"ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/rootfile'",
])('a build step without rights (%s) is told who it is, and nothing of outputs', line => {
	const lastLines = [line, 'Error: building at STEP "RUN touch /rootfile": while running runtime: exit status 1'];
	const of = (engine: 'host' | 'podman') => diagnose({exitCode: 1, stage: 'build', engine, lastLines});
	expect(of('podman')?.title).toBe('the build has no right to use /rootfile');
	expect(of('podman')?.hint).toContain('which is not root here');
	expect(of('host')?.hint).toContain('Build steps run as you');
});

test('apt without rights says who it is in a container, and that the machine is not to be changed on the host', () => {
	const hintOf = (engine: 'host' | 'podman') => diagnose({exitCode: 100, stage: 'build', engine, lastLines: linesOf('needs-root')})?.hint;
	expect(hintOf('podman')).toContain('USER root');
	expect(hintOf('host')).toContain('Take the step out of build_steps');
	const lists = ['E: List directory /var/lib/apt/lists/partial is missing. - Acquire (13: Permission denied)'];
	expect(diagnose({exitCode: 100, stage: 'build', engine: 'podman', lastLines: lists})?.title).toBe('the build has no right to use a file');
});

test.each([
	'error running container: from /usr/bin/runc creating container for [/bin/sh -c echo x]: time="2026-11-26T15:00:29Z" level=error msg="runc create failed: unable to start container process: exec: \\"/bin/sh\\": stat /bin/sh: no such file or directory"',
	'error running container: from /usr/bin/crun creating container for [/bin/sh -c echo x]: executable file `/bin/sh` not found in $PATH: No such file or directory',
	'#5 0.123 runc run failed: unable to start container process: error during container init: exec: "/bin/sh": stat /bin/sh: no such file or directory',
])('an image without a shell is known from a build step too: %s', line => {
	const lastLines = ['STEP 2/2: RUN echo x', line, ': exit status 1', 'Error: building at STEP "RUN echo x": while running runtime: exit status 1'];
	expect(diagnose({exitCode: 1, stage: 'build', engine: 'podman', lastLines})).toMatchObject({code: 'no-shell', evidence: line.slice(0, 400)});
});

test('a step that begins with an instruction of a Dockerfile is not told to install it', () => {
	const hintOf = (word: string) =>
		diagnose({exitCode: 127, stage: 'build', engine: 'podman', lastLines: [`/bin/sh: ${word}: not found`, 'exit status 127']})?.hint;
	expect(hintOf('RUN')).toBe('Build steps are shell commands, not lines of a Dockerfile: take the word RUN away.');
	expect(hintOf('ENV')).toBe('Build steps are shell commands, not lines of a Dockerfile. Variables belong into build.env_vars.');
	expect(hintOf('COPY')).toContain('build.dockerfile');
	expect(hintOf('run')).toContain('install run in build_steps');
});

test('pip that may not change the Python of the system is shown each way out', () => {
	const hint = diagnose({exitCode: 1, stage: 'build', engine: 'podman', lastLines: linesOf('externally-managed')})?.hint;
	for (const way of ['--break-system-packages', 'PIP_BREAK_SYSTEM_PACKAGES', 'venv']) expect(hint).toContain(way);
});

test('limits that docker refuses are known by its words', () => {
	const of = (line: string) => diagnose({stage: 'run', engine: 'docker', lastLines: [`Error response from daemon: ${line}`]})?.hint;
	expect(of('Minimum memory limit allowed is 6MB')).toContain('needs 6MB to start');
	expect(of('range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available')).toContain('a value from 0.01 to 4.00.');
});
