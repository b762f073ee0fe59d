import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {End} from '../drive-phases.ts';
import {ApiError} from './client/api-error.ts';
import type {Drive, KubernetesPhase} from './drive-context.ts';
import {handleEvent} from './drive-prepare.ts';
import type {KubernetesHandle} from './handle.ts';
import {deleteJob} from './with-context.ts';

/** Deletes the Job that the handle wants to be rid of, once it is saved what came of it: nothing else will tell. */
export async function* releaseJob(drive: Drive, result: {readonly handle: KubernetesHandle; readonly end?: End}): KubernetesPhase {
	const {world, plan} = drive;
	const {release} = result.handle;
	if (!release) return result;
	const handle = result.end ? {...result.handle, ended: result.end} : result.handle;
	yield handleEvent(world.now(), handle);
	try {
		await deleteJob(drive, release.name, release.uid);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const why = sanitiseLine(error.message).replace(/[.!]?$/, '.');
		const text = `The Job ${release.name} could not be deleted, and its pod runs on: ${why} Delete it: kubectl -n ${plan.namespace} delete job ${release.name}.`;
		yield {at: world.now(), type: 'notice', severity: 'warning', text};
	}
	const {release: _, ...rest} = handle;
	return {...result, handle: rest};
}
