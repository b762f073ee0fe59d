import {setTimeout as wait} from 'node:timers/promises';
import {ApiError} from './client/api-error.ts';
import type {Drive} from './drive-context.ts';
import type {JobTask} from './follow-job.ts';
import {followStream, type Item} from './follow-stream.ts';
import {logStateOf} from './logs/log-state.ts';
import type {ContainerView} from './status/containers.ts';
import type {Observed} from './status/observed.ts';
import type {JobWatch} from './watch-job.ts';

/** Milliseconds for the rest of the logs after the end. */
const patience = 900_000;

/** The logs of all containers of a Job, each of which is followed once. */
export type JobStreams = {
	/** Follows a container's log as soon as there is one. `lookedAt`: when there was none yet, in milliseconds since 1970. */
	follow(view: ContainerView, lookedAt?: number): void;
	/** Whether the log of an ended container was read to its end. */
	isRead(view: ContainerView): boolean;
	/** Waits until all logs were read to their end but for those of these containers, whose streams end where they are. */
	finish(living: readonly ContainerView[]): Promise<void>;
	/** Resolves when nothing is followed any more, after an abort. */
	settled(): Promise<unknown>;
};

export function createJobStreams(
	within: Drive,
	task: JobTask,
	watch: JobWatch,
	{push, fail, onEnd}: {readonly push: (item: Item) => void; readonly fail: (error: unknown) => void; readonly onEnd: () => void},
): JobStreams {
	const {world} = within;
	const followed = new Map<string, Promise<void>>();
	const unread = new Map<string, string>();

	const podOf = ({pods}: Pick<Observed, 'pods'>, {podUid}: ContainerView) => pods.find(({metadata}) => metadata?.uid === podUid);

	return {
		follow(view, lookedAt) {
			const key = keyOf(view);
			const hasLog = view.containerID !== undefined && view.state !== 'waiting';
			const stream = hasLog && !followed.has(key) ? task.streamOf(view) : undefined;
			if (!stream) return;
			const stateOf = async () => logStateOf(podOf(await watch.look(300), view), view.name);
			const isHeard = view.name === task.main && task.hear;
			const hear = isHeard ? (bytes: Buffer, times: readonly number[]) => task.hear?.(bytes, times).forEach(push) : undefined;
			const following = followStream(within, view, stream, {stateOf, ...(lookedAt !== undefined && {watchedSince: lookedAt}), push, ...(hear && {hear})}).then(
				async ({detail}) => {
					// How it ended is told by the run as well: a server that is away just now is no reason to end
					const seen = await watch.look(60_000).catch(ofApi);
					const exitCode = podOf(seen, view)?.status?.containerStatuses?.find(({name}) => name === view.name)?.state?.terminated?.exitCode;
					unread.delete(key);
					push({at: world.now(), type: 'stream-state', streamId: stream.id, state: 'ended', detail, ...(exitCode !== undefined && {exitCode})});
					onEnd();
				},
			);
			following.catch(error => {
				if (!within.signal.aborted) fail(error);
			});
			followed.set(key, following);
			unread.set(key, stream.id);
		},
		isRead: view => followed.has(keyOf(view)) && !unread.has(keyOf(view)),
		async finish(living) {
			const alive = new Set(living.map(keyOf));
			const isLate = wait(patience, undefined, {signal: within.signal}).catch(() => {});
			const ending = [...followed].filter(([key]) => !alive.has(key)).map(([, following]) => following);
			await Promise.race([Promise.allSettled(ending), isLate]);
			const at = world.now();
			for (const [key, streamId] of unread) {
				const isAlive = alive.has(key);
				if (!isAlive) push({at, type: 'gap', streamId, detail: 'The rest of the log could not be read: the API server did not answer for too long.'});
				push({at, type: 'stream-state', streamId, state: 'ended', detail: isAlive ? 'its container was still running' : 'not read to its end'});
			}
		},
		settled: () => Promise.allSettled(followed.values()),
	};
}

function keyOf({podUid, name, restartCount}: ContainerView): string {
	return `${podUid} ${name} ${restartCount}`;
}

/** Nothing was seen. Throws what is not an error of the API. */
function ofApi(error: unknown): Pick<Observed, 'pods'> {
	if (error instanceof ApiError) return {pods: []};
	throw error;
}
