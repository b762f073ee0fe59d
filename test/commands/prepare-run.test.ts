import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {prepareRun, type Wish} from '../../source/commands/prepare-run.ts';
import {createSandbox, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;
const {signal} = new AbortController();

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

const wishOf = (text: string, codeFolder: string): Wish => ({text, shown: 'polyaxonfile.yml', overrides: {}, codeFolder, engine: 'host'});

test('a run of the home folder does not take runs, environments, drafts and settings of our own along', async () => {
	const {folder, world} = sandbox;
	const own = ['.local/share', '.cache', '.local/state', '.config'];
	for (const path of ['train.sh', ...own.flatMap(each => [`${each}/polyaxon-tui/x`, `${each}/other`])]) {
		await mkdir(dirname(join(folder, path)), {recursive: true});
		await writeFile(join(folder, path), '');
	}
	const {ready} = await prepareRun(world, wishOf('version: 1\nkind: job\nbuild:\n  image: a:1\nrun:\n  cmd: ls\n', folder), signal);
	const codeFiles = ['.cache/other', '.config/other', '.local/share/other', '.local/state/other', 'train.sh'];
	expect(ready?.plan('r-1', join(folder, 'r-1'))).toMatchObject({codeFiles});
});

test('a missing secret is looked for in the folder of the code, wherever the user stands', async () => {
	const text = 'version: 1\nkind: job\nbuild:\n  image: a:1\nenvironment:\n  secret_refs: [s]\nrun:\n  cmd: ls\n';
	const {problems} = await prepareRun(
		{...sandbox.world, cwd: sandbox.folder, env: {...sandbox.world.env, HOME: '/home/me'}},
		wishOf(text, sandbox.code),
		signal,
	);
	expect(problems.find(({code}) => code === 'missing-ref')?.message).toContain(`Looked in .polyaxon/tui.yaml and ~/.config/`);
});

/** What is wrong with a small run here, where no program for containers is found. */
async function wrong(wish: Partial<Wish>, settings = '') {
	await sandbox.write({'.polyaxon/tui.yaml': settings});
	const {engine: _, ...bare} = wishOf('version: 1\nkind: job\nbuild:\n  image: a:1\nrun:\n  cmd: ls\n', sandbox.code);
	const {ready, problems} = await prepareRun({...sandbox.world, env: {...sandbox.world.env, PATH: sandbox.folder}}, {...bare, ...wish}, signal);
	return {isReady: ready !== undefined, errors: problems.filter(({severity}) => severity === 'error')};
}

test('a cluster or namespace that is named for a run elsewhere is refused, however its engine was chosen', async () => {
	const refused = (message: string, hint: string) => ({
		isReady: false,
		errors: [{code: 'flags-of-kubernetes', severity: 'error', message, hint, path: []}],
	});
	const one = (engine: string) =>
		refused(`--namespace is for the engine kubernetes, and this run goes to ${engine}.`, 'Add --engine kubernetes, or leave it out.');
	expect(await wrong({engine: 'podman', namespace: 'x'})).toEqual(one('podman'));
	expect(await wrong({namespace: 'x'}, 'engine: host\n')).toEqual(one('host'));
	expect(await wrong({namespace: 'x'})).toEqual(one('host'));
	expect(await wrong({engine: 'docker', context: 'c', namespace: 'x'})).toEqual(
		refused('--context and --namespace are for the engine kubernetes, and this run goes to docker.', 'Add --engine kubernetes, or leave them out.'),
	);
	expect((await wrong({engine: 'host'})).errors.map(({code}) => code)).not.toContain('flags-of-kubernetes');
});
