import type {V1Job, V1PodSpec} from '@kubernetes/client-node';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {KubernetesPlan} from '../plan.ts';
import type {Ask} from './ask.ts';

/** What a check is about. */
export type Topic = 'namespace' | 'rights' | 'refs' | 'registry' | 'service-account' | 'quota' | 'limits' | 'pod-security' | 'manifest' | 'nodes';

/** One row of the green and red list. All text is fit for a terminal. */
export type Check = {
	readonly topic: Topic;
	/** What was looked at, such as `Secret "token"`. */
	readonly title: string;
	/** `unknown`: it could not be looked at; that alone keeps no run from starting. */
	readonly state: 'ok' | 'warning' | 'failed' | 'unknown';
	/** What was seen, one line. */
	readonly detail?: string;
	/** Of `warning` and `failed`. */
	readonly problem?: Problem;
	/** The cluster's own word on an object that was tried. */
	readonly isOfDryRun?: boolean;
};

/** A pod that the plan will make: of the build's Job or of the run's. */
export type PlannedPod = {readonly part: 'build' | 'run'; readonly job: V1Job; readonly spec: V1PodSpec};

/** What a check works with. */
export type Inspection = {readonly ask: Ask; readonly plan: KubernetesPlan; readonly pods: readonly PlannedPod[]};

/** The row of a problem: `failed` of an error, else `warning`. */
export function rowOf(topic: Topic, title: string, problem: Problem, detail: string = problem.message): Check {
	return {topic, title, state: problem.severity === 'error' ? 'failed' : 'warning', detail, problem};
}
