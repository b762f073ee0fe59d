import {noBashNotice} from '../command-script.ts';
import {knownBytes, logFileOf} from '../containers/logs/known-bytes.ts';
import type {LogStream, RunEvent} from '../engine.ts';
import type {Drive} from './drive-context.ts';
import {readPosition, savePosition} from './log-position.ts';
import {followContainerLog} from './logs/follow-container-log.ts';
import type {LogState} from './logs/log-state.ts';
import type {LogPiece, LogSummary} from './logs/piece.ts';
import {readJournal} from './read-journal.ts';
import type {ContainerView} from './status/containers.ts';

/** What a follower has to say: an event, or something to be done when all events before it are in the journal. */
export type Item = RunEvent | {readonly type: 'after'; readonly work: () => void};

/** Follows the log of one container into a stream, to its end. Throws when aborted. */
export async function followStream(
	{world, client, plan, signal}: Drive,
	view: ContainerView,
	stream: LogStream,
	{
		stateOf,
		watchedSince,
		push,
		hear,
	}: {
		readonly stateOf: () => Promise<LogState>;
		readonly watchedSince?: number;
		readonly push: (item: Item) => void;
		readonly hear?: (bytes: Buffer, times: readonly number[]) => void;
	},
): Promise<LogSummary> {
	const {runFolder} = plan;
	push({at: world.now(), type: 'stream-opened', stream});
	let isNoBashSaid = false;
	const pieces = followContainerLog({
		client,
		target: {namespace: plan.namespace, pod: view.pod, container: view.name},
		restarts: view.restartCount,
		stateOf,
		...(watchedSince !== undefined && {watchedSince}),
		known: {bytes: await knownBytes(runFolder, stream.id), position: await readPosition(runFolder, stream.id)},
		readGiven: (from, to) => readJournal(logFileOf(runFolder, stream.id), from, to, signal),
		onNoBash: () => {
			if (!isNoBashSaid) push({at: world.now(), type: 'notice', severity: 'warning', text: noBashNotice});
			isNoBashSaid = true;
		},
		signal,
	});
	for (;;) {
		const next = await pieces.next();
		if (next.done) return next.value;
		if (next.value.type === 'bytes') hear?.(next.value.bytes, next.value.times);
		push(itemOf(next.value, stream.id, {now: world.now(), runFolder}));
	}
}

function itemOf(piece: LogPiece, streamId: string, {now, runFolder}: {readonly now: number; readonly runFolder: string}): Item {
	switch (piece.type) {
		case 'bytes':
			return {at: piece.times.at(-1) ?? now, type: 'log', streamId, bytes: piece.bytes, times: piece.times};
		case 'state':
			return {at: now, type: 'stream-state', streamId, state: piece.state, ...(piece.detail !== undefined && {detail: piece.detail})};
		case 'gap':
			return {at: now, type: 'gap', streamId, detail: [piece.detail, ...between(piece)].join(' ')};
		case 'position':
			return {type: 'after', work: () => savePosition(runFolder, streamId, piece.position)};
	}
}

function between({after, before}: Extract<LogPiece, {type: 'gap'}>): readonly string[] {
	return after === undefined && before === undefined ? [] : [`(between ${after ?? 'the beginning'} and ${before ?? 'the end'})`];
}
