import {mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {PassThrough} from 'node:stream';
import type {World} from '../../source/world.ts';

/** A world in a new folder with these files: `await using world = await codeFolder({'train.py': '…'})`. All of the user's folders are beside it. */
export async function codeFolder(files: Readonly<Record<string, string>>): Promise<World & AsyncDisposable> {
	const root = await realpath(await mkdtemp(join(tmpdir(), 'polyaxon-tui-')));
	const cwd = join(root, 'code');
	await mkdir(cwd);
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(cwd, path)), {recursive: true});
		await writeFile(join(cwd, path), text);
	}
	return {
		cwd,
		env: {HOME: root, XDG_STATE_HOME: join(root, 'state'), XDG_CONFIG_HOME: join(root, 'config')},
		platform: 'linux',
		stdin: new PassThrough(),
		stdout: new PassThrough(),
		stderr: new PassThrough(),
		now: () => 1_700_000_000_000,
		self: ['node'],
		[Symbol.asyncDispose]: () => rm(root, {recursive: true, force: true, maxRetries: 5}),
	};
}
