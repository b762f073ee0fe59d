import {type Key, oneOf, text} from './rule.ts';

/** `backend` and `framework`: who runs a distributed experiment. */
export const distribution = {
	backend: {
		rule: oneOf('native', 'kubeflow', 'mpi', 'other'),
		description: 'What runs a distributed experiment on the platform.',
		unused: 'a run is one process here, not a distributed one',
		kinds: ['experiment'],
	},
	framework: {
		rule: text,
		description: 'The framework of a distributed experiment.',
		unused: 'a run is one process here, not a distributed one',
		kinds: ['experiment'],
	},
} as const satisfies Readonly<Record<string, Key>>;
