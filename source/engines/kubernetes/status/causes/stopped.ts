import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {holdersOf} from '../holders.ts';
import {jobCondition} from '../observed.ts';
import {type Cause, failure} from './cause.ts';
import {kubectl} from './kubectl.ts';

type StopCause = {readonly code: string; readonly title: string; readonly hint: string};

/** What the cluster did to a run, by the reason of its end. */
const stops: Readonly<Record<string, StopCause>> = {
	deadline: {code: 'deadline', title: 'the run took longer than its limit, and was stopped', hint: 'Give it more time, or let it do less.'},
	evicted: {
		code: 'evicted',
		title: 'the node ran out of disk or memory, and removed the run',
		hint: 'Write less to the disk: large data belongs on a volume. Where memory was short, ask for more of it: environment: {resources: {memory: {requests: …}}}.',
	},
	preempted: {code: 'preempted', title: 'the run had to make room for more important work', hint: 'Start it again: polyaxon-tui rerun.'},
	drained: {
		code: 'drained',
		title: 'the cluster moved the run off its node (maintenance, or somebody evicted it)',
		hint: 'Start it again: polyaxon-tui rerun.',
	},
	'node-lost': {code: 'node-lost', title: 'the node of the run did not answer any more', hint: 'Start it again: polyaxon-tui rerun.'},
	'machine-gone': {
		code: 'machine-gone',
		title: 'the machine of the run disappeared',
		hint: 'That happens with cheap machines (spot). Start it again: polyaxon-tui rerun. With environment.max_restarts the cluster does so itself.',
	},
	'pod-gone': {
		code: 'pod-gone',
		title: 'the pod of the run was deleted',
		hint: 'Somebody or something in the cluster did so. Start it again: polyaxon-tui rerun. With environment.max_restarts the cluster does so itself.',
	},
	deleted: {
		code: 'job-deleted',
		title: 'the run was deleted from the cluster',
		hint: 'Somebody or something else than this run did so. Start it again: polyaxon-tui rerun.',
	},
};

/** Rows 20, 23, 24 and 26: the cluster itself ended the run. */
export const stopCause: Cause = ({end, pod, observed}) => {
	const stop = end?.status === 'failed' ? stops[end.reason ?? ''] : undefined;
	if (!stop) return undefined;
	const over = jobCondition(observed.job, 'Failed', 'FailureTarget');
	const target = pod?.status?.conditions?.find(({type}) => type === 'DisruptionTarget');
	const said = [pod?.status?.message, target?.message, over?.reason === 'BackoffLimitExceeded' ? undefined : over?.message];
	return failure(stop.code, stop.title, stop.hint, [end?.message, ...said.map(text => text && sanitiseLine(text).trim())]);
};

/** Row 22: a rule of the Job ended it. */
export const policyCause: Cause = ({end, observed: {job}}) => {
	const over = jobCondition(job, 'Failed', 'FailureTarget');
	if (end?.status !== 'failed' || !['PodFailurePolicy', 'FailedIndexes', 'MaxFailedIndexesExceeded'].includes(over?.reason ?? '')) return undefined;
	const message = sanitiseLine(over?.message ?? '');
	return failure('stopped-by-rule', 'a rule of the Job ended the run', 'The message says which; the log says why the command ended.', [message, end.message]);
};

/** Row 25: the node does not answer, and the cluster has not given it up. */
export const silenceCause: Cause = ({end, pod, isSilent, ...look}) => {
	if (end || !pod || !isSilent) return undefined;
	const node = sanitiseLine(pod.spec?.nodeName ?? '');
	const hint = `The cluster waits for about 5 minutes before it gives the run up. See ${kubectl(look, 'describe', 'node', node)}.`;
	const ready = look.observed.nodes?.find(({metadata}) => metadata?.name === pod.spec?.nodeName)?.status?.conditions?.find(({type}) => type === 'Ready');
	const said = look.observed.events.find(({involvedObject, reason}) => involvedObject.uid === pod.metadata?.uid && reason === 'NodeNotReady')?.message;
	const evidence = [ready?.message, said ?? 'The cluster has marked the pod as not ready, and its containers not.'].map(text => text && sanitiseLine(text));
	return failure('node-silent', `the node ${node} does not answer`, hint, evidence, {severity: 'warning'});
};

/** Row 41: the command is over, and something else keeps its pod alive. */
export const sidecarCause: Cause = ({end, mainContainer, observed}) => {
	if (end?.status !== 'succeeded') return undefined;
	const others = holdersOf(observed, mainContainer);
	if (others.length === 0) return undefined;
	const title = `the helper ${others.join(', ')} keeps the pod alive; the result is that of the command`;
	const hint = 'Nothing is wrong. A helper that is injected into pods can be switched off by an annotation: environment.annotations.';
	return failure('sidecar-blocks-end', title, hint, [`${others.join(', ')}: running`], {severity: 'info'});
};

/** Row 42: the run succeeded, and its pod is gone. */
export const cleanedCause: Cause = ({end, pod, observed: {pods}}) => {
	if (end?.status !== 'succeeded' || pods.length > 0) return undefined;
	const hint = 'What was read before is in the folder of the run: polyaxon-tui logs.';
	const evidence = [pod === undefined ? 'The Job is complete and has no pod.' : `The pod ${sanitiseLine(pod.metadata?.name ?? '')} is gone.`];
	return failure('logs-cleaned', 'the cluster has deleted the pod of the run and its log', hint, evidence, {severity: 'info'});
};
