import {afterEach, expect, test} from 'vitest';
import {needsBuild} from '../../source/image/needs-build.ts';
import {createProject, type Project} from './project.ts';

let project: Project;
afterEach(() => project.remove());

test('an image alone is run as it is: the polyaxonfile and the ignore file are no code', async () => {
	project = createProject({'polyaxonfile.yml': '', '.polyaxonignore': 'data\n', 'data/x': ''});
	expect(needsBuild(await project.plan())).toBe(false);
});

test.each([
	['a step', {build_steps: ['true']}],
	['a variable', {env_vars: [['A', '1']] as const}],
	['a language', {lang_env: 'C.UTF-8'}],
	['an own Dockerfile', {dockerfile: 'Dockerfile'}],
])('%s needs a build', async (_, build) => {
	project = createProject();
	expect(needsBuild(await project.plan(build))).toBe(true);
});

test('code needs a build, unless it does not go into the image', async () => {
	project = createProject({'.env': 'A=1'});
	expect(needsBuild(await project.plan())).toBe(false);
	project.write('train.py', '');
	expect(needsBuild(await project.plan())).toBe(true);
});
