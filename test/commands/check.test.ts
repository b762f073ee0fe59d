import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {checkCommand} from '../../source/commands/check.ts';
import {dockerfileCommand} from '../../source/commands/dockerfile.ts';
import {printFindings} from '../../source/commands/print-findings.ts';
import type {Problem} from '../../source/polyaxonfile/problem.ts';
import {worldIn} from '../engines/sandbox.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'check-command-'));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const textOf = (stream: NodeJS.WritableStream) => String((stream as PassThrough).read() ?? '');

const file = (build: string) => `version: 1\nkind: job\nbuild:\n${build}run:\n  cmd: ls\n`;

test('check says what needs no machine, with its place: the grammar of the image, variables that cannot or should not be baked', async () => {
	const variables = '  env_vars:\n    - [DB_PASSWORD, \'hunter2topsecret\']\n    - [TWO, "a\\nb"]\n    - [A-B, x]\n';
	await writeFile(join(folder, 'polyaxonfile.yml'), file(`  image: a/UPPER:1\n${variables}`));
	const world = worldIn(folder, folder);
	expect(await checkCommand(world, [], {})).toBe(2);
	expect(textOf(world.stdout)).toBe(`polyaxonfile.yml:4:10: error: "a/UPPER:1" is no image reference that an engine understands.
  4 |   image: a/UPPER:1
    |          ^^^^^^^^^
  → Names of images have small letters only: a/upper:1.

polyaxonfile.yml:6:21: warning: The variable DB_PASSWORD looks like a secret: everyone who gets the image can read it.
  6 |     - [DB_PASSWORD, ******************]
    |                     ^^^^^^^^^^^^^^^^^^
  → Take it out of env_vars, and name a secret that holds it in environment: secret_refs. Then the run gets it, and the image does not.

polyaxonfile.yml:7:13: warning: The variable TWO has several lines: it cannot be baked into an image.
  7 |     - [TWO, ******]
    |             ^^^^^^
  → Put it into a file of the code, or into a secret or configmap that the run gets.

polyaxonfile.yml:8:8: warning: No shell can read the variable "A-B".
  8 |     - [A-B, x]
    |        ^^^
  → Use letters, digits and "_" only.

✗ polyaxonfile.yml cannot be used · 1 error, 3 warnings
`);
});

test('in kind build the image stands at the top, and is marked there', async () => {
	await writeFile(join(folder, 'polyaxonfile.yml'), 'version: 1\nkind: build\nimage: $X\n');
	const world = worldIn(folder, folder);
	expect(await checkCommand(world, [], {json: true})).toBe(2);
	expect(JSON.parse(textOf(world.stdout)).problems).toMatchObject([{code: 'bad-image', path: ['image'], line: 3, column: 8, length: 2}]);
});

test('dockerfile says of files that look like secrets without a place, and hides the values that it warns of', async () => {
	await writeFile(join(folder, 'polyaxonfile.yml'), file('  image: a:1\n  env_vars: [[MY_PASSWORD, hunter2topsecret]]\n'));
	await writeFile(join(folder, '.env'), 'A=1');
	const world = worldIn(folder, folder);
	expect(await dockerfileCommand(world, {})).toBe(0);
	const said = textOf(world.stderr);
	expect(said).toContain('warning: Not baked into the image, for they look like secrets: .env (environment files usually hold secrets).\n  → Leave');
	expect(said).toContain('5 |   env_vars: [[MY_PASSWORD, ****************]]\n');
});

test('what an engine finds before a run is shown at its place; what is about settings and flags has none', () => {
	const text = file('  image: a/UPPER:1\n');
	const world = worldIn(folder, folder);
	const problem = (path: Problem['path'], more: Partial<Problem> = {}): Problem => ({code: 'x', severity: 'error', message: 'm.', path, ...more});
	const problems = [problem(['build', 'image']), problem(['engine']), problem(['build', 'image'], {file: 'tui.yaml'}), problem([])];
	printFindings(world, problems, {text, shown: 'p.yml'});
	expect(textOf(world.stderr)).toBe(
		'p.yml:4:10: error: m.\n  4 |   image: a/UPPER:1\n    |          ^^^^^^^^^\n\nerror: m.\n\ntui.yaml: error: m.\n\nerror: m.\n',
	);
});
