import type {V1ContainerStatus, V1Pod} from '@kubernetes/client-node';
import type {ApiError} from '../../client/api-error.ts';
import type {BuildStrategy} from '../../plan.ts';
import type {ClusterEnd} from '../end.ts';
import type {Observed} from '../observed.ts';
import type {Wait} from '../waiting.ts';

/** The cause of what goes wrong with a run in a cluster, in the user's words; all texts are printable. */
export type ClusterDiagnosis = {
	readonly code: string;
	/** `info`: nothing is wrong, but the user will wonder. */
	readonly severity: 'error' | 'warning' | 'info';
	/** It does not end by itself: the run is to be ended after `stickyWait`. `maybe`: it ends when others do something. */
	readonly isSticky: boolean | 'maybe';
	readonly title: string;
	readonly hint: string;
	/** What the cluster said, and log lines that prove it; what says most stands first. */
	readonly evidence: readonly string[];
	/** Only an exit code is known: a look at the log may tell more. */
	readonly isGeneral?: boolean;
};

/** All that a cause may look at. */
export type Look = {
	readonly observed: Observed;
	readonly mainContainer: string;
	readonly namespace: string;
	/** Name of the kubeconfig's context, for commands in hints. */
	readonly context?: string;
	/** What refused a Job or pod. */
	readonly createError?: ApiError;
	/** The last lines of the log of a main container that failed, as its node keeps them (`FallbackToLogsOnError`); printable, without empty ones. */
	readonly tail: readonly string[];
	/** Names of the secrets with which the pod pulls. */
	readonly pullSecrets: readonly string[];
	/** How the steps get into the run, to know what else there is. */
	readonly strategy?: BuildStrategy['type'];
	/** The newest pod, also when it is gone. */
	readonly pod?: V1Pod;
	readonly main?: V1ContainerStatus;
	readonly wait?: Wait;
	readonly end?: ClusterEnd;
	/** What refuses the Job's pods, by its last event; absent when pods were made since. */
	readonly refusal?: string;
	/** The pod's node does not answer. */
	readonly isSilent: boolean;
};

/** One or more rows of the table of failures: looks, and says what it knows. */
export type Cause = (look: Look) => ClusterDiagnosis | undefined;

/** A diagnosis that ends the run where nothing else is said. */
export function failure(
	code: string,
	title: string,
	hint: string,
	evidence: ReadonlyArray<string | undefined>,
	rest: Partial<ClusterDiagnosis> = {},
): ClusterDiagnosis {
	const said = evidence.filter((line): line is string => line !== undefined && line !== '');
	// The same is often told twice, by the pod and by its condition
	const proof = said.filter((line, index) => !said.slice(0, index).some(other => other.includes(line)));
	return {code, severity: 'error', isSticky: false, title, hint, evidence: proof, ...rest};
}
