import type {Kind} from '../specification.ts';
import {notebookBackend} from './environment.ts';
import {type Key, oneOf, type Rule, text} from './rule.ts';

const unused = 'a run is one process here, not a distributed one';

/** `framework`: what the replicas of a distributed experiment talk. */
export const framework = {rule: text, description: 'The framework of a distributed experiment.', unused, kinds: ['experiment', 'group']} as const satisfies Key;

const distributed = oneOf('native', 'kubeflow', 'mpi', 'other');

/** `backend` means another thing in each kind, and nothing in a tensorboard. */
export const backends: {readonly [kind in Kind]?: Key} = {
	experiment: backend(distributed, 'What runs a distributed experiment on the platform.', unused),
	group: backend(distributed, 'What runs the distributed experiments on the platform.', unused),
	job: backend(text, 'What runs the job on the platform.', unused),
	build: backend(oneOf('native', 'kaniko', 'other'), 'What builds the image on the platform.', 'the engine builds in its own way'),
	notebook: backend(notebookBackend, 'Which notebook is started.'),
	pipeline: backend(text, 'What runs the pipeline on the platform.', 'pipelines are not run here'),
};

function backend(rule: Rule, description: string, reason?: string): Key {
	return {rule, description, ...(reason === undefined ? {} : {unused: reason})};
}
