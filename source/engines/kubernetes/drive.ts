import {setTimeout as wait} from 'node:timers/promises';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import {drivePhases} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {driveBuild} from './drive-build.ts';
import {drivePrepare} from './drive-prepare.ts';
import {driveRun} from './drive-run.ts';
import type {KubernetesHandle} from './handle.ts';
import {connectRun} from './later-login.ts';
import type {KubernetesPlan} from './plan.ts';

const phases = [
	{drivePhase: drivePrepare, isBegun: () => false},
	{drivePhase: driveBuild, isBegun: ({build, image}: KubernetesHandle) => build !== undefined && image === undefined},
	{drivePhase: driveRun, isBegun: ({job}: KubernetesHandle) => job !== undefined},
];

/** Milliseconds until a kubeconfig that cannot be used is read again. */
const retryAfter = 5000;

/** Carries a run out on a cluster. */
export async function* driveKubernetes(world: World, plan: KubernetesPlan, handle: KubernetesHandle, signal: AbortSignal): AsyncGenerator<RunEvent> {
	const client = yield* open(world, plan, handle, signal);
	if (!client) return;
	try {
		yield* drivePhases(phases, {world, client, plan, signal}, handle);
	} finally {
		client.close();
	}
}

/** A run that has begun is not given up because the kubeconfig is not there for a while. Undefined when aborted. */
async function* open(world: World, plan: KubernetesPlan, {build, job, viaConfigMap}: KubernetesHandle, signal: AbortSignal) {
	for (let isSaid = false; ; ) {
		const connected = await connectRun(world, plan);
		if (!('code' in connected)) return connected;
		const text = `${connected.message} ${connected.hint ?? ''}`.trim();
		if (build === undefined && job === undefined && viaConfigMap === undefined) throw new UserError(text);
		if (!isSaid) yield {at: world.now(), type: 'notice', severity: 'warning', text} satisfies RunEvent;
		isSaid = true;
		try {
			await wait(retryAfter, undefined, {signal});
		} catch {
			return undefined;
		}
	}
}
