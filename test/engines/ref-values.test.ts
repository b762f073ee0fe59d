import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {checkRefs} from '../../source/engines/check-refs.ts';
import {readManifest} from '../../source/engines/manifest.ts';
import {valuesOf} from '../../source/engines/ref-values.ts';
import {createSandbox, type Sandbox} from './sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('a manifest gives data and stringData of a Secret, and data of a ConfigMap as text', () => {
	const secret = `kind: Secret\nmetadata: {name: s}\ndata:\n  A: ${base64('one\ntwo')}\nstringData:\n  B: "3"\n  C: 4\n`;
	expect(Object.fromEntries(readManifest(secret, 's').values)).toEqual({A: 'one\ntwo', B: '3', C: '4'});
	const both = `${secret}---\nkind: ConfigMap\nmetadata: {name: c}\ndata: {D: text}\nbinaryData: {E: ${base64('five')}}\n`;
	expect(Object.fromEntries(readManifest(both, 'c').values)).toEqual({D: 'text', E: 'five'});
	expect(
		Object.fromEntries(
			readManifest(JSON.stringify({kind: 'List', items: [{kind: 'Secret', metadata: {name: 'x'}, data: {F: base64('six')}}]}), 'other').values,
		),
	).toEqual({F: 'six'});
	expect(readManifest(both, 'gone').fault).toBe('holds several, and none of that name');
	expect(readManifest('kind: Pod\n', 's').fault).toBe('holds no Secret or ConfigMap');
	expect(readManifest('a: [b\n', 's').fault).toBe('is not YAML');
});

test('a folder gives its files by their names, less one newline at the end', async () => {
	const folder = join(sandbox.folder, 'keys');
	await mkdir(join(folder, 'below'), {recursive: true});
	for (const [name, text] of Object.entries({TOKEN: 'a\n', KEY: 'b\nc\n\n', '.hidden': 'x', 'not a name': 'y'})) await writeFile(join(folder, name), text);
	expect(await valuesOf({name: 'k', envFile: folder})).toEqual({KEY: 'b\nc\n', TOKEN: 'a'});
	expect(await valuesOf({name: 'k', envFile: folder, items: ['KEY']})).toEqual({KEY: 'b\nc\n'});
});

test('what a source does not give is told in its own words', async () => {
	await sandbox.write({'.polyaxon/m.yaml': 'kind: Pod\n', '.polyaxon/folder/not a name': 'x', '.polyaxon/folder/A': 'b'});
	const at = (name: string) => join(sandbox.code, '.polyaxon', name);
	const problems = await checkRefs(sandbox.world, {
		missingRefs: [],
		configmapRefs: [],
		secretRefs: [
			{name: 'm', envFile: at('m.yaml')},
			{name: 'f', envFile: at('folder'), items: ['B']},
		],
	});
	expect(problems.map(({severity, message, hint}) => [severity, message, hint])).toEqual([
		['error', 'The manifest .polyaxon/m.yaml of the secret "m" holds no Secret or ConfigMap.', 'Write one with metadata.name m and data or stringData.'],
		[
			'warning',
			'not a name in .polyaxon/folder cannot be an environment variable, and is left out.',
			'Use letters, digits and _ in its name, and text as its value.',
		],
		['error', 'The secret "f" has no B in .polyaxon/folder.', 'Add the file, or take the item out of the settings.'],
	]);
});
