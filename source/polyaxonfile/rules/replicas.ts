import {meantHint, nearest} from '../names.ts';
import {isMapping} from '../print-value.ts';
import {podKeys, storageChoice} from './environment.ts';
import {newerEnvironmentNames} from './newer-names.ts';
import {anyMap, type Choice, type CrossCheck, flag, type Key, list, type Need, type ReadSection, type Said, section, whole} from './rule.ts';

const unused = 'a run is one process here, not a distributed one';

const pod = section(podKeys, {strangers: newerEnvironmentNames, choices: [storageChoice]});
const workerKeys = {
	n_workers: {rule: whole, description: 'How many workers run beside the master.'},
	default_worker: {rule: pod, description: 'What every worker needs.'},
	worker: {rule: list(pod), description: 'What single workers need, each named by its index.'},
} as const satisfies Readonly<Record<string, Key>>;
const serverKeys = {
	n_ps: {rule: whole, description: 'How many parameter servers run.'},
	default_ps: {rule: pod, description: 'What every parameter server needs.'},
	ps: {rule: list(pod), description: 'What single parameter servers need, each named by its index.'},
} as const satisfies Readonly<Record<string, Key>>;

/** Up to release 0.4.1 the replicas stood under the name of their framework; pods of tensorflow had a configuration of its sessions. */
const session = {config: {rule: anyMap, description: 'The sessions of TensorFlow.'}} as const satisfies Readonly<Record<string, Key>>;
const sessionPod = section({...podKeys, ...session}, {strangers: newerEnvironmentNames});
const olderFrameworks = {
	tensorflow: section({
		...workerKeys,
		...serverKeys,
		default_worker: {rule: sessionPod, description: 'What every worker needs.'},
		worker: {rule: list(sessionPod), description: 'What single workers need.'},
		default_ps: {rule: sessionPod, description: 'What every parameter server needs.'},
		ps: {rule: list(sessionPod), description: 'What single parameter servers need.'},
		delay_workers_by_global_step: {rule: flag, description: 'Whether workers start one after another.'},
		run_config: {rule: anyMap, description: 'The run configuration of TensorFlow.'},
	}),
	mxnet: section({...workerKeys, ...serverKeys}),
	horovod: section(workerKeys),
	pytorch: section(workerKeys),
} as const;

/** The words that `framework` can have beside `replicas`. */
export const frameworks = Object.keys(olderFrameworks);

const frameworkChoice: Choice = {
	keys: [...frameworks, 'replicas'],
	several: (first, second) => ({code: 'several-frameworks', message: `"${first}" and "${second}" both say what the replicas are.`, hint: 'Keep one of them.'}),
};

/** `environment` of experiments and groups, which may be several processes. */
export const distributedEnvironment = {
	rule: section(
		{
			...podKeys,
			replicas: {rule: section({...workerKeys, ...serverKeys}), description: 'The processes of a distributed experiment.', unused},
			...Object.fromEntries(
				Object.entries(olderFrameworks).map(([name, rule]) => [name, {rule, description: `Replicas of ${name}, as releases up to 0.4.1 had them.`, unused}]),
			),
		},
		{strangers: newerEnvironmentNames, choices: [storageChoice, frameworkChoice]},
	),
	description: 'What the run needs: resources, secrets, config maps, replicas.',
} as const satisfies Key;

const ofReplicas = 'environment.replicas';

/** Replicas need a framework that can have them. */
export const replicaNeeds: readonly Need[] = [
	{
		where: {key: ofReplicas},
		needs: {key: 'framework'},
		at: ofReplicas,
		said: () => ({
			code: 'missing-framework',
			message: 'Replicas need to know their framework.',
			hint: `Write it at the top, such as "framework: ${frameworks[0]}"; it can be ${frameworks.join(', ')}.`,
		}),
	},
	{
		where: {key: ofReplicas},
		needs: {key: 'framework', is: frameworks, orMissing: true},
		at: 'framework',
		said: ({read}) => unknownFramework(String(read.framework)),
	},
];

function unknownFramework(word: string): Said {
	const hint =
		word === 'mpi' ? 'Write "backend: mpi", and the framework that your code uses.' : meantHint(word, frameworks, words => `Write one of: ${words}.`);
	return {code: 'unknown-word', message: `"${word}" is no framework that can have replicas.`, hint};
}

/** What else `framework` and `backend` mean for the replicas of a file. */
export const replicaChecks: readonly CrossCheck[] = [
	{reads: [ofReplicas, 'framework', 'backend'], check: checkReplicas},
	{reads: [ofReplicas, 'framework'], check: checkWord},
];

function checkReplicas({written: {environment, framework, backend}, report}: ReadSection): void {
	const replicas = isMapping(environment) ? environment.replicas : undefined;
	if (!isMapping(replicas)) return;
	const isMpi = backend === 'mpi';
	const unknown = isMpi ? ['n_ps', 'default_ps', 'ps', 'worker'] : framework === 'horovod' || framework === 'pytorch' ? ['n_ps', 'default_ps', 'ps'] : [];
	for (const name of unknown) {
		if (replicas[name] === undefined || replicas[name] === null) continue;
		report({
			code: 'not-in-framework',
			path: ['environment', 'replicas', name],
			message: `Replicas ${isMpi ? 'of backend mpi' : `of ${framework}`} have no "${name}".`,
			hint: 'Delete it, or choose another framework.',
		});
	}
}

/** Without replicas any word will do, but not every word is meant. */
function checkWord({read: {framework}, written: {environment}, report}: ReadSection): void {
	if (typeof framework !== 'string' || (isMapping(environment) && isMapping(environment.replicas))) return;
	const near = nearest(framework, frameworks);
	if (near !== undefined && near !== framework)
		report({...unknownFramework(framework), severity: 'warning', path: ['framework'], message: `"${framework}" is no framework that the platform knew.`});
}
