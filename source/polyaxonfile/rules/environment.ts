import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {newerEnvironmentNames} from './newer-names.ts';
import {resources} from './resources.ts';
import {anyMap, either, type Key, list, oneOf, type Report, section, text, whole} from './rule.ts';

const placing = 'this release leaves it to the engine where a run is placed';
const storing = 'runs of this release use the folders of this machine';
/** The words for a notebook. */
export const notebookBackend = oneOf('notebook', 'lab');
const earlierRuns = list(either('a number or text', whole, text));

/** What a pod needs around it, whichever kind of run it is for. */
export const podKeys = {
	resources: {rule: resources, description: 'What the run needs of the machine.'},
	secret_refs: {rule: list(text), description: 'Secrets whose entries become environment variables.'},
	configmap_refs: {rule: list(text), otherName: 'config_map_refs', description: 'Config maps whose entries become environment variables.'},
	data_refs: {rule: list(text), description: 'Data volumes.', unused: storing},
	artifact_refs: {rule: list(text), description: 'Where outputs are kept.', unused: storing},
	persistence: {
		rule: section({
			data: {rule: list(text), description: 'Data volumes.'},
			outputs: {rule: text, description: 'Where outputs are kept.'},
		}),
		description: 'Volumes, in the form of the releases up to 0.4.',
		unused: storing,
	},
	outputs: {
		rule: section({
			jobs: {rule: earlierRuns, description: 'Numbers or names of jobs.'},
			experiments: {rule: earlierRuns, description: 'Numbers or names of experiments.'},
		}),
		description: 'Earlier runs whose outputs are used.',
		unused: storing,
	},
	node_selector: {rule: anyMap, description: 'Labels of the nodes that may run it.', unused: placing},
	affinity: {rule: anyMap, description: 'Kubernetes affinity.', unused: placing},
	tolerations: {rule: list(anyMap), description: 'Kubernetes tolerations.', unused: placing},
	labels: {rule: anyMap, description: 'Labels of the pod.', unused: placing},
	annotations: {rule: anyMap, description: 'Annotations of the pod.', unused: placing},
	service_account: {rule: text, description: 'A service account. The platform read it and never used it.', unused: placing},
	image_pull_secrets: {rule: list(text), description: 'Secrets to pull images with. The platform read them and never used them.', unused: placing},
	cluster_uuid: {rule: text, description: 'A cluster of the platform, in releases up to 0.4.', unused: placing},
	index: {rule: whole, description: 'Which replica this is about.', unused: 'a run is one process here'},
	max_restarts: {rule: whole, description: 'How often a failed run is started again.', unused: 'a failed run is not started again'},
} as const satisfies Readonly<Record<string, Key>>;

/** `environment` of the kinds that are one process: what the run needs around it. */
export const environment = {
	rule: section(podKeys, {strangers: newerEnvironmentNames, also: checkStorage}),
	description: 'What the run needs: resources, secrets, config maps.',
} as const satisfies Key;

/** `environment` of notebooks, where releases up to 0.4.1 had the backend. */
export const notebookEnvironment = {
	rule: section(
		{...podKeys, backend: {rule: notebookBackend, description: 'Which notebook is started.'}},
		{strangers: newerEnvironmentNames, also: checkStorage},
	),
	description: environment.description,
} as const satisfies Key;

/** `persistence` was replaced by `data_refs` and `artifact_refs`; a file has one or the other. */
export function checkStorage(values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	const newer = ['data_refs', 'artifact_refs'].find(name => isFilled(values[name]));
	if (!isMapping(values.persistence) || newer === undefined) return;
	report({
		code: 'both-names',
		path: [...path, 'persistence'],
		message: `"persistence" and "${newer}" name the same volumes.`,
		hint: 'Keep data_refs and artifact_refs, and delete persistence.',
	});
}

function isFilled(value: Value | undefined): boolean {
	return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
}
