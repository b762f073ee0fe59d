import {readFileSync} from 'node:fs';
import {Readable} from 'node:stream';
import {afterAll, afterEach, beforeAll, expect, test} from 'vitest';
import type {ImagePlan} from '../../source/image/plan.ts';
import {oracles} from '../image/oracles.ts';
import {createProject, type Project} from '../image/project.ts';
import {readTar} from '../image/read-tar.ts';
import {buildImage, buildRecorder, inside, podman, removeImages} from './build-image.ts';

const recorder = 'localhost/plx-test-oracle-base:1';
const tags = ['localhost/plx-test-oracle:here', 'localhost/plx-test-oracle:platform'] as const;

let project: Project;
afterEach(async () => {
	project?.remove();
	await removeImages(tags);
});
beforeAll(() => buildRecorder(recorder));
afterAll(() => removeImages([recorder]));

test.skipIf(oracles.length === 0).each(oracles)("the image is the one that the platform's Dockerfile gives: $case", async ({file, repo_files, build}) => {
	project = createProject(Object.fromEntries(repo_files.map(path => [path, path])));
	const image = await project.plan({...build, image: recorder});
	const original = readFileSync(file, 'utf8').replace(/^FROM .*$/m, `FROM ${recorder}`);
	const here = await contentsOf(image, tags[0]);
	const platform = await contentsOf({...image, dockerfile: 'Dockerfile', ownDockerfile: original}, tags[1]);
	// User, group and the folder of the drivers were options of the cluster, which its own local builds did not have
	const steps = platform.steps.filter(step => !step.startsWith('groupadd '));
	const env = platform.env.map(variable => variable.replace(':/usr/local/nvidia/bin', '')).toSorted();
	expect(here).toEqual({...platform, steps, env});
});

/** Builds an image; its variables, what its shell was given, the files of the code, and the rest of its settings. */
async function contentsOf(image: ImagePlan, tag: string) {
	await buildImage(image, project.folder, tag);
	const {Env: env, ...settings} = JSON.parse((await podman(['image', 'inspect', tag])).toString())[0].Config as {readonly Env: readonly string[]};
	const tar = await inside(tag, ['/bin/busybox', 'sh', '-c', 'cd / && touch args && tar -cf - args code']);
	const entries = (await readTar(Readable.from([tar]))).map(({path, type, mode, uid, text}) => ({path, type, mode, uid, text}));
	const words = entries.find(({path}) => path === 'args')?.text.split('\0') ?? [];
	return {env: env.toSorted(), steps: words.filter((_, index) => index % 3 === 2), files: entries.filter(({path}) => path !== 'args'), settings};
}
