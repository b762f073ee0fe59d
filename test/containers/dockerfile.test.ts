import {symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {ImagePlan} from '../../source/image/plan.ts';
import {hostileNames, hostileSteps, hostileValues} from '../image/hostile.ts';
import {createProject, type Project} from '../image/project.ts';
import {readTar} from '../image/read-tar.ts';
import {base, buildImage, buildRecorder, inside, podman, recordedIn, removeImages, valuesIn} from './build-image.ts';

const recorder = 'localhost/plx-test-recorder:1';
const tag = 'localhost/plx-test-dockerfile:1';
const other = 'localhost/plx-test-dockerfile:2';

let project: Project;
afterEach(async () => {
	project?.remove();
	await removeImages([tag, other]);
});

beforeAll(() => buildRecorder(recorder));

afterAll(() => removeImages([recorder]));

test('every hostile value, step and file name arrives as it is, and none becomes an instruction', async () => {
	project = createProject(Object.fromEntries(hostileNames.map((name, index) => [name, String(index)])));
	const image = await project.plan({
		image: recorder,
		lang_env: '"$x" \\ #',
		env_vars: hostileValues.map((value, index) => [`V${index}`, value]),
		build_steps: hostileSteps,
	});
	await build(image);

	const env = await valuesIn(tag);
	hostileValues.forEach((value, index) => {
		expect(env.get(`V${index}`)).toBe(value);
	});
	for (const name of ['LC_ALL', 'LANG', 'LANGUAGE']) expect(env.get(name)).toBe('"" \\ #');
	for (const name of ['INJECTED', 'K2', 'c']) expect(env.has(name)).toBe(false);

	const words = await recordedIn(tag);
	expect(words).toEqual(hostileSteps.flatMap(step => ['2', '-c', step]));

	const entries = await readTar(Readable.from([await inside(tag, ['/bin/busybox', 'tar', '-C', '/code', '-cf', '-', '.'])]));
	const files = entries.flatMap(({type, path, text}) => (type === 'File' ? [[path, text] as const] : []));
	expect(new Map(files)).toEqual(new Map(hostileNames.map((name, index) => [`./${name}`, String(index)])));

	expect((await inside(tag, ['/bin/busybox', 'ls', '/'])).toString()).not.toContain('injected');
	const inspected = JSON.parse((await podman(['image', 'inspect', tag])).toString())[0];
	expect(inspected.Labels ?? {}).not.toHaveProperty('injected');
	expect(inspected.Config.WorkingDir).toBe('/code');
});

test('variables of the image and earlier ones are put into later ones, as on the platform; \\$ keeps one from it', async () => {
	project = createProject();
	await build(
		await project.plan({
			image: base,
			env_vars: [
				['A', 'one'],
				['PATH', '$PATH:/opt/${A}/bin'],
				['B', '\\$A \\${A} \\\\\\$A $NOTHING|${A}s'],
			],
		}),
	);
	const env = await valuesIn(tag);
	expect(env.get('PATH')).toMatch(/\/bin.*:\/opt\/one\/bin$/);
	expect(env.get('B')).toBe('$A ${A} \\\\$A |ones');
});

test('steps see their three files and nothing else, the setup file can be run, and a long step runs', async () => {
	const long = `echo ${'x'.repeat(70_000)} | wc -c >/long`;
	project = createProject({'setup.sh': '#!/bin/sh\nls -A >/seen\n', 'requirements.txt': 'six\n', 'train.py': '', 'src/a.py': '', '.env': 'A=1', id_rsa: 'x'});
	symlinkSync('src/a.py', join(project.folder, 'link.py'));
	symlinkSync('/etc/hosts', join(project.folder, 'out.py'));
	await build(await project.plan({image: base, build_steps: ['./setup.sh', long]}));
	expect((await inside(tag, ['cat', '/seen', '/long'])).toString()).toBe('requirements.txt\nsetup.sh\n70001\n');
	expect((await inside(tag, ['sh', '-c', 'find . | sort; readlink link.py; stat -c "%a %u %n" setup.sh train.py src'])).toString()).toBe(
		'.\n./link.py\n./requirements.txt\n./setup.sh\n./src\n./src/a.py\n./train.py\nsrc/a.py\n755 0 setup.sh\n644 0 train.py\n755 0 src\n',
	);
});

test('when only the code changes, no step is run again and the image is another one', async () => {
	project = createProject({'requirements.txt': 'six\n', 'train.py': 'print(1)'});
	const plan = () => project.plan({image: base, build_steps: ['cat requirements.txt; date +%N >/when']});
	await build(await plan());
	project.write('train.py', 'print(2)');
	expect(await buildImage(await plan(), project.folder, other)).toContain('Using cache');
	expect(await inside(other, ['cat', '/when'])).toEqual(await inside(tag, ['cat', '/when']));
	expect((await inside(other, ['cat', 'train.py'])).toString()).toBe('print(2)');
});

function build(image: ImagePlan): Promise<string> {
	return buildImage(image, project.folder, tag);
}
