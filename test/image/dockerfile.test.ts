import {readFileSync} from 'node:fs';
import {afterEach, expect, test} from 'vitest';
import {contextFiles} from '../../source/image/context.ts';
import {dockerfileOf, dockerfileText} from '../../source/image/dockerfile.ts';
import {hostileSteps, hostileValues} from './hostile.ts';
import {oracles} from './oracles.ts';
import {createProject, type Project} from './project.ts';

let project: Project;
afterEach(() => project?.remove());

test('the order is that of the platform: language, shell, variables, the files of the steps, the steps, and the code last', async () => {
	project = createProject({'train.py': '', 'requirements.txt': 'six\n', 'conda_env.yml': '', 'setup.sh': 'true\n'});
	const image = await project.plan({
		image: 'python:3.12-slim',
		lang_env: 'C.UTF-8',
		env_vars: [
			['A', '1'],
			['B', 'a "b" \\ $A ${A}'],
		],
		build_steps: ['pip install -r requirements.txt', './setup.sh'],
	});
	expect(dockerfileText(image)).toBe(`# Made by polyaxon-tui
FROM python:3.12-slim
ENV LC_ALL="C.UTF-8"
ENV LANG="C.UTF-8"
ENV LANGUAGE="C.UTF-8"
ENV SHELL="/bin/bash"
ENV A="1"
ENV B="a \\"b\\" \\\\ $A \${A}"
WORKDIR /code
COPY build/requirements.txt /code/
COPY build/conda_env.yml /code/
COPY build/setup.sh /code/
RUN ["/bin/sh","-c","pip install -r requirements.txt"]
RUN ["/bin/sh","-c","./setup.sh"]
COPY build /code
`);
	for (const {reason} of dockerfileOf(image)) expect(reason).not.toBe('');
});

/** What the platform wrote, and what is written here for the same effect. */
const differences: ReadonlyArray<readonly [reason: string, platform: RegExp, here: string]> = [
	['blank lines and comments have no effect', /^(?:#.*)?\n/gm, ''],
	['user and group were options of the cluster; its own local builds had none', /^RUN groupadd .*\n/gm, ''],
	['so was the folder of the drivers: engines of today put it in themselves', /^ENV PATH="\$\{PATH\}:\/usr\/local\/nvidia\/bin"\n/gm, ''],
	['in quotes no value can leave its line', /^ENV (\w+) (.*)$/gm, 'ENV $1="$2"'],
	['with a slash it is a folder in every builder, whatever the image has there', /^(COPY build\/\S+ \/code)$/gm, '$1/'],
	["as JSON no step can leave its line; it is what the platform's form comes to", /^RUN (.*)$/gm, 'RUN ["/bin/sh","-c","$1"]'],
];

test.skipIf(oracles.length === 0).each(oracles)(
	"the Dockerfile has the effect of the platform's own: $case",
	async ({file, repo_files, build, modes_after}) => {
		project = createProject(Object.fromEntries(repo_files.map(path => [path, 'x'])));
		const plan = await project.plan(build);
		const original = readFileSync(file, 'utf8').replace(/\n?$/, '\n');
		const expected = differences.reduce((text, [, platform, here]) => text.replaceAll(platform, here), original);
		expect(dockerfileText(plan).replace('# Made by polyaxon-tui\n', '')).toBe(expected);
		const executable = contextFiles(plan).flatMap(entry => (entry.type === 'file' && entry.isExecutable ? [entry.source] : []));
		expect(executable).toEqual(Object.entries(modes_after).flatMap(([path, mode]) => (Number(mode) & 0o100 ? [path] : [])));
	},
);

test('each hostile value is one ENV line, and each hostile step one RUN line of JSON that comes back as it was', async () => {
	project = createProject();
	const image = await project.plan({env_vars: hostileValues.map((value, index) => [`V${index}`, value]), build_steps: hostileSteps});
	const lines = dockerfileText(image).trimEnd().split('\n');
	expect(lines.length).toBe(hostileValues.length + hostileSteps.length + 5);
	const runs = lines.filter(line => line.startsWith('RUN '));
	expect(runs.map(line => JSON.parse(line.slice(4)))).toEqual(hostileSteps.map(step => ['/bin/sh', '-c', step]));
	for (const line of lines)
		expect(line).toMatch(
			/^(?:# Made by polyaxon-tui$|FROM base:1$|ENV \w+="(?:[^"\\$]|\\["\\$]|\$\{?[A-Za-z_])*"$|WORKDIR \/code$|RUN \["\/bin\/sh","-c","|COPY build \/code$)/u,
		);
	// No terminal obeys what a step says, and no builder sees the start of a heredoc
	for (const line of runs) expect(line).not.toMatch(/<<|[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
});

test('what cannot be baked safely is left out', async () => {
	project = createProject();
	const image = await project.plan({
		image: 'base:1\nRUN touch /injected',
		lang_env: 'C\nRUN touch /injected',
		env_vars: [
			['A', 'x\nRUN touch /injected'],
			['B\nRUN touch /injected', 'x'],
			['C', 'x\0'],
			['D', 'x'.repeat(40_000)],
		],
	});
	expect(dockerfileText(image)).toBe('# Made by polyaxon-tui\nENV SHELL="/bin/bash"\nWORKDIR /code\nCOPY build /code\n');
});

test('a step that is too long for a line goes along as a script', async () => {
	project = createProject();
	const long = `true ${'x'.repeat(70_000)}`;
	const image = await project.plan({build_steps: ['true', long]});
	expect(dockerfileText(image)).toContain('COPY steps/step-2.sh /plx/step-2.sh\nRUN ["/bin/sh","/plx/step-2.sh"]\n');
	expect(contextFiles(image)).toContainEqual({type: 'text', path: 'steps/step-2.sh', text: `${long}\n`});
});

test("the user's own Dockerfile is taken byte for byte, from inside the folder only", async () => {
	const text = '# syntax=docker/dockerfile:1\r\nFROM a\r\nCOPY build /x\r\n';
	project = createProject({'docker/Dockerfile': text});
	const image = await project.plan({dockerfile: 'docker/Dockerfile', build_steps: ['true']});
	expect(dockerfileText(image)).toBe(text);
	expect(
		dockerfileOf(image)
			.map(line => line.text)
			.join('\n'),
	).toBe(text);
	expect((await project.plan({dockerfile: '../../etc/hosts'})).ownDockerfile).toBeUndefined();
});

test('of a context its own requirements and setup files are seen by the steps', async () => {
	project = createProject({'requirements.txt': 'a', 'model/polyaxon_requirements.txt': 'b', 'model/setup.sh': '', 'model/train.py': '', 'other.py': ''});
	const image = await project.plan({context: './model/', build_steps: ['./setup.sh']});
	expect(dockerfileText(image)).toContain('COPY build/polyaxon_requirements.txt /code/\nCOPY build/setup.sh /code/\n');
	expect(contextFiles(image).map(({path}) => path)).toEqual(['Dockerfile', 'build', 'build/polyaxon_requirements.txt', 'build/setup.sh', 'build/train.py']);
});
