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
	'no-such-package': ['build', 1, 'pip found no package tensorflow==1.4.1', 1],
	'no-network': ['build', 1, 'the build could not reach the network', 0],
	'needs-root': ['build', 100, 'the build wants to change the system, which only root may do', 1],
	'shell-syntax': ['run', 2, 'bash could not read the command', 0],
	'command-not-found': ['run', 127, 'the command trian was not found', 0],
	'not-executable': ['run', 126, './train.sh cannot be executed', 0],
	'disk-full': ['run', 1, 'the disk is full', 1],
	'permission-denied': ['run', 1, 'the command has no right to use /data/model.bin', 3],
	'out-of-memory': ['run', 1, 'the command ran out of memory', 4],
	killed: ['run', 137, 'the command was killed (exit 137)', 1],
	'segmentation-fault': ['run', 139, 'the command crashed in native code (segmentation fault)', 0],
	terminated: ['run', 143, 'the command was ended by a signal from outside (SIGTERM, exit 143)', 'exit code 143'],
	'wrong-architecture': ['pull', 125, 'the image is made for another processor than arm64', 1],
	'old-image-format': ['pull', 1, 'the image has a format that engines do not read any more', 1],
	'registry-limit': ['pull', 1, 'the registry gives no more images for now', 0],
	'registry-login': ['pull', 1, 'the registry does not give the image ada/secret-model: it is not there, or wants a log-in', 0],
	'image-not-found': ['pull', 125, 'the image or its tag does not exist', 1],
	'registry-certificate': ['pull', 125, 'the certificate of the registry is not trusted here', 0],
	'registry-http': ['pull', 125, 'the registry has no encryption', 0],
	'registry-unreachable': ['pull', 125, 'the registry (127.0.0.1:5999) could not be reached', 1],
	'short-image-name': ['build', 125, 'podman does not know the registry of nothere:1', 1],
	'no-shell': ['run', undefined, 'the image has no shell', 0],
	'no-gpu-devices': ['run', undefined, 'the engine cannot give a GPU to a container here', 0],
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
	const diagnosis = diagnose({exitCode, stage, lastLines});
	expect(diagnosis).toEqual({code, title, hint: expect.stringMatching(/\.$/), evidence: typeof evidence === 'number' ? lastLines[evidence] : evidence});
});

test('a module is given the name of its package', () => {
	const hintOf = (module: string) => diagnose({exitCode: 1, stage: 'run', lastLines: [`ModuleNotFoundError: No module named '${module}'`]})?.hint;
	expect(hintOf('cv2')).toContain('"pip install opencv-python-headless"');
	expect(hintOf('rich.progress')).toContain('"pip install rich"');
	expect(hintOf('constructor')).toContain('"pip install constructor"');
});

test('a failure of which nothing is known has no diagnosis', () => {
	expect(diagnose({exitCode: 3, stage: 'run', lastLines: ['epoch 1', 'assertion failed']})).toBeUndefined();
	expect(diagnose({stage: 'run', lastLines: []})).toBeUndefined();
});

test('a message of a command that failed long before does not explain another exit code', () => {
	expect(diagnose({exitCode: 1, stage: 'run', lastLines: ['bash: line 1: nvidia-smi: command not found', 'loss is NaN']})).toBeUndefined();
});

test('what proves a cause is printable', () => {
	const diagnosis = diagnose({exitCode: 1, stage: 'run', lastLines: ["\u001b[31mModuleNotFoundError\u001b[0m: No module named 'rich'\u0007"]});
	expect(diagnosis?.evidence).toBe("ModuleNotFoundError: No module named 'rich'");
});

test('what a program says of its own log-ins and addresses is not taken for the words of an engine', () => {
	const lastLines = ['HTTP 401 Unauthorized', 'Error: x509: certificate signed by unknown authority'];
	expect(diagnose({exitCode: 1, stage: 'run', lastLines})).toBeUndefined();
	expect(diagnose({exitCode: 1, stage: 'build', lastLines: lastLines.slice(0, 1)})).toBeUndefined();
});
