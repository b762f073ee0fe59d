import {isMapping, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {checkStorage, podKeys} from './environment.ts';
import {newerEnvironmentNames} from './newer-names.ts';
import {anyMap, flag, type Key, list, type Report, section, whole} from './rule.ts';

const unused = 'a run is one process here, not a distributed one';

const pod = section(podKeys, {strangers: newerEnvironmentNames, also: checkStorage});
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
		{strangers: newerEnvironmentNames, also: checkEnvironment},
	),
	description: 'What the run needs: resources, secrets, config maps, replicas.',
} as const satisfies Key;

function checkEnvironment(values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	checkStorage(values, path, report);
	const [first, second] = [...frameworks, 'replicas'].filter(name => isMapping(values[name]));
	if (second !== undefined)
		report({
			code: 'several-frameworks',
			path: [...path, second],
			message: `"${first}" and "${second}" both say what the replicas are.`,
			hint: 'Keep one of them.',
		});
}

/** What `framework` and `backend` mean for the replicas of a file. */
export function checkReplicas(values: {readonly [key: string]: Value}, _: Problem['path'], report: Report): void {
	const replicas = isMapping(values.environment) ? values.environment.replicas : undefined;
	if (!isMapping(replicas)) return;
	const {framework, backend} = values;
	if (framework === undefined || framework === null || framework === '') {
		report({
			code: 'missing-framework',
			path: ['environment', 'replicas'],
			message: 'Replicas need to know their framework.',
			hint: `Write it at the top, such as "framework: ${frameworks[0]}"; it can be ${frameworks.join(', ')}.`,
		});
		return;
	}
	const word = printValue(framework);
	if (!frameworks.includes(word)) {
		const hint = word === 'mpi' ? 'Write "backend: mpi", and the framework that your code uses.' : `Write one of: ${frameworks.join(', ')}.`;
		report({code: 'unknown-word', path: ['framework'], message: `"${word}" is no framework that can have replicas.`, hint});
		return;
	}
	const isMpi = backend === 'mpi';
	const unknown = isMpi ? ['n_ps', 'default_ps', 'ps', 'worker'] : word === 'horovod' || word === 'pytorch' ? ['n_ps', 'default_ps', 'ps'] : [];
	for (const name of unknown) {
		if (replicas[name] === undefined || replicas[name] === null) continue;
		report({
			code: 'not-in-framework',
			path: ['environment', 'replicas', name],
			message: `Replicas ${isMpi ? 'of backend mpi' : `of ${word}`} have no "${name}".`,
			hint: 'Delete it, or choose another framework.',
		});
	}
}
