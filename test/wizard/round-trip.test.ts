import {expect, test} from 'vitest';
import {parsePolyaxonfile} from '../../source/polyaxonfile/document.ts';
import {readPolyaxonfile} from '../../source/polyaxonfile/read.ts';
import {type Answers, emptyAnswers} from '../../source/wizard/answers.ts';
import {fromPolyaxonfile, whyNotEditable} from '../../source/wizard/from-polyaxonfile.ts';
import {toPolyaxonfile} from '../../source/wizard/to-polyaxonfile.ts';
import {createRandom, type Random} from '../helpers/random.ts';

/** The four whole files of the platform's page "Customize run environment". */
const page = (build: string) => `
---
version: 1

kind: experiment

declarations:
  batch_size: 128
  lr: 0.1

build:
  image: tensorflow/tensorflow:1.4.1-py3
  build_steps:
    - ${build}

run:
  cmd: python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}
`;
const envVars = `
  env_vars:
    - ['MY_ENV_VAR_KEY1', 'MY_ENV_VAR_VALUE1']
    - ['MY_ENV_VAR_KEY2', 'MY_ENV_VAR_VALUE2']`;
const pages = ['pip install scikit-learn', `pip install scikit-learn${envVars}`, 'pip install -r polyaxon_requirements.txt', './polyaxon_setup.sh'];

test('the files of the page become answers, and stay to the byte when nothing is changed', () => {
	for (const build of pages) {
		const text = page(build);
		const answers = fromPolyaxonfile(text);
		expect(answers).toEqual({
			kind: 'experiment',
			image: 'tensorflow/tensorflow:1.4.1-py3',
			buildSteps: [build.split('\n')[0]],
			...(build.includes('env_vars')
				? {
						envVars: [
							{name: 'MY_ENV_VAR_KEY1', value: 'MY_ENV_VAR_VALUE1'},
							{name: 'MY_ENV_VAR_KEY2', value: 'MY_ENV_VAR_VALUE2'},
						],
					}
				: {}),
			declarations: [
				{name: 'batch_size', value: '128'},
				{name: 'lr', value: '0.1'},
			],
			command: 'python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}',
		});
		expect(toPolyaxonfile({...emptyAnswers, ...answers}, text)).toBe(text);
	}
});

const commented = `# the digits
version: 1
kind: experiment   # not a job
logging: {level: DEBUG}
declarations:
  # tuned by hand
  lr: 0.10 # high
  layers: [1,  2]
  word: "yes"
build:
  image: 'python:3.11'
  build_steps:
    - pip install numpy   # fast
    - ls
  nocache: true
environment:
  node_selector: {a: b}
  secret_refs: ['secret1', 'secret2']
  resources:
    cpu: {requests: 1, limits: 2}
    memory:
      limits: 512
run:
  cmd:
    - cmd1
    # then
    - cmd2 {{ lr }}
`;

test('a file with comments and unknown keys stays to the byte when nothing is changed', () => {
	expect(toPolyaxonfile({...emptyAnswers, ...fromPolyaxonfile(commented)}, commented)).toBe(commented);
});

test('of such a file only what is changed is written anew', () => {
	const answers: Answers = {...emptyAnswers, ...fromPolyaxonfile(commented)};
	const changed: Answers = {
		...answers,
		image: 'python:3.12',
		buildSteps: ['pip install numpy', './setup.sh', 'ls'],
		declarations: [...answers.declarations.map(entry => (entry.name === 'lr' ? {...entry, value: '0.2'} : entry)), {name: 'size', value: '[3, 4]'}],
		resources: {...answers.resources, memoryLimit: '1Gi'},
		command: 'cmd1\ncmd2 {{ lr }}\ncmd3',
	};
	const text = toPolyaxonfile(changed, commented);
	expect(text).toBe(`# the digits
version: 1
kind: experiment   # not a job
logging: {level: DEBUG}
declarations:
  # tuned by hand
  lr: 0.2 # high
  layers: [1,  2]
  word: "yes"
  size: [3, 4]
build:
  image: 'python:3.12'
  build_steps:
    - pip install numpy   # fast
    - ./setup.sh
    - ls
  nocache: true
environment:
  node_selector: {a: b}
  secret_refs: ['secret1', 'secret2']
  resources:
    cpu: {requests: 1, limits: 2}
    memory:
      limits: 1024
run:
  cmd:
    - cmd1
    # then
    - cmd2 {{ lr }}
    - cmd3
`);
	expect(toPolyaxonfile({...emptyAnswers, ...fromPolyaxonfile(text)}, text)).toBe(text);
});

test('a new file has what was answered and nothing else', () => {
	const answers: Answers = {
		kind: 'experiment',
		image: 'python:3.11',
		buildSteps: ['pip install -r requirements.txt', 'apt-get update && apt-get install -y git'],
		envVars: [{name: 'A', value: 'yes'}],
		declarations: [
			{name: 'lr', value: '0.1'},
			{name: 'word', value: '"yes"'},
		],
		command: 'python3 train.py --lr={{ lr }}\necho {{ word }}',
		secretRefs: ['secret1'],
		configmapRefs: ['configmap1'],
		resources: {cpu: '500m', memory: '1Gi', memoryLimit: '2Gi', gpu: '1'},
		nodeSelector: 'disk=ssd, example.com/fast=yes',
		serviceAccount: 'trainer',
		engine: 'host',
	};
	expect(toPolyaxonfile(answers)).toBe(`version: 1

kind: experiment

declarations:
  lr: 0.1
  word: "yes"

build:
  image: python:3.11
  build_steps:
    - pip install -r requirements.txt
    - apt-get update && apt-get install -y git
  env_vars:
    - [A, 'yes']

environment:
  resources:
    cpu:
      requests: 0.5
    memory:
      requests: 1024
      limits: 2048
    gpu:
      requests: 1
      limits: 1
  secret_refs: [secret1]
  configmap_refs: [configmap1]
  node_selector:
    disk: ssd
    example.com/fast: 'yes'
  service_account: trainer

run:
  cmd:
    - python3 train.py --lr={{ lr }}
    - echo {{ word }}
`);
	expect(toPolyaxonfile({...answers, declarations: [{name: '', value: 'x'}], envVars: [{name: '', value: ''}], buildSteps: ['', 'ls']})).not.toMatch(
		/x$|env_vars|- ''/m,
	);
});

test('a build has its keys at the top, and a file can become one and back', () => {
	const build = toPolyaxonfile({...emptyAnswers, kind: 'build', image: 'a:1', buildSteps: ['ls'], command: 'not used'});
	expect(fromPolyaxonfile(build)).toEqual({kind: 'build', image: 'a:1', buildSteps: ['ls']});
	const job: Answers = {...emptyAnswers, kind: 'job', image: 'a:1', buildSteps: ['ls'], command: 'x'};
	const asBuild = toPolyaxonfile({...job, kind: 'build'}, toPolyaxonfile(job));
	expect(fromPolyaxonfile(asBuild)).toEqual({kind: 'build', image: 'a:1', buildSteps: ['ls']});
	expect(readPolyaxonfile(asBuild).problems).toEqual([]);
	const again = toPolyaxonfile(job, asBuild);
	expect({...emptyAnswers, ...fromPolyaxonfile(again)}).toEqual(job);
	expect(readPolyaxonfile(again).problems).toEqual([]);
});

test('what a person would type for a value is not written back where nobody changed it', () => {
	const text = `version: 1
kind: experiment
declarations:
  day: 2019-01-01
  layers: {a: 1, a: 2}
  lr: 0.1
build:
  image: python:3.11
  env_vars:
    - [DEBUG, yes]
    - [LEVEL, 3]
    - [NAME, a]
run:
  cmd: ls
`;
	const answers: Answers = {...emptyAnswers, ...fromPolyaxonfile(text)};
	const changed = toPolyaxonfile(
		{
			...answers,
			declarations: answers.declarations.map(entry => (entry.name === 'lr' ? {...entry, value: '0.2'} : entry)),
			envVars: answers.envVars.map(entry => (entry.name === 'NAME' ? {...entry, value: 'b'} : entry)),
		},
		text,
	);
	expect(changed).toBe(text.replace('lr: 0.1', 'lr: 0.2').replace('[NAME, a]', '[NAME, b]'));
	expect(toPolyaxonfile({...answers, envVars: [{name: 'DEBUG', value: 'no'}, ...answers.envVars.slice(1)]}, text)).toBe(text.replace('yes', "'no'"));
});

test('of an older build its keys are read and changed where they stand', () => {
	const text = 'version: 1\nkind: build\nbuild: {image: "a:1", build_steps: [ls]}\n';
	expect(fromPolyaxonfile(text)).toEqual({kind: 'build', image: 'a:1', buildSteps: ['ls']});
	expect(toPolyaxonfile({...emptyAnswers, ...fromPolyaxonfile(text), image: 'b:1'}, text)).toBe(text.replace('a:1', 'b:1'));
	const both = `${text}image: c:1\n`;
	expect(fromPolyaxonfile(both)).toEqual({kind: 'build', image: 'c:1', buildSteps: ['ls']});
	expect(toPolyaxonfile({...emptyAnswers, ...fromPolyaxonfile(both), image: 'd:1'}, both)).toBe(both.replace('c:1', 'd:1'));
});

test('JSON with tabs is read and stays JSON', () => {
	const text = '{\n\t"version": 1,\n\t"kind": "job",\n\t"build": {"image": "a:1"},\n\t"declarations": {"lr": 1e-4, "b": true},\n\t"run": {"cmd": "ls"}\n}\n';
	const answers: Answers = {...emptyAnswers, ...fromPolyaxonfile(text)};
	expect(answers).toMatchObject({kind: 'job', image: 'a:1', command: 'ls'});
	const changed = {...answers, command: 'ls\npwd', declarations: [...answers.declarations, {name: 'c', value: 'yes'}]};
	expect(toPolyaxonfile(changed, text)).toBe(text.replace('"ls"', '["ls", "pwd"]').replace('true}', 'true, "c": true}'));
	expect(whyNotEditable(text)).toBe(undefined);
});

test('a file that only has comments keeps them', () => {
	const answers = {...emptyAnswers, image: 'a:1', command: 'ls'};
	expect(toPolyaxonfile(answers, '# mine\n')).toBe(`# mine\n${toPolyaxonfile(answers)}`);
});

test('a text that is no polyaxonfile gives no answers and is replaced whole', () => {
	expect(fromPolyaxonfile('a: [')).toEqual({});
	expect(fromPolyaxonfile('- 1')).toEqual({});
	const answers = {...emptyAnswers, image: 'a:1', command: 'ls'};
	expect(toPolyaxonfile(answers, 'a: [')).toBe(toPolyaxonfile(answers));
	expect(toPolyaxonfile(answers, '# mine\nversion: 1\nlogging: {level: DEBUG}\n')).toContain('# mine\nversion: 1\n');
	expect(whyNotEditable('version: 1\nkind: group\n')).toBe(
		'The file is of kind group, which init does not edit. Write another file with -o, or edit it by hand.',
	);
	expect(whyNotEditable(commented)).toBe(undefined);
});

test('of the older forms the meaning is read', () => {
	const text = `version: 1
kind: experiment
params:
  a: !!str 1
  b:
    - x
    - {c: 2}
  d: &anchor |
    two
    lines
  e: *anchor
  f:
build: {image: 'a:1'}
environment:
  config_map_refs: [c1]
run:
  cmd: |
    python3 train.py \\
      --a=1
`;
	expect(fromPolyaxonfile(text)).toEqual({
		kind: 'experiment',
		image: 'a:1',
		declarations: [
			{name: 'a', value: '"1"'},
			{name: 'b', value: '[x, {c: 2}]'},
			{name: 'd', value: '"two\\nlines\\n"'},
			{name: 'e', value: '"two\\nlines\\n"'},
			{name: 'f', value: 'null'},
		],
		command: 'python3 train.py --a=1',
		configmapRefs: ['c1'],
	});
});

test('random answers come back from the file that they make, also from one that was another before', () => {
	const random = createRandom(7);
	let previous: string | undefined;
	for (let round = 0; round < 80; round++) {
		const answers = randomAnswers(random);
		const text = toPolyaxonfile(answers);
		expect(meaningOf(fromPolyaxonfile(text))).toEqual(meaningOf(answers));
		expect(readPolyaxonfile(text).problems.filter(({severity}) => severity === 'error')).toEqual([]);
		if (previous !== undefined) {
			const over = toPolyaxonfile(answers, previous);
			expect(meaningOf(fromPolyaxonfile(over))).toEqual(meaningOf(answers));
		}
		previous = text;
	}
});

/** The answers with the values of the declarations as YAML reads them: `1e5` may come back in quotes, being a text in YAML 1.1. */
function meaningOf(given: Partial<Answers>) {
	const answers = {...emptyAnswers, ...given};
	return {...answers, declarations: answers.declarations.map(({name, value}) => [name, parsePolyaxonfile(`value: ${value}\n`).values?.value])};
}

function randomAnswers(random: Random): Answers {
	const texts = [
		'ls',
		'pip install "a b"',
		"echo 'x: y' # z",
		'- x',
		'{{ lr }}',
		'a: b',
		'yes',
		'0123',
		'"quoted"',
		'ü → 日本',
		'# c',
		'@x',
		'%y',
		'a && b; c || d',
		'x\\y',
		'*z',
		'[1]',
		'~',
		'null',
		'1e5',
		'!t',
	];
	const values = ['0.1', '128', 'adam', '[1, 2]', '"yes"', "'0123'", 'yes', '1e5', '{a: 1}', 'null', '-1', "'{{ lr }}0'", '1.0e-05', '"a: b # c"', 'some text'];
	const list = <T>(most: number, make: (at: number) => T) => Array.from({length: random.below(most + 1)}, (_, at) => make(at));
	const kind = random.pick(['experiment', 'job', 'build'] as const);
	const isBuild = kind === 'build';
	const amount = (entry: Readonly<Record<string, string>>) => (random.below(2) === 0 ? {} : entry);
	return {
		kind,
		image: random.pick(['python:3.11', 'localhost:5000/a/b:1', 'x']),
		buildSteps: list(3, () => random.pick(texts)),
		envVars: list(3, at => ({name: `V${at}`, value: random.pick([...texts, '', '1', ' x ', 'true'])})),
		declarations: isBuild ? [] : list(4, at => ({name: random.pick(['lr', 'size', 'yes', 'null', '_a']) + at, value: random.pick(values)})),
		command: isBuild ? '' : [random.pick(texts), ...list(2, () => random.pick(texts))].join('\n'),
		secretRefs: list(2, at => `secret${at}`),
		configmapRefs: list(2, at => `configmap${at}`),
		nodeSelector: random.pick(['', 'disk=ssd', 'example.com/fast=yes, zone=1', 'node-role.kubernetes.io/worker=']),
		serviceAccount: random.pick(['', 'trainer', '0123']),
		resources: {...amount({cpu: '0.5'}), ...amount({cpuLimit: '2'}), ...amount({memory: '512'}), ...amount({memoryLimit: '1024'}), ...amount({gpu: '1'})},
		engine: 'host',
	};
}
