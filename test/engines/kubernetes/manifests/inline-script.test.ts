import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {watchScript} from '../../../../source/engines/command-script.ts';
import {inlineScript, inlineSteps} from '../../../../source/engines/kubernetes/manifests/inline-script.ts';
import {bareImage, type ImagePlan} from '../../../../source/image/plan.ts';
import {codeFile} from '../plan-of.ts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'inline-'));
	await mkdir(join(folder, 'code'));
	const files = {'build/requirements.txt': 'six\n', 'build/train.py': 'code\n', 'build/pkg/data': 'd\n', 'steps/step-2.sh': 'echo long\n'};
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, 'context', path)), {recursive: true});
		await writeFile(join(folder, 'context', path), text);
	}
});

afterEach(() => rm(folder, {recursive: true, force: true}));

const image: ImagePlan = {...bareImage('x'), codeFiles: ['requirements.txt', 'train.py', 'pkg/data'].map(codeFile)};

/** Runs the script as a container would, with the folders of the container in a temporary one. */
async function run(change: Partial<ImagePlan>, command: string, env: Readonly<Record<string, string>> = {}, given: readonly string[] = []) {
	const plan = {...image, ...change};
	const inside = (text: string) => text.replaceAll(/\/(context|code|dev\/termination-log)\b/g, (_, path) => join(folder, path.replace('dev/', '')));
	const words = ['-c', inside(inlineScript(plan, 'r-abcdef', given)), inside(watchScript), command, ...inlineSteps(plan).map(inside)];
	const exitCode = await new Promise<{readonly code: number; readonly stdout: string; readonly stderr: string}>(resolve => {
		execFile('/bin/sh', words, {env: {PATH: process.env.PATH, HOME: folder, ...env}}, (error, stdout, stderr) =>
			resolve({code: error ? Number(error.code) : 0, stdout, stderr}),
		);
	});
	const message = join(folder, 'termination-log');
	return {...exitCode, message: existsSync(message) ? await readFile(message, 'utf8') : undefined};
}

test('steps see their own files only, the command sees the code and what the steps have made', async () => {
	const {code, stdout} = await run({steps: ['ls; echo made > made; printf open', `exit 0 # ${'x'.repeat(60_000)}`]}, 'ls; cat made pkg/data');
	expect([code, stdout.split('\n')]).toEqual([
		0,
		[
			'polyaxon-tui r-abcdef: step 1 of 2',
			'requirements.txt',
			'openpolyaxon-tui r-abcdef: step 2 of 2',
			'long',
			'polyaxon-tui r-abcdef: done',
			...['made', 'pkg', 'requirements.txt', 'train.py', 'made', 'd', ''],
		],
	]);
});

test('a step that fails ends the run with its code, and says which it was', async () => {
	const result = await run({steps: ['true', 'echo bad >&2; exit 7', 'true']}, 'echo never');
	expect(result).toEqual({
		code: 7,
		stdout: 'polyaxon-tui r-abcdef: step 1 of 3\npolyaxon-tui r-abcdef: step 2 of 3\nbad\n',
		stderr: '',
		message: 'step 2 of 3: exit code 7\n',
	});
});

test('the end of the command is the end of the run, and no message is left for it', async () => {
	const {code, stdout, message} = await run({steps: []}, 'exit 3');
	expect([code, stdout, message]).toEqual([3, 'polyaxon-tui r-abcdef: done\n', undefined]);
});

test('variables are those of a Dockerfile: what is set is replaced, all else is text; what the pod gives goes before', async () => {
	const env = [
		['A', '`id` "q" \\ $(id) $1 $'],
		['B', '$A-${OUTER}-$NONE.'],
		['C', '\\$A \\\\$OUTER'],
		['GIVEN', 'of the image'],
		['not a name', 'x'],
	] as const;
	const shown = 'printf "%s\\n" "$A" "$B" "$C" "$GIVEN" "$SHELL" "$LANG"';
	const {stdout} = await run({env, langEnv: 'de_DE.UTF-8', steps: [shown]}, shown, {OUTER: 'o', GIVEN: 'of the pod'}, ['GIVEN']);
	const values = ['`id` "q" \\ $(id) $1 $', '`id` "q" \\ $(id) $1 $-o-.', '$A \\\\o', 'of the pod', '/bin/bash', 'de_DE.UTF-8'];
	expect(stdout.split('\n')).toEqual(['polyaxon-tui r-abcdef: step 1 of 1', ...values, 'polyaxon-tui r-abcdef: done', ...values, '']);
});
