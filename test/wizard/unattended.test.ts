import {execa} from 'execa';
import {expect, test} from 'vitest';
import {type Answers, emptyAnswers} from '../../source/wizard/answers.ts';
import {commandLineOf} from '../../source/wizard/command-line.ts';
import {emptyFacts, type Facts} from '../../source/wizard/facts.ts';
import {type InitFlags, initFlags} from '../../source/wizard/init-flags.ts';
import {answersFrom} from '../../source/wizard/unattended.ts';

const nothing = emptyFacts('/code');
const found: Facts = {
	...nothing,
	paths: ['requirements.txt', 'train.py'],
	stepFiles: ['requirements.txt'],
	images: [{value: 'python:3.12-slim', foundIn: 'Dockerfile:1'}],
	buildSteps: [{value: 'pip install -r requirements.txt', foundIn: 'requirements.txt'}],
	commands: [{value: {command: 'python3 train.py --lr={{ lr }}', declarations: [{name: 'lr', value: '0.1'}]}, foundIn: 'train.py:9'}],
};

test('all that is missing is listed at once, with what --yes would take', () => {
	expect(answersFrom({}, undefined, nothing)).toEqual({missing: ['--kind experiment|job|build', '--image <name:tag>', '--cmd <command>'], problems: []});
	expect(answersFrom({}, undefined, found).missing).toEqual([
		'--kind experiment|job|build',
		'--image <name:tag>  (--yes takes python:3.12-slim, found in Dockerfile:1)',
		'--cmd <command>  (--yes takes python3 train.py --lr={{ lr }}, found in train.py:9)',
	]);
	expect(answersFrom({kind: 'build'}, undefined, nothing).missing).toEqual(['--image <name:tag>']);
	expect(answersFrom({yes: true}, undefined, nothing).missing).toEqual(['--cmd <command>']);
});

test('the flags give every answer', () => {
	const flags: InitFlags = {
		kind: 'job',
		image: 'a:1',
		step: ['s1', 's2'],
		env: ['A=1=2', 'B='],
		declare: ['lr=0.1'],
		cmd: ['x {{ lr }}', 'y'],
		secretRef: ['s'],
		configmapRef: ['c'],
		cpu: '0.5:1',
		memory: ':2Gi',
		gpu: '1',
		nodeSelector: ['disk=ssd', 'zone=a'],
		serviceAccount: 'trainer',
		engine: 'host',
	};
	expect(answersFrom(flags, undefined, {...nothing, secretRefs: ['s'], configmapRefs: ['c']})).toEqual({
		answers: {
			kind: 'job',
			image: 'a:1',
			buildSteps: ['s1', 's2'],
			envVars: [
				{name: 'A', value: '1=2'},
				{name: 'B', value: ''},
			],
			declarations: [{name: 'lr', value: '0.1'}],
			command: 'x {{ lr }}\ny',
			secretRefs: ['s'],
			configmapRefs: ['c'],
			resources: {cpu: '0.5', cpuLimit: '1', memoryLimit: '2Gi', gpu: '1'},
			nodeSelector: 'disk=ssd, zone=a',
			serviceAccount: 'trainer',
			engine: 'host',
		},
		missing: [],
		problems: [],
	});
});

test('a namespace for an engine that has none is refused before anything is written', () => {
	const {answers, problems} = answersFrom({kind: 'job', image: 'a:1', cmd: ['x'], engine: 'podman', namespace: 'ml'}, undefined, nothing);
	expect({answers, messages: problems.map(({message, hint}) => `${message} ${hint}`)}).toEqual({
		answers: undefined,
		messages: ['--namespace is for the engine kubernetes, and this run goes to podman. Add --engine kubernetes, or leave it out.'],
	});
});

test('--yes takes what was found for what is not given, and only the declarations that a given command uses', () => {
	expect(answersFrom({yes: true, declare: ['lr=0.5']}, undefined, found).answers).toEqual({
		...emptyAnswers,
		image: 'python:3.12-slim',
		buildSteps: ['pip install -r requirements.txt'],
		declarations: [{name: 'lr', value: '0.5'}],
		command: 'python3 train.py --lr={{ lr }}',
	});
	expect(answersFrom({yes: true, cmd: ['ls']}, undefined, found).answers?.declarations).toEqual([]);
});

test('flags win over answers.yaml, that over the existing file, that over what was found', () => {
	const existing = 'version: 1\nkind: job\ndeclarations:\n  lr: 1\n  size: 2\nbuild:\n  image: old:1\nrun:\n  cmd: x {{ lr }} {{ size }}\n';
	const result = answersFrom({yes: true, declare: ['lr=3']}, {image: 'from:1', declarations: [{name: 'size', value: '9'}]}, found, existing);
	expect(result.answers).toEqual({
		...emptyAnswers,
		kind: 'job',
		image: 'from:1',
		declarations: [
			{name: 'lr', value: '3'},
			{name: 'size', value: '9'},
		],
		command: 'x {{ lr }} {{ size }}',
	});
});

test('wrong flags are told together, and no answers come of them', () => {
	const result = answersFrom({kind: 'jobb', image: 'a:1', cmd: ['ls'], env: ['A'], declare: ['=1'], engine: 'hots'}, undefined, nothing);
	expect(result.answers).toBe(undefined);
	expect(result.problems.map(({message, hint}) => `${message} ${hint}`)).toEqual([
		'--kind jobb is not known. Did you mean job?',
		'--env A has no "=". Write --env NAME=VALUE.',
		'--declare =1 has no name. Write --declare name=value.',
		'--engine hots is not known. Did you mean host?',
	]);
	expect(answersFrom({kind: 'job', image: 'a b', cmd: ['ls']}, undefined, nothing)).toMatchObject({missing: [], problems: [{code: 'image-reference'}]});
});

test('every flag of the table has its place in the flags, once', () => {
	const keys = initFlags.map(({key}) => key);
	expect(new Set(keys).size).toBe(keys.length);
	for (const {flags, key} of initFlags) expect(flags).toContain(`--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`);
});

test('the printed command gives the same answers through a real shell, without a secret in it', async () => {
	const answers: Answers = {
		...emptyAnswers,
		kind: 'job',
		image: 'python:3.11',
		buildSteps: ["echo 'a b' $HOME `x`", 'ls'],
		envVars: [
			{name: 'A', value: "it's"},
			{name: 'API_TOKEN', value: 'hunter2'},
		],
		declarations: [{name: 'word', value: '"yes"'}],
		command: 'x {{ word }}\ny "z"',
		secretRefs: ['s1'],
		resources: {cpu: '1', memoryLimit: '2Gi'},
	};
	const line = commandLineOf(answers, 'my file.yml');
	expect(line).not.toContain('hunter2');
	const {stdout} = await execa('bash', ['-c', line.replace('polyaxon-tui init', 'printf "%s\\n"')], {env: {API_TOKEN: 'from the shell'}});
	expect(stdout.split('\n')).toEqual([
		...['--kind', 'job', '--image', 'python:3.11', '--step', "echo 'a b' $HOME `x`", '--step', 'ls', '--env', "A=it's", '--env', 'API_TOKEN=from the shell'],
		...['--declare', 'word="yes"', '--cmd', 'x {{ word }}', '--cmd', 'y "z"', '--secret-ref', 's1', '--cpu', '1', '--memory', ':2Gi', '--engine', 'host'],
		...['--output', 'my file.yml'],
	]);
});
