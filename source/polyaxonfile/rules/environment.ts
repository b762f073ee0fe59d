import {newerEnvironmentNames} from './newer-names.ts';
import {resources} from './resources.ts';
import {anyMap, type Key, list, section, text, whole} from './rule.ts';

const placing = 'this release leaves it to the engine where a run is placed';
const storing = 'runs of this release use the folders of this machine';

/** `environment`: what a run needs around it. */
export const environment = {
	rule: section(
		{
			resources: {rule: resources, description: 'What the run needs of the machine.'},
			secret_refs: {rule: list(text), description: 'Secrets whose entries become environment variables.'},
			configmap_refs: {rule: list(text), otherName: 'config_map_refs', description: 'Config maps whose entries become environment variables.'},
			data_refs: {rule: list(text), description: 'Data volumes.', unused: storing},
			artifact_refs: {rule: list(text), description: 'Where outputs are kept.', unused: storing},
			persistence: {
				rule: section({data: {rule: list(text), description: 'Data volumes.'}, outputs: {rule: text, description: 'Where outputs are kept.'}}),
				description: 'Volumes, in the older form.',
				unused: storing,
			},
			outputs: {
				rule: section({jobs: {rule: list({type: 'any'}), description: 'Jobs.'}, experiments: {rule: list({type: 'any'}), description: 'Experiments.'}}),
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
			replicas: {rule: anyMap, description: 'Workers and parameter servers.', unused: 'a run is one process here, not a distributed one'},
		},
		{strangers: newerEnvironmentNames},
	),
	description: 'What the run needs: resources, secrets, config maps.',
} as const satisfies Key;
