import {expect, test} from 'vitest';
import {type Answers, emptyAnswers} from '../../source/wizard/answers.ts';
import {emptyFacts, type Facts} from '../../source/wizard/facts.ts';
import {startWizard} from '../../source/wizard/start-wizard.ts';
import {railOf, reduceWizard, type StepId, type WizardAction, type WizardState} from '../../source/wizard/wizard-state.ts';

const facts: Facts = {
	...emptyFacts('/code'),
	buildSteps: [{value: 'pip install -r requirements.txt', foundIn: 'requirements.txt'}],
	commands: [{value: {command: 'python3 train.py --lr={{ lr }}', declarations: [{name: 'lr', value: '0.1'}]}, foundIn: 'train.py:3'}],
};
const start = startWizard({facts, engine: 'host'});

/** The steps that are on screen one after the other. */
function walk(state: WizardState, ...actions: readonly WizardAction[]): {state: WizardState; steps: readonly StepId[]} {
	const steps: StepId[] = [];
	let at = state;
	for (const action of actions) {
		at = reduceWizard(at, action);
		steps.push(at.step);
	}
	return {state: at, steps};
}

const next: WizardAction = {type: 'next'};
const back: WizardAction = {type: 'back'};
const answer = (answers: Partial<Answers>): WizardAction => ({type: 'answer', answers});

test('the wizard starts with what was found, and asks in the order of the file', () => {
	expect(start.answers).toEqual({
		...emptyAnswers,
		image: 'python:3.11-slim',
		buildSteps: ['pip install -r requirements.txt'],
		declarations: [{name: 'lr', value: '0.1'}],
		command: 'python3 train.py --lr={{ lr }}',
	});
	expect(start.file).toBe('polyaxonfile.yml');
	expect([start.step, ...walk(start, next, next, next, next, next, next, next, next, next, next, next).steps]).toEqual([
		'kind',
		'image',
		'buildSteps',
		'envVars',
		'declarations',
		'command',
		'secrets',
		'configmaps',
		'resources',
		'engine',
		'review',
		'review',
	]);
});

test('steps that a build does not need are passed over in both directions, and jumping to them does nothing', () => {
	const build = reduceWizard(start, answer({kind: 'build'}));
	expect(walk(build, {type: 'go', step: 'envVars'}, next, back, back, {type: 'go', step: 'command'}).steps).toEqual([
		'envVars',
		'secrets',
		'envVars',
		'buildSteps',
		'buildSteps',
	]);
	expect(railOf(build).filter(({state}) => state === 'not-needed')).toEqual([
		{id: 'declarations', title: 'Declarations', summary: '', state: 'not-needed', reason: 'a build has no declarations'},
		{id: 'command', title: 'Command', summary: '', state: 'not-needed', reason: 'a build runs only its steps'},
	]);
});

test('answers are kept in both directions, also those that another kind does not need', () => {
	const {state} = walk(start, {type: 'go', step: 'review'}, answer({kind: 'build'}), back, back, answer({image: 'a:1'}), answer({kind: 'experiment'}), next);
	expect(state.answers).toEqual({...start.answers, image: 'a:1'});
	expect(reduceWizard(start, back)).toEqual(start);
});

test('the rail says what was answered, what was only found, and where one is', () => {
	const {state} = walk(start, next, answer({image: 'python:3.12', resources: {cpu: '1', memoryLimit: '2Gi', gpu: '1'}}), next, next);
	expect(railOf(state)).toEqual([
		{id: 'kind', title: 'Kind', summary: 'experiment', state: 'done'},
		{id: 'image', title: 'Base image', summary: 'python:3.12', state: 'done'},
		{id: 'buildSteps', title: 'Build steps', summary: '1', state: 'done'},
		{id: 'envVars', title: 'Env vars', summary: '', state: 'current'},
		{id: 'declarations', title: 'Declarations', summary: '1 found', state: 'todo'},
		{id: 'command', title: 'Command', summary: 'found', state: 'todo'},
		{id: 'secrets', title: 'Secrets', summary: '', state: 'todo'},
		{id: 'configmaps', title: 'Configmaps', summary: '', state: 'todo'},
		{id: 'resources', title: 'Resources', summary: 'cpu 1, memory –2Gi, gpu 1', state: 'todo'},
		{id: 'engine', title: 'Where to run', summary: 'host', state: 'todo'},
		{id: 'review', title: 'Review', summary: '', state: 'todo'},
	]);
	expect(state.visited).toEqual(['kind', 'image', 'buildSteps']);
});

test('the state is plain JSON', () => {
	const {state} = walk(start, next, next, answer({command: 'a\nb'}));
	expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});

test('an existing file is what the wizard starts with, and a draft wins over it', () => {
	const existing = {file: '/code/polyaxon.yaml', text: 'version: 1\nkind: job\nbuild:\n  image: a:1\nrun:\n  cmd: ls\n'};
	const state = startWizard({facts, engine: 'host', existing});
	expect(state.answers).toEqual({...emptyAnswers, kind: 'job', image: 'a:1', command: 'ls'});
	expect(state.file).toBe('/code/polyaxon.yaml');
	const draft = {answers: {...emptyAnswers, image: 'b:2'}, step: 'command' as const, visited: ['kind' as const], savedAt: 1};
	expect(startWizard({facts, engine: 'host', existing, draft})).toMatchObject({answers: draft.answers, step: 'command', visited: ['kind'], existing});
});
