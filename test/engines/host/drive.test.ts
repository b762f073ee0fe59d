import {chmod, readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createSandbox, driveToEnd, inShort, lastStatus, type Sandbox} from '../sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

async function run(request: Parameters<Sandbox['plan']>[0]) {
	const plan = await sandbox.plan(request);
	const {events} = await driveToEnd(sandbox.engine, plan);
	const log = (id: string) => readFile(join(plan.runFolder, `logs/${id}.log`), 'utf8');
	return {plan, events, short: inShort(events), end: lastStatus(events), log};
}

test('a run without build steps goes from created to succeeded, and says once that the base image is not used', async () => {
	await sandbox.write({'train.sh': 'echo "lr=$1"; echo warn >&2; printf last'});
	const {short, log, plan} = await run({image: 'python:3.11', specification: {command: './train.sh 0.1'}});
	expect(short).toEqual([
		'status created',
		'prepare started',
		'prepare succeeded: 1 file, 40 B',
		'build skipped: no build steps',
		'status starting',
		'notice The base image python:3.11 is not used: the host engine runs your command directly on this computer, with what is installed here.',
		'run started',
		'stream run is a file',
		'status running',
		'stream run ended 0',
		'run succeeded',
		'status succeeded 0',
	]);
	expect(await log('run')).toBe('lr=0.1\nwarn\nlast');
	expect(await readFile(join(plan.runFolder, 'exit-code'), 'utf8')).toBe('0\n');
	for (const file of ['logs/run.log', 'run.sh', 'run.pid', 'exit-code']) expect((await stat(join(plan.runFolder, file))).mode & 0o777, file).toBe(0o600);
});

test('build steps see only their files; the code is laid over what they left, and an environment is used again', async () => {
	await sandbox.write({
		'requirements.txt': 'six\n',
		'polyaxon_setup.sh': '#!/bin/sh\nls > seen.txt\necho from step > both.txt\nmkdir -p deep/er && echo made > deep/er/file && echo $STAGE\n',
		'both.txt': 'from code\n',
		'deep/own.txt': 'own\n',
		'train.sh': 'cat seen.txt both.txt deep/er/file deep/own.txt; test -x polyaxon_setup.sh && echo executable',
	});
	await chmod(join(sandbox.code, 'polyaxon_setup.sh'), 0o644); // Steps and command may execute it all the same
	const request = {
		steps: ['./polyaxon_setup.sh', 'pwd > where.txt; echo "it\'s $HOME" | sed s,/.*,/home,'],
		envVars: [['STAGE', 'one two']] as const,
		specification: {command: './train.sh'},
	};
	const first = await run(request);
	expect(first.end).toEqual({status: 'succeeded', exitCode: 0});
	expect(first.short.filter(line => line.includes('build'))).toEqual([
		'status building',
		'build started: 2 steps',
		'stream build is a file',
		'stream build ended 0',
		'build succeeded: 2 steps',
	]);
	expect(await first.log('build')).toBe(
		'Step 1/2 : ./polyaxon_setup.sh\none two\nStep 2/2 : pwd > where.txt; echo "it\'s $HOME" | sed s,/.*,/home,\nit\'s /home\n',
	);
	expect(await first.log('run')).toBe('polyaxon_setup.sh\nrequirements.txt\nseen.txt\nfrom code\nmade\nown\nexecutable\n');

	await sandbox.write({'both.txt': 'new code\n'});
	const second = await run(request);
	const key = second.plan.environment?.key;
	expect(key).toBe(first.plan.environment?.key);
	expect(second.short.filter(line => line.includes('build'))).toEqual([
		'stream build is a file',
		'stream build ended 0',
		`build skipped: environment ${key?.slice(0, 4)}… re-used, nothing changed`,
	]);
	expect(await second.log('build')).toBe(`Environment ${key?.slice(0, 4)}… re-used, nothing changed.\n`);
	expect(await second.log('run')).toBe('polyaxon_setup.sh\nrequirements.txt\nseen.txt\nnew code\nmade\nown\nexecutable\n');

	await sandbox.write({'requirements.txt': 'five\n'});
	const third = await run(request);
	expect(third.short).toContain('build succeeded: 2 steps');
	expect(third.plan.environment?.key).not.toBe(key);
});

test('a failed build step ends the run with its number, text and exit code, and is built anew the next time', async () => {
	const request = {steps: ['true', 'echo no such package; exit 3', 'true'], specification: {command: 'true'}};
	const {end, short, log, plan} = await run(request);
	expect(end).toEqual({
		status: 'failed',
		reason: 'build-failed',
		message: 'build step 2 of 3 failed with exit code 3: echo no such package; exit 3',
		exitCode: 3,
	});
	expect(short.slice(-3)).toEqual([
		'stream build ended 3',
		'build failed: build step 2 of 3 failed with exit code 3: echo no such package; exit 3',
		'status failed 3',
	]);
	expect(await log('build')).toBe('Step 1/3 : true\nStep 2/3 : echo no such package; exit 3\nno such package\n');
	expect(await stat(join(plan.environment?.folder ?? '', '.ok')).catch(() => 'absent')).toBe('absent');
	expect((await run(request)).short).toContain('build started: 3 steps');
});

test('kind build ends with the build', async () => {
	const {short} = await run({steps: ['true'], specification: {kind: 'build'}});
	expect(short.slice(-3)).toEqual(['stream build ended 0', 'build succeeded: 1 step', 'status succeeded 0']);
	expect((await run({specification: {kind: 'build'}})).short.slice(-2)).toEqual(['build skipped: no build steps', 'status succeeded 0']);
});

test.each([
	['exit 7', {status: 'failed', exitCode: 7, reason: 'command-failed', message: 'The command failed with exit code 7.'}],
	['no-such-program-here', {status: 'failed', exitCode: 127, reason: 'command-not-found', message: 'A program in the command was not found (exit code 127).'}],
	[
		'./data',
		{status: 'failed', exitCode: 126, reason: 'not-executable', message: 'The command could not be executed (exit code 126): a file in it is not executable.'},
	],
	[
		'kill -9 $$',
		{
			status: 'failed',
			exitCode: 137,
			reason: 'killed',
			message: 'The command was ended by SIGKILL (exit code 137). The system does that when memory runs out.',
		},
	],
])('the exit code of %s is kept', async (command, end) => {
	await sandbox.write({data: 'x'});
	const ended = await run({specification: {command}});
	expect(ended.end).toEqual(end);
	expect(await ended.log('run')).not.toContain('Killed');
});

test('the command sees an allow-list, env_vars, configmaps, secrets and what the platform tells it, and no secret is in a file or argument', async () => {
	await sandbox.remove();
	sandbox = await createSandbox({AWS_SECRET_ACCESS_KEY: 'never', LC_ALL: 'C', https_proxy: 'http://proxy', PYTHONPATH: '/x', CUDA_VISIBLE_DEVICES: '0,1'});
	await sandbox.write({'.polyaxon/s.env': 'TOKEN="hun ter2"\nOTHER=left out\n', '.polyaxon/c.env': 'export MODE=fast # comment\nSHARED=configmap\n'});
	const {log, plan, end} = await run({
		envVars: [
			['PATH', '/opt/x:$PATH'],
			['PRICE', 'a $5 "note" $NOT_SET'],
			['SHARED', 'env_vars'],
		],
		specification: {declarations: {lr: 0.1}, command: 'env -0 | sort -z | tr "\\0" "\\n"; pwd; ps -o args= -p $PPID'},
		settings: {
			secretRefs: [{name: 's', envFile: join(sandbox.code, '.polyaxon/s.env'), items: ['TOKEN']}],
			configmapRefs: [{name: 'c', envFile: join(sandbox.code, '.polyaxon/c.env')}],
		},
	});
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(plan.secretRefs).toEqual([]); // Not referenced, so not given
	expect(await log('run')).not.toContain('TOKEN');

	const referencing = await run({
		envVars: [
			['PATH', '/opt/x:$PATH'],
			['PRICE', 'a $5 "note" $NOT_SET'],
			['SHARED', 'env_vars'],
		],
		specification: {
			declarations: {lr: 0.1},
			command: 'env | grep -v "^_=\\|^SHLVL=\\|^OLDPWD=" | sort; pwd; ps -o args= -p $PPID',
			environment: {secret_refs: ['s'], configmap_refs: ['c']},
		},
		settings: {
			secretRefs: [{name: 's', envFile: join(sandbox.code, '.polyaxon/s.env'), items: ['TOKEN']}],
			configmapRefs: [{name: 'c', envFile: join(sandbox.code, '.polyaxon/c.env')}],
		},
	});
	const {runFolder, runId} = referencing.plan;
	expect((await referencing.log('run')).split('\n')).toEqual([
		'CUDA_VISIBLE_DEVICES=',
		`HOME=${sandbox.folder}`,
		'LANG=C.UTF-8',
		'LC_ALL=C',
		'MODE=fast',
		`PATH=/opt/x:${sandbox.world.env.PATH}`,
		'POLYAXON_DECLARATIONS={"lr":0.1}',
		`POLYAXON_EXPERIMENT_INFO={"project_name":"project","experiment_name":"project.${runId}"}`,
		'POLYAXON_IS_LOCAL=true',
		'POLYAXON_IS_MANAGED=true',
		'POLYAXON_LOG_LEVEL=INFO',
		'POLYAXON_NO_OP=1',
		'POLYAXON_PARAMS={"lr":0.1}',
		'POLYAXON_RUN_DATA_PATHS={}',
		`POLYAXON_RUN_OUTPUTS_PATH=${runFolder}/outputs`,
		`POLYAXON_TUI_RUN_FOLDER=${runFolder}`,
		'PRICE=a $5 "note" $NOT_SET',
		`PWD=${runFolder}/code`,
		'PYTHONUNBUFFERED=1',
		'SHARED=configmap',
		'TOKEN=hun ter2',
		'https_proxy=http://proxy',
		`${runFolder}/code`,
		`/bin/sh ${runFolder}/run.sh`,
		'',
	]);
	expect(await readFile(join(runFolder, 'run.sh'), 'utf8')).not.toContain('hun ter2');
	expect(JSON.stringify(referencing.plan)).not.toContain('hun ter2');
});

test('100,000 lines and a last one without its newline arrive byte for byte', async () => {
	const {log} = await run({specification: {command: 'seq 1 100000; printf "no newline"'}});
	const expected = `${Array.from({length: 100_000}, (_, index) => `${index + 1}\n`).join('')}no newline`;
	expect((await log('run')) === expected).toBe(true);
});

test('what the command leaves running is ended with it, and said', async () => {
	const {short, plan} = await run({specification: {command: 'setsid sleep 300 & sleep 301 & echo done'}});
	expect(short).toContain('notice 2 processes that the command left running were ended.');
	expect(await readFile(join(plan.runFolder, 'exit-code'), 'utf8')).toBe('0\n');
});

test('what a step prints without a newline at its end is a line of its own', async () => {
	const {log} = await run({steps: ['printf half', 'printf "a\\nb"', 'echo next'], specification: {command: 'true'}});
	expect(await log('build')).toBe('Step 1/3 : printf half\nhalf\nStep 2/3 : printf "a\\nb"\na\nb\nStep 3/3 : echo next\nnext\n');
});

test('a prompt in a step or in the command gets the end of the input, not a wait', async () => {
	const {end, log} = await run({steps: ['read answer || echo "no answer"'], specification: {command: 'cat; echo over'}});
	expect(end.status).toBe('succeeded');
	expect(await log('build')).toBe('Step 1/1 : read answer || echo "no answer"\nno answer\n');
	expect(await log('run')).toBe('over\n');
});
