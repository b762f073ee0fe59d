import type {V1ContainerStatus} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {noBash} from '../../command-script.ts';
import type {Diagnosis} from '../../engine.ts';
import type {ApiError} from '../client/api-error.ts';
import {admissionCause} from './causes/admission.ts';
import type {Cause, ClusterDiagnosis, Look} from './causes/cause.ts';
import {exitCause, initCause, killCause, memoryCause} from './causes/exit.ts';
import {imageCause} from './causes/image.ts';
import {mountCause, sandboxCause} from './causes/node.ts';
import {requestCause} from './causes/request.ts';
import {queueCause, schedulingCause} from './causes/scheduling.ts';
import {configCause, formatCause, startCause} from './causes/start.ts';
import {cleanedCause, policyCause, sidecarCause, silenceCause, stopCause} from './causes/stopped.ts';
import {isNodeSilent} from './disruption.ts';
import {endOf} from './end.ts';
import {attemptsOf, containerStatus, createdAt, eventsAbout, lastTime, newestPod, type Observed} from './observed.ts';
import {waitOf} from './waiting.ts';

/** What is known of a run that does not do well. */
export type Trouble = Observed &
	Pick<Look, 'mainContainer' | 'namespace' | 'context' | 'strategy'> & {
		/** Milliseconds since 1970. */
		readonly now: number;
		/** What refused the Job, or a dry run of its pod. */
		readonly createError?: ApiError;
	};

/** In the order in which they are asked: what the cluster did comes before the exit codes that come of it. */
const causes: readonly Cause[] = [
	admissionCause,
	requestCause,
	imageCause,
	configCause,
	startCause,
	silenceCause,
	stopCause,
	memoryCause,
	initCause,
	policyCause,
	formatCause,
	killCause,
	exitCause,
	sidecarCause,
	cleanedCause,
	queueCause,
	schedulingCause,
	mountCause,
	sandboxCause,
];

/** The cause of what goes wrong, or holds the run up, by all that the cluster tells; undefined when nothing is known. */
export function diagnoseCluster(trouble: Trouble): ClusterDiagnosis | undefined {
	const look = lookAt(trouble);
	for (const cause of causes) {
		const found = cause(look);
		if (found) return found;
	}
	return undefined;
}

/** The same as the journal and the screen have it: with the strongest of the evidence. */
export function toDiagnosis({code, title, hint, evidence}: ClusterDiagnosis): Diagnosis {
	return {code, title, hint, ...(evidence[0] !== undefined && {evidence: evidence[0]})};
}

function lookAt(trouble: Trouble): Look {
	const {createError, now, mainContainer, namespace, context, strategy, ...observed} = trouble;
	const pod = newestPod(observed);
	const main = containerStatus(pod, mainContainer);
	const end = createError ? undefined : endOf(observed, mainContainer, now);
	const wait = end ? undefined : waitOf(pod, mainContainer);
	return {
		observed,
		mainContainer,
		namespace,
		context,
		createError,
		strategy,
		tail: tailOf(main),
		pullSecrets: (pod?.spec?.imagePullSecrets ?? []).flatMap(({name}) => name ?? []),
		pod,
		main,
		wait,
		end,
		refusal: end ? undefined : refusalOf(observed),
		isSilent: pod !== undefined && isNodeSilent(observed, pod),
	};
}

function tailOf(main: V1ContainerStatus | undefined): readonly string[] {
	const lines = (main?.state?.terminated?.message ?? '').split('\n').map(sanitiseLine);
	return lines.filter(line => line.trim() !== '' && line !== noBash);
}

function refusalOf(observed: Observed): string | undefined {
	const [last] = eventsAbout(observed, observed.job, 'FailedCreate').slice(-1);
	const newest = attemptsOf(observed).findLast(({isGone}) => !isGone);
	if (!last || (newest && createdAt(newest.pod) >= (lastTime(last) ?? 0))) return undefined;
	return sanitiseLine(last.message ?? '');
}
