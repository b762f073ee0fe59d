import {sanitiseLine} from '../../terminal/sanitise.ts';
import {shellWord} from '../../terminal/shell-word.ts';
import type {End} from '../drive-phases.ts';
import type {RunEvent} from '../engine.ts';
import {ApiError} from './client/api-error.ts';
import {deleteJob} from './delete-job.ts';
import type {Drive, KubernetesPhase} from './drive-context.ts';
import {handleEvent} from './drive-prepare.ts';
import type {KubernetesHandle, Made} from './handle.ts';
import {kubectl} from './preflight/places.ts';

/** Deletes the Job that the handle wants to be rid of, once it is saved what came of it: nothing else will tell. */
export async function* releaseJob(drive: Drive, result: {readonly handle: KubernetesHandle; readonly end?: End}): KubernetesPhase {
	const {release} = result.handle;
	if (!release) return result;
	const handle = result.end ? {...result.handle, ended: result.end} : result.handle;
	yield handleEvent(drive.world.now(), handle);
	yield await deletedNotice(drive, release);
	const {release: _, ...rest} = handle;
	return {...result, handle: rest};
}

/** Deletes a Job that is of no use any more, and says what came of that. */
export async function deletedNotice(drive: Drive, made: Made): Promise<RunEvent> {
	const {world, plan} = drive;
	const name = sanitiseLine(made.name);
	try {
		await deleteJob(drive, made);
		return {at: world.now(), type: 'notice', severity: 'info', text: `The Job ${name} is deleted, and its pod with it.`};
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const why = sanitiseLine(error.message).replace(/[.!]?$/, '.');
		const text = `The Job ${name} could not be deleted, and its pod is still there: ${why} Delete it: ${kubectl(plan, `delete job ${shellWord(name)}`)}.`;
		return {at: world.now(), type: 'notice', severity: 'warning', text};
	}
}
