import {expect, test} from 'vitest';
import {readAnswersFile} from '../../source/wizard/answers-file.ts';

test('answers.yaml gives every answer, in the forms that people write', () => {
	const text = `kind: job
image: python:3.11
build_steps: [pip install numpy, ./setup.sh]
env_vars: {A: 1, B: yes}
declarations:
  lr: 0.10
  layers: [1, 2]
  word: "yes"
cmd: [a, b]
secret_refs: [secret1]
configmap_refs: one
resources: {cpu: 500m, memory: {requests: 512, limits: 1Gi}, gpu: 1}
node_selector: {disk: ssd, zone: 1}
service_account: trainer
engine: host
`;
	expect(readAnswersFile(text)).toEqual({
		answers: {
			kind: 'job',
			image: 'python:3.11',
			buildSteps: ['pip install numpy', './setup.sh'],
			envVars: [
				{name: 'A', value: '1'},
				{name: 'B', value: 'yes'},
			],
			declarations: [
				{name: 'lr', value: '0.10'},
				{name: 'layers', value: '[1, 2]'},
				{name: 'word', value: '"yes"'},
			],
			command: 'a\nb',
			secretRefs: ['secret1'],
			configmapRefs: ['one'],
			resources: {cpu: '500m', memory: '512', memoryLimit: '1Gi', gpu: '1'},
			nodeSelector: 'disk=ssd, zone=1',
			serviceAccount: 'trainer',
			engine: 'host',
		},
		problems: [],
	});
	expect(readAnswersFile('env_vars:\n  - [A, 1]\n  - B=2=3\n').answers).toEqual({
		envVars: [
			{name: 'A', value: '1'},
			{name: 'B', value: '2=3'},
		],
	});
});

test('everything wrong is said at once, with its place', () => {
	const text = `kind: experimnt
imagee: x
image: [a]
env_vars:
  - nothing
declarations: 3
resources: {cpus: 1}
`;
	const {problems} = readAnswersFile(text, 'answers.yaml');
	expect(problems.map(({file, line, column, message, hint}) => `${file}:${line}:${column} ${message} ${hint}`)).toEqual([
		'answers.yaml:1:7 The kind experimnt is not known. Did you mean experiment?',
		'answers.yaml:2:1 imagee is no answer. Did you mean image?',
		'answers.yaml:3:8 image is no text here. Write a text, in quotes when it has a ":" or "#".',
		'answers.yaml:5:5 env_vars has an entry that is no name with a value. Write NAME: value, [NAME, value] or NAME=value.',
		'answers.yaml:6:15 declarations is no map. Write one line a declaration, such as "lr: 0.1".',
		'answers.yaml:7:13 The resource cpus is not known. Did you mean cpu?',
	]);
	expect(readAnswersFile('\tx').problems.length).toBeGreaterThan(0);
});
