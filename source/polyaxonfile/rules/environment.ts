import {newerEnvironmentNames} from './newer-names.ts';
import {resources} from './resources.ts';
import {anyMap, type Choice, either, exact, flag, type Key, list, oneOf, section, text, whole} from './rule.ts';

const storing = {
	unused: 'runs of this release use the folders of this machine',
	instead: 'Leave it for the platform, and give the command the folder as a declaration: "data: /path/to/data".',
};
/** The words for a notebook. */
export const notebookBackend = oneOf('notebook', 'lab');
const earlierRuns = list(either('a whole number or text', exact, text, flag));

/** What a pod needs around it, whichever kind of run it is for. */
export const podKeys = {
	resources: {rule: resources, description: 'What the run needs of the machine.'},
	secret_refs: {rule: list(text), description: 'Secrets whose entries become environment variables.'},
	configmap_refs: {rule: list(text), otherName: 'config_map_refs', description: 'Config maps whose entries become environment variables.'},
	data_refs: {rule: list(text), description: 'Data volumes.', ...storing},
	artifact_refs: {rule: list(text), description: 'Where outputs are kept.', ...storing},
	persistence: {
		rule: section({
			data: {rule: list(text), description: 'Data volumes.'},
			outputs: {rule: text, description: 'Where outputs are kept.'},
		}),
		description: 'Volumes, in the form of the releases up to 0.4.',
		...storing,
	},
	outputs: {
		rule: section({
			jobs: {rule: earlierRuns, description: 'Numbers or names of jobs.'},
			experiments: {rule: earlierRuns, description: 'Numbers or names of experiments.'},
		}),
		description: 'Earlier runs whose outputs are used.',
		...storing,
	},
	node_selector: {rule: anyMap, description: 'Labels of the nodes that may run it.'},
	affinity: {rule: anyMap, description: 'Kubernetes affinity.'},
	tolerations: {rule: list(anyMap), description: 'Kubernetes tolerations.'},
	labels: {rule: anyMap, description: 'Labels of the pod.'},
	annotations: {rule: anyMap, description: 'Annotations of the pod.'},
	service_account: {rule: text, description: 'The service account of the pod. The platform read it and never used it.'},
	image_pull_secrets: {rule: list(text), description: 'Secrets that images are pulled with. The platform read them and never used them.'},
	cluster_uuid: {rule: text, description: 'A cluster of the platform, in releases up to 0.4.', unused: 'there is no platform with clusters here'},
	index: {rule: whole, description: 'Which replica this is about.', unused: 'a run is one process here'},
	max_restarts: {rule: whole, description: 'How often a failed run is started again.'},
} as const satisfies Readonly<Record<string, Key>>;

/** `persistence` was replaced by `data_refs` and `artifact_refs`; a file has one or the other. */
export const storageChoice: Choice = {
	keys: ['persistence', ['data_refs', 'artifact_refs']],
	several: (first, second) => ({
		code: 'both-names',
		message: `"${first}" and "${second}" name the same volumes.`,
		hint: 'Keep data_refs and artifact_refs, and delete persistence.',
	}),
};

/** `environment` of the kinds that are one process: what the run needs around it. */
export const environment = {
	rule: section(podKeys, {strangers: newerEnvironmentNames, choices: [storageChoice]}),
	description: 'What the run needs: resources, secrets, config maps.',
} as const satisfies Key;

/** `environment` of notebooks, where releases up to 0.4.1 had the backend. */
export const notebookEnvironment = {
	rule: section(
		{...podKeys, backend: {rule: notebookBackend, description: 'Which notebook is started.'}},
		{strangers: newerEnvironmentNames, choices: [storageChoice]},
	),
	description: environment.description,
} as const satisfies Key;
