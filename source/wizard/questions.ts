import type {Answers} from './answers.ts';
import {problemsOfBuildSteps} from './checks/build-steps.ts';
import {problemsOfCommand} from './checks/command.ts';
import {problemsOfDeclarations} from './checks/declarations.ts';
import {problemsOfEnvVars} from './checks/env-vars.ts';
import {problemsOfImage} from './checks/image.ts';
import {problemsOfPlacement} from './checks/placement.ts';
import {problemsOfConfigmaps, problemsOfSecrets} from './checks/refs.ts';
import {problemsOfResources} from './checks/resources.ts';
import type {Facts} from './facts.ts';
import {
	type Suggestion,
	suggestBuildSteps,
	suggestCommands,
	suggestConfigmaps,
	suggestDeclarations,
	suggestEnvVars,
	suggestImages,
	suggestSecrets,
} from './suggestions.ts';
import type {WizardProblem} from './wizard-problem.ts';
import {type StepId, whyNotNeeded} from './wizard-state.ts';

/** One step: what is asked, and what helps to answer. */
export type Question = {
	readonly id: StepId;
	readonly title: string;
	/** What it is, one sentence. */
	readonly explanation: string;
	readonly example: string;
	/** Lines for the key `?`. */
	readonly more: readonly string[];
	/** What the folder offers and the answers do not have yet, best first. */
	suggestions(facts: Facts, answers: Answers): readonly Suggestion[];
	/** What is wrong with the answer, cheap enough for every key. */
	problems(answers: Answers, facts: Facts): readonly WizardProblem[];
};

/** The steps in the order in which they are asked. */
export const questions: readonly Question[] = [
	{
		id: 'kind',
		title: 'Kind',
		explanation: 'What should be run.',
		example: 'experiment',
		more: [
			'experiment  code with parameters whose results you want to compare',
			'job         any other code: preparing data, exporting a model',
			'build       only the image, nothing is run',
		],
		suggestions: () => [],
		problems: () => [],
	},
	{
		id: 'image',
		title: 'Base image',
		explanation: 'The public image that your code runs in, or that the build starts from.',
		example: 'tensorflow/tensorflow:1.4.1-py3',
		more: [
			'name:tag, with a registry before it when it is not on Docker Hub: ghcr.io/team/base:2.1',
			'Give a tag: without one the newest image is taken, which may be another one tomorrow.',
			'On the host engine no image is used; the steps and the code run with what this machine has.',
		],
		suggestions: suggestImages,
		problems: problemsOfImage,
	},
	{
		id: 'buildSteps',
		title: 'Build steps',
		explanation: 'Commands that run once, while the image is built.',
		example: 'pip install -r requirements.txt',
		more: [
			'They run in this order, each one with /bin/sh, and nobody is there to answer a question.',
			'They see polyaxon_requirements.txt or requirements.txt, polyaxon_conda_env.y(a)ml or conda_env.y(a)ml, and polyaxon_setup.sh or setup.sh.',
			'The rest of your code is not there yet: it is copied after the last step.',
		],
		suggestions: suggestBuildSteps,
		problems: problemsOfBuildSteps,
	},
	{
		id: 'envVars',
		title: 'Env vars',
		explanation: 'Environment variables that are set in the image.',
		example: 'PYTHONUNBUFFERED=1',
		more: [
			'They hold for the build steps and for the run, and everybody who has the image or the file can read them.',
			'Passwords, tokens and keys belong into a secret (two steps further on).',
			'A block of NAME=VALUE lines can be pasted.',
		],
		suggestions: suggestEnvVars,
		problems: problemsOfEnvVars,
	},
	{
		id: 'declarations',
		title: 'Declarations',
		explanation: 'Parameters of the run, by name; the command uses them as {{ name }}.',
		example: 'lr = 0.1',
		more: [
			'A value is YAML: 0.1, 128, adam, [1, 2], {depth: 3}. Quote what must stay text: "yes", "0123".',
			'Change one for a single run with: polyaxon-tui run -P lr=0.05',
			'Names are letters, digits and _; a name with a dash cannot be used in {{ }}.',
		],
		suggestions: suggestDeclarations,
		problems: problemsOfDeclarations,
	},
	{
		id: 'command',
		title: 'Command',
		explanation: 'What is run in the folder of your code. Several lines run one after the other while they succeed.',
		example: 'python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}',
		more: [
			'One line becomes a string, several lines become a list, joined with &&. It is run by /bin/bash -c.',
			'{{ name }} is replaced by a declaration as it is: put quotes round it where the value may hold spaces.',
			'For something longer, put it into a script: /bin/bash run.sh',
		],
		suggestions: suggestCommands,
		problems: problemsOfCommand,
	},
	{
		id: 'secrets',
		title: 'Secrets',
		explanation: 'Names of secrets whose keys become environment variables of the run.',
		example: 'secret1',
		more: [
			'The file holds only the name. On Kubernetes it is a secret of the namespace.',
			'On this machine the values come from an env file that the settings name, in .polyaxon/tui.yaml:',
			'  secretRefs:',
			'    - {name: secret1, envFile: ~/secrets/secret1.env}',
		],
		suggestions: suggestSecrets,
		problems: problemsOfSecrets,
	},
	{
		id: 'configmaps',
		title: 'Configmaps',
		explanation: 'Names of configmaps whose keys become environment variables of the run.',
		example: 'configmap1',
		more: [
			'Like secrets, for what is not secret: addresses, names of buckets.',
			'On this machine the values come from an env file that the settings name, in .polyaxon/tui.yaml:',
			'  configmapRefs:',
			'    - {name: configmap1, envFile: configmap1.env}',
		],
		suggestions: suggestConfigmaps,
		problems: problemsOfConfigmaps,
	},
	{
		id: 'resources',
		title: 'Resources',
		explanation: 'How much the run asks for and may use at most, on which nodes, and as whom. Empty: nothing of it is set.',
		example: 'cpu 0.5, memory 512 (Mi), gpu 1',
		more: [
			'cpu is in cores: 0.5 or 500m. memory is in Mi: 512, or with a unit: 512Mi, 2Gi. gpu is a whole number.',
			'The file holds plain numbers, as the platform wants them; units are converted.',
			'On the host engine they are not enforced.',
			'The node selector has labels that the node must have: disk=ssd, zone=a. The service account is the one that the pod runs as; releases before 0.5 refuse it.',
			'Both are for kubernetes alone. With that engine, what the cluster has is offered below the field.',
		],
		suggestions: () => [],
		problems: answers => [...problemsOfResources(answers), ...problemsOfPlacement(answers)],
	},
	{
		id: 'engine',
		title: 'Where to run',
		explanation: 'Where the image is built and the code is run.',
		example: 'host',
		more: [
			'podman, docker, nerdctl  an image is built once and kept, and the code runs in a container of it. The review shows the Dockerfile.',
			'host  this machine: a folder with the environment is built once and kept, the run is an own process group. Needs bash, and python3 for pip steps.',
			'kubernetes  a Job in a namespace of a cluster of your kubeconfig. With a registry the image is built in the cluster, else the steps run at the start of the pod; the review offers the registries that it uses.',
			'The polyaxonfile does not hold this; it is the same file everywhere.',
		],
		suggestions: () => [],
		problems: () => [],
	},
	{
		id: 'review',
		title: 'Review',
		explanation: 'The whole file. Nothing has been written yet.',
		example: '',
		more: ['write · write and run · run without writing · back · quit', 'Quitting keeps a draft; the next start offers it.'],
		suggestions: () => [],
		problems: allProblems,
	},
];

/** The row of a step. */
export function questionOf(step: StepId): Question {
	return questions.find(({id}) => id === step)!;
}

/** What is wrong with the answer of a step; for `review`, with all that are needed. Pure, cheap enough for every key. */
export function problemsOf(step: StepId, answers: Answers, facts: Facts): readonly WizardProblem[] {
	return questionOf(step).problems(answers, facts);
}

function allProblems(answers: Answers, facts: Facts): readonly WizardProblem[] {
	return questions.filter(({id}) => id !== 'review' && whyNotNeeded(id, answers) === undefined).flatMap(question => question.problems(answers, facts));
}
