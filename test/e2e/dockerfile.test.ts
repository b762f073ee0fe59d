import {afterEach, expect, test} from 'vitest';
import {createNewUser, type NewUser} from './new-user.ts';

let user: NewUser;
afterEach(() => user.remove());

const polyaxonfile = `version: 1
kind: experiment
params:
  lr: 0.1
build:
  image: python:3.12-slim
  build_steps:
    - pip install -r requirements.txt
  env_vars:
    - [LR, "{{ lr }}"]
run:
  cmd: python train.py
`;

test('dockerfile prints what the image is built from, with declarations of the command line', async () => {
	user = createNewUser({'polyaxonfile.yml': polyaxonfile, 'requirements.txt': 'six\n', 'train.py': ''});
	const {stdout, stderr, exitCode} = await user.run(['dockerfile', '-P', 'lr=0.5']);
	expect({stdout, stderr, exitCode}).toEqual({
		stdout: `# Made by polyaxon-tui
FROM python:3.12-slim
ENV SHELL="/bin/bash"
ENV LR="0.5"
WORKDIR /code
COPY build/requirements.txt /code/
RUN ["/bin/sh","-c","pip install -r requirements.txt"]
COPY build /code
`,
		stderr: '',
		exitCode: 0,
	});
});

test('with --explain each line has its reason before it', async () => {
	user = createNewUser({'a.yml': polyaxonfile, 'requirements.txt': 'six\n', 'train.py': ''});
	const {stdout, exitCode} = await user.run(['dockerfile', '-f', 'a.yml', '--explain']);
	expect(exitCode).toBe(0);
	expect(stdout).toBe(`# ends what a parser would take for its directives
# Made by polyaxon-tui

# image: what it starts from
FROM python:3.12-slim

# the shell of programs that ask for one; steps are run by /bin/sh, as on the platform
ENV SHELL="/bin/bash"

# env_vars: for steps and command
ENV LR="0.1"

# steps and command start here
WORKDIR /code

# build steps can read it
COPY build/requirements.txt /code/

# build step 1 of 1
RUN ["/bin/sh","-c","pip install -r requirements.txt"]

# your code, last: when only the code changes, no step is run again
COPY build /code
`);
});

test('what cannot be baked is said at its place, and nothing is printed', async () => {
	user = createNewUser({'polyaxonfile.yml': polyaxonfile.replace('"{{ lr }}"', '"two\\nlines"')});
	const {stdout, stderr, exitCode} = await user.run(['dockerfile']);
	expect(stdout).toBe('');
	expect(stderr).toContain('polyaxonfile.yml:10:12: error: The variable LR has several lines: it cannot be baked into an image.');
	expect(stderr).toContain('polyaxonfile.yml:8:7: warning: Build step 1 uses requirements.txt, which is not in the folder.');
	expect(exitCode).toBe(2);
});

test('a file that cannot be used is exit code 2', async () => {
	user = createNewUser({'polyaxonfile.yml': 'version: 1\nkind: experiment\n'});
	expect((await user.run(['dockerfile'])).exitCode).toBe(2);
	expect((await user.run(['dockerfile', '-f', 'none.yml'])).exitCode).toBe(2);
});

test('an image to which nothing is added is run without a build, which is said', async () => {
	user = createNewUser({'polyaxonfile.yml': 'version: 1\nkind: job\nbuild:\n  image: busybox:1.36\nrun:\n  cmd: ls\n'});
	const {stdout, stderr, exitCode} = await user.run(['dockerfile']);
	expect(stdout).toContain('FROM busybox:1.36\n');
	expect(stderr).toBe('Nothing is baked: busybox:1.36 is run as it is, without a build.\n');
	expect(exitCode).toBe(0);
});

test('of kind build problems are marked where they are', async () => {
	user = createNewUser({'polyaxonfile.yml': 'version: 1\nkind: build\nimage: Team/Model:1\nbuild_steps:\n  - ./setup.sh\n'});
	const {stderr, exitCode} = await user.run(['dockerfile']);
	expect(stderr).toContain('polyaxonfile.yml:3:8: error: "Team/Model:1" is no image reference');
	expect(stderr).toContain('polyaxonfile.yml:5:5: warning: Build step 1 uses setup.sh');
	expect(exitCode).toBe(2);
});
