import {expect, test} from 'vitest';
import {type Answers, emptyAnswers} from '../../source/wizard/answers.ts';
import {emptyFacts, type Facts} from '../../source/wizard/facts.ts';
import {problemsOf, questions} from '../../source/wizard/questions.ts';
import {stepIds} from '../../source/wizard/step-ids.ts';
import {suggestBuildSteps, suggestCommands, suggestDeclarations, suggestEnvVars, suggestImages} from '../../source/wizard/suggestions.ts';
import type {WizardProblem} from '../../source/wizard/wizard-problem.ts';
import type {StepId} from '../../source/wizard/wizard-state.ts';

const facts: Facts = {
	...emptyFacts('/code'),
	paths: ['environment.yml', 'requirements.txt', 'run.sh', 'src/a.py', 'train.py'],
	stepFiles: ['requirements.txt'],
	secretRefs: ['secret1'],
};
const complete: Answers = {...emptyAnswers, image: 'python:3.11', command: 'python3 train.py'};

const short = (problems: readonly WizardProblem[]) =>
	problems.map(({severity, code, path, fix}) => [severity, code, path.join('.'), ...(fix ? [fix.label] : [])]);
const check = (step: StepId, answers: Partial<Answers>) => short(problemsOf(step, {...complete, ...answers}, facts));

test('every step has a row in the order of asking, with a sentence and more for who asks', () => {
	expect(questions.map(({id}) => id)).toEqual(stepIds);
	for (const {explanation, more} of questions) {
		expect(explanation).toMatch(/\.$/);
		expect(more.length).toBeGreaterThan(0);
	}
});

test('complete answers have no problem', () => {
	expect(problemsOf('review', complete, facts)).toEqual([]);
});

test('images', () => {
	expect(check('image', {image: ''})).toEqual([['error', 'image-reference', 'image']]);
	expect(check('image', {image: 'a b:1'})).toEqual([['error', 'image-reference', 'image']]);
	expect(check('image', {image: ' python:3 '})).toEqual([['error', 'image-reference', 'image', 'take the blanks away']]);
	expect(check('image', {image: 'python'})).toEqual([['warning', 'image-no-tag', 'image']]);
	expect(check('image', {image: 'localhost:5000/x'})).toEqual([['warning', 'image-no-tag', 'image']]);
	expect(check('image', {image: 'Python:3.11'})).toEqual([['warning', 'image-capitals', 'image', 'make it python:3.11']]);
	expect(check('image', {image: '$X:1'})).toEqual([['warning', 'image-reference', 'image']]);
	expect(check('image', {image: '$X:1', engine: 'podman'})).toEqual([['error', 'image-reference', 'image']]);
	expect(check('image', {image: 'a/Python:3.11', engine: 'podman'})).toEqual([['error', 'image-capitals', 'image', 'make it a/python:3.11']]);
	expect(check('image', {image: `a@sha256:${'0'.repeat(64)}`})).toEqual([]);
});

test('steps that would wait for an answer are made quiet', () => {
	const step = 'apt-get install libgomp1';
	const [problem] = problemsOf('buildSteps', {...complete, buildSteps: ['ls', step]}, facts);
	expect(problem).toEqual({
		code: 'step-asks',
		severity: 'warning',
		message: 'apt-get asks a question here, and nobody is there to answer.',
		hint: 'Add -y.',
		path: ['buildSteps', 1],
		fix: {label: 'make it apt-get update && apt-get install -y libgomp1', answers: {buildSteps: ['ls', 'apt-get update && apt-get install -y libgomp1']}},
	});
	expect(check('buildSteps', {buildSteps: ['apt-get update', step]})).toEqual([
		['warning', 'step-asks', 'buildSteps.1', 'make it apt-get install -y libgomp1'],
	]);
	expect(check('buildSteps', {buildSteps: ['apt-get install -y git']})).toEqual([
		['warning', 'step-without-lists', 'buildSteps.0', 'make it apt-get update && apt-get install -y git'],
	]);
	expect(check('buildSteps', {buildSteps: ['apt-get update && apt-get install -qq git', 'conda install -y x', 'pip uninstall -y a']})).toEqual([]);
	expect(check('buildSteps', {buildSteps: ['conda install x']})).toEqual([['warning', 'step-asks', 'buildSteps.0', 'make it conda install -y x']]);
});

test('steps are told which files they do not see', () => {
	expect(check('buildSteps', {buildSteps: ['pip install -r requirements.txt', 'pip install --requirement=requirements.txt', './polyaxon_setup.sh']})).toEqual([
		['warning', 'step-file-missing', 'buildSteps.2'],
	]);
	expect(check('buildSteps', {buildSteps: ['pip install -r requirement.txt']})).toEqual([
		['warning', 'step-file-missing', 'buildSteps.0', 'use requirements.txt'],
	]);
	expect(check('buildSteps', {buildSteps: ['conda env update -f environment.yml', 'pip install -e .', 'bash run.sh', 'python src/a.py']})).toEqual([
		['warning', 'step-file-unseen', 'buildSteps.0'],
		['warning', 'step-file-unseen', 'buildSteps.1'],
		['warning', 'step-file-unseen', 'buildSteps.2'],
		['warning', 'step-file-unseen', 'buildSteps.3'],
	]);
	expect(
		check('buildSteps', {
			buildSteps: [
				'curl -LO https://example.com/x.sh',
				'./x.sh',
				'pip install numpy==1.2.3 git+https://example.com/a.git',
				'wget -O y.sh https://e.com && ./y.sh',
			],
		}),
	).toEqual([]);
	const hidden = {...facts, paths: [...facts.paths, 'polyaxon_requirements.txt'], stepFiles: ['polyaxon_requirements.txt']};
	expect(short(problemsOf('buildSteps', {...complete, buildSteps: ['pip install -r requirements.txt']}, hidden))).toEqual([
		['warning', 'step-file-hidden', 'buildSteps.0', 'use polyaxon_requirements.txt'],
	]);
});

test('empty steps, and several lines in one', () => {
	expect(check('buildSteps', {buildSteps: [' ', 'a\nb']})).toEqual([
		['error', 'empty-step', 'buildSteps.0'],
		['error', 'step-lines', 'buildSteps.1', 'make it 2 steps'],
	]);
});

test('variables: names, doubles, and what looks like a secret, whose value is not said', () => {
	const envVars = [
		{name: '1A', value: ''},
		{name: 'A', value: '1'},
		{name: 'A', value: '2'},
		{name: 'TOKEN', value: 'hunter2'},
		{name: 'API_KEY', value: ''},
		{name: 'X', value: 'AKIAABCDEFGHIJKLMNOP'},
	];
	expect(check('envVars', {envVars})).toEqual([
		['error', 'env-var-name', 'envVars.0.name'],
		['warning', 'env-var-secret', 'envVars.3.value', 'delete TOKEN here'],
		['warning', 'env-var-secret', 'envVars.5.value', 'delete X here'],
		['error', 'repeated-name', 'envVars.2.name'],
	]);
	const said = problemsOf('envVars', {...complete, envVars}, facts).map(({message, hint, fix}) => [message, hint, fix?.label]);
	expect(JSON.stringify(said)).not.toMatch(/hunter2|AKIA/);
});

test('declaration values that would not stay what they are', () => {
	const command = 'x {{ a }}';
	const said = (value: string) =>
		problemsOf('declarations', {...complete, command, declarations: [{name: 'a', value}]}, facts).map(({message, fix}) => [message, fix?.label]);
	for (const value of ['0.1', '128', 'adam', '[1, 2]', '"yes"', "'no'", '0.10', 'true', '1e-4', '{a: 1}', 'some/path.txt', '{{ b }}', 'a b'])
		expect([value, said(value)]).toEqual([value, []]);
	expect(said('yes')).toEqual([['yes is not kept as it is: the command gets True.', 'make it "yes"']]);
	expect(said('0123')).toEqual([['0123 is not kept as it is: the command gets 83.', 'make it "0123"']]);
	expect(said('1e5')).toEqual([['1e5 is not kept as it is: the command gets 100000.0.', undefined]]);
	expect(said('1:30')).toEqual([['1:30 is not kept as it is: the command gets 90.', 'make it "1:30"']]);
	expect(said('')).toEqual([['a has no value.', undefined]]);
});

test('declarations: names, doubles, and ones that nothing uses', () => {
	const declarations = [
		{name: 'a-b', value: '1'},
		{name: 'lr', value: '1'},
		{name: 'lr', value: '2'},
		{name: 'unused', value: '3'},
		{name: 'base', value: '4'},
		{name: 'size', value: '{{ base }}0'},
	];
	expect(check('declarations', {declarations, command: 'x {{ lr }} {{ size }}'})).toEqual([
		['error', 'declaration-name', 'declarations.0.name'],
		['error', 'repeated-name', 'declarations.2.name'],
		['warning', 'unused-declaration', 'declarations.3.name', 'add --unused={{ unused }} to the command'],
	]);
});

test('the command: missing, undeclared names, templates, joints and scripts', () => {
	const declarations = [{name: 'batch_size', value: '1'}];
	expect(check('command', {command: ' '})).toEqual([['error', 'command-missing', 'command']]);
	expect(check('command', {kind: 'build', command: ''})).toEqual([]);
	expect(check('command', {declarations, command: 'x {{ batchsize }} {{ other }}'})).toEqual([
		['warning', 'undeclared-name', 'command', 'make it {{ batch_size }}'],
		['warning', 'undeclared-name', 'command', 'add the declaration other'],
	]);
	const [fixable] = problemsOf('command', {...complete, declarations, command: 'x {{ batchsize }} batchsize'}, facts);
	expect(fixable?.fix?.answers).toEqual({command: 'x {{ batch_size }} batchsize'});
	expect(check('command', {command: 'x {{ lr'})).toEqual([['error', 'template-open', 'command']]);
	expect(check('command', {command: 'echo ${#list[@]}'})).toEqual([['error', 'template-open', 'command']]);
	expect(check('command', {command: 'a;\nb &&\nc'})).toEqual([
		['error', 'command-joint', 'command', 'take ; away'],
		['error', 'command-joint', 'command', 'take && away'],
	]);
	expect(check('command', {command: 'cmd1 && cmd2; cmd3 || cmd4'})).toEqual([]);
	expect(check('command', {command: 'python3 trian.py --x'})).toEqual([['warning', 'script-missing', 'command', 'run train.py']]);
	expect(check('command', {command: 'cd src; python model.py'})).toEqual([]);
});

test('secrets, configmaps and resources', () => {
	expect(check('secrets', {secretRefs: ['secret1', 'Bad_Name', 'secret2', 'else', 'secret1']})).toEqual([
		['error', 'ref-name', 'secretRefs.1'],
		['warning', 'ref-without-source', 'secretRefs.2', 'use secret1'],
		['warning', 'ref-without-source', 'secretRefs.3'],
		['error', 'repeated-name', 'secretRefs.4'],
	]);
	expect(check('configmaps', {configmapRefs: ['configmap1']})).toEqual([['warning', 'ref-without-source', 'configmapRefs.0']]);
	expect(check('resources', {resources: {cpu: '2', cpuLimit: '500m', memory: '1', memoryLimit: '1X', gpu: '0.5'}})).toEqual([
		['error', 'quantity', 'resources.memoryLimit'],
		['error', 'quantity', 'resources.gpu'],
		['error', 'limit-below-request', 'resources.cpuLimit', 'make the limit 2'],
		['warning', 'memory-small', 'resources.memory', 'make it 1Gi'],
	]);
});

test('secrets that the folder has and the run would not get are told, by name only', () => {
	const withSecrets = {
		...facts,
		secretNames: [
			{value: 'API_TOKEN', foundIn: '.env:3'},
			{value: 'KEY', foundIn: '.env:4'},
		],
	};
	expect(problemsOf('secrets', complete, withSecrets).map(({message}) => message)).toEqual([
		'API_TOKEN in .env:3 and 1 more look like secrets; the run will not have them.',
	]);
	expect(problemsOf('secrets', {...complete, secretRefs: ['secret1']}, withSecrets)).toEqual([]);
});

test('a fix takes its problem away', () => {
	const broken: Partial<Answers> = {
		image: 'Python:3.11',
		buildSteps: ['conda install x', 'apt install a', 'pip install -r requirement.txt', 'a\nb'],
		envVars: [{name: 'TOKEN', value: 'x'}],
		declarations: [
			{name: 'a', value: 'yes'},
			{name: 'batch_size', value: '1'},
		],
		command: 'python3 trian.py {{ batchsize }};\nls {{ a }}',
		secretRefs: ['secret2'],
		resources: {cpu: '2', cpuLimit: '1', memory: '2'},
	};
	for (const {id} of questions.filter(question => question.id !== 'review')) {
		for (let answers: Answers = {...complete, ...broken}, rounds = 0; ; rounds++) {
			const problem = problemsOf(id, answers, facts).find(({fix}) => fix);
			if (!problem?.fix) break;
			expect(rounds).toBeLessThan(10);
			answers = {...answers, ...problem.fix.answers};
			expect(problemsOf(id, answers, facts)).not.toContainEqual(problem);
		}
	}
});

test('images that this machine has are offered after those of the folder, each once', () => {
	const found: Facts = {...facts, images: [{value: 'a:1', foundIn: 'Dockerfile:1'}], localImages: ['a:1', 'b:1', 'c:1', 'd:1', 'e:1', 'f:1']};
	expect(
		suggestImages(found, {...complete, image: 'c:1'})
			.map(({label, foundIn}) => [label, foundIn])
			.slice(0, 5),
	).toEqual([
		['a:1', 'Dockerfile:1'],
		['b:1', 'this machine'],
		['d:1', 'this machine'],
		['e:1', 'this machine'],
		['python:3.11-slim', undefined],
	]);
});

test('an image that its registry does not have is told', () => {
	const problems = problemsOf('image', {...complete, image: 'pyton:3.12'}, {...facts, missingImages: ['pyton:3.12']});
	expect(problems).toMatchObject([
		{severity: 'warning', code: 'image-missing', message: 'The registry has no image pyton:3.12, or shows it only after a login.'},
	]);
});

test('suggestions say where they were found and hold what taking them makes', () => {
	const found: Facts = {
		...facts,
		images: [{value: 'python:3.12-slim', foundIn: '.python-version:1'}],
		buildSteps: [{value: 'b', foundIn: 'Dockerfile:2'}],
		envVars: [{value: {name: 'A', value: '1'}, foundIn: 'Dockerfile:3'}],
		offeredEnvVars: [{value: {name: 'B', value: '2'}, foundIn: '.env:1'}],
		commands: [{value: {command: 'python3 train.py --lr={{ lr }}', declarations: [{name: 'lr', value: '0.1'}]}, foundIn: 'train.py:9'}],
	};
	const answers: Answers = {...complete, command: '', buildSteps: ['a'], envVars: [{name: 'A', value: '0'}]};
	expect(suggestImages(found, answers)[0]).toEqual({label: 'python:3.12-slim', foundIn: '.python-version:1', answers: {image: 'python:3.12-slim'}});
	expect(suggestBuildSteps(found, answers)).toEqual([{label: 'b', foundIn: 'Dockerfile:2', answers: {buildSteps: ['a', 'b']}}]);
	expect(suggestEnvVars(found, answers)).toEqual([
		{
			label: 'B=2',
			foundIn: '.env:1',
			answers: {
				envVars: [
					{name: 'A', value: '0'},
					{name: 'B', value: '2'},
				],
			},
		},
	]);
	const lr = {declarations: [{name: 'lr', value: '0.1'}]};
	expect(suggestDeclarations(found, answers)).toEqual([{label: 'lr = 0.1', foundIn: 'train.py:9', answers: lr}]);
	expect(suggestCommands(found, answers)).toEqual([
		{label: 'python3 train.py --lr={{ lr }}', foundIn: 'train.py:9', answers: {command: 'python3 train.py --lr={{ lr }}', ...lr}},
	]);
	expect(suggestDeclarations(found, {...answers, ...lr})).toEqual([]);
});
