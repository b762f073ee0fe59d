import type {V1Job} from '@kubernetes/client-node';
import {jobPath} from './api-paths.ts';
import {ApiError} from './client/api-error.ts';
import {deleteJob} from './delete-job.ts';
import type {Drive} from './drive-context.ts';
import type {Made} from './handle.ts';
import {runLabel} from './labels.ts';
import {containers} from './manifests/places.ts';
import {createPatience} from './patience.ts';
import {createdAt} from './status/observed.ts';

/**
 * Makes a Job, or finds it made by a driver before; what refused it otherwise. One that would push other code under the name of its image makes room: it still
 * waits for its code. Throws when aborted.
 */
export async function makeJob(drive: Pick<Drive, 'client' | 'plan' | 'signal'>, job: V1Job): Promise<Made | ApiError> {
	const {client, plan, signal} = drive;
	for (const isAskedAgain = createPatience(drive); ; ) {
		try {
			return madeOf(await client.request<V1Job>('POST', jobPath(plan.namespace), {body: job, signal}));
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			// It may have come through though its answer did not
			const mayBeThere = error.status === 409 || error.fault !== 'answer';
			const found = mayBeThere ? await findOwn(drive, job.metadata?.name ?? '') : undefined;
			const isOther = found !== undefined && destinationOf(found) !== destinationOf(job);
			if (found && !isOther && !found.metadata?.deletionTimestamp) return madeOf(found);
			const refusal = isOther ? await deleteJob(drive, madeOf(found)).then(() => undefined, ofApi) : error;
			if (refusal && !(await isAskedAgain(refusal))) return refusal;
		}
	}
}

/** The Job of the run with that name; undefined when there is none, or nobody answers. */
export async function findMade(drive: Pick<Drive, 'client' | 'plan' | 'signal'>, name: string): Promise<Made | undefined> {
	const found = await findOwn(drive, name);
	return found && !found.metadata?.deletionTimestamp ? madeOf(found) : undefined;
}

async function findOwn({client, plan, signal}: Pick<Drive, 'client' | 'plan' | 'signal'>, name: string): Promise<V1Job | undefined> {
	try {
		const job = await client.request<V1Job>('GET', jobPath(plan.namespace, name), {signal});
		return job.metadata?.labels?.[runLabel] === plan.labels[runLabel] ? job : undefined;
	} catch (error) {
		signal.throwIfAborted();
		ofApi(error);
		return undefined;
	}
}

/** Where the builder of a Job pushes, as its argument says; undefined for a Job that builds nothing. */
function destinationOf({spec}: V1Job): string | undefined {
	const builder = spec?.template.spec?.containers.find(({name}) => name === containers.build);
	return builder?.args?.find(arg => arg.startsWith('--destination='));
}

function ofApi(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	throw error;
}

function madeOf(job: V1Job): Made {
	return {name: job.metadata?.name ?? '', uid: job.metadata?.uid ?? '', at: createdAt(job)};
}
