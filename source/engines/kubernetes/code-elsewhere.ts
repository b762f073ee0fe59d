import {setTimeout as wait} from 'node:timers/promises';
import type {V1Job, V1Pod} from '@kubernetes/client-node';
import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {corePath, jobPath} from './api-paths.ts';
import {ApiError} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {runLabel} from './labels.ts';
import {containers} from './manifests/places.ts';
import {containerStatus, createdAt} from './status/observed.ts';

/** Milliseconds in which the machine that has the code may still be the one that sends it. */
const patience = 10_000;

/** Says of a pod that waits for its code, which is on another machine, who can send it; nothing when that one does. */
export async function* tellCodeElsewhere({world, client, plan, signal}: Drive, pod: string, pause = patience): AsyncGenerator<RunEvent> {
	await wait(pause, undefined, {signal, ref: false}).catch(() => {});
	if (signal.aborted) return;
	const found = await client.request<V1Pod>('GET', corePath(plan.namespace, 'pods', pod), {signal}).catch(() => undefined);
	if (!containerStatus(found, containers.upload)?.state?.running) return;
	const text = sanitiseLine(
		`${pod} waits for the code, which is in ${plan.codeFolder} on the machine that started the run, and gives up after 15 minutes. ` +
			`Send it from there: polyaxon-tui attach ${plan.runId}. Where that machine is gone: stop this run, and run it again where the code is.`,
	);
	yield {at: world.now(), type: 'notice', severity: 'warning', text};
}

/** The end of a run that only the machine that started it can bring further. */
export function endElsewhere({plan}: Pick<Drive, 'plan'>, why: string): End {
	const {codeFolder, runId} = plan;
	const message = sanitiseLine(
		`The command cannot be started from this machine: ${why} ` +
			`Go on where the run was started: polyaxon-tui attach ${runId}. Or run it again where the code is (there it was in ${codeFolder}).`,
	);
	return {status: 'failed', reason: 'cannot-go-on', message};
}

/** The run's Job when another machine has made it; undefined when there is none after `attempts` looks. Throws when aborted. */
export async function findJob({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, attempts = 5): Promise<Made | undefined> {
	for (let attempt = 1; ; attempt++) {
		try {
			const {metadata = {}, ...job} = await client.request<V1Job>('GET', jobPath(plan.namespace, plan.job), {signal});
			const isOurs = metadata.labels?.[runLabel] === plan.labels[runLabel] && !metadata.deletionTimestamp;
			return isOurs && metadata.uid ? {name: plan.job, uid: metadata.uid, at: createdAt({...job, metadata})} : undefined;
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			if (attempt >= attempts) return undefined;
			await wait(1000 * attempt, undefined, {signal});
		}
	}
}
