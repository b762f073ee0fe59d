import {fill} from './fill.ts';
import type {FollowContext} from './follow-context.ts';
import {firstStamp} from './log-request.ts';
import type {LogPiece} from './piece.ts';
import {type Lines, stampAt} from './stamped-lines.ts';

/** A jump of the stamps (ms) that can hide a whole file: the kubelet rotates at most every 3 s (containerLogMonitorInterval, 10 s if nothing is set). */
const jump = 1000;
/** A first line that comes so long (ms) after the start of its container may not be the first. */
const lateStart = 3000;
/** The start of a container is told in whole seconds, and seen later than it was. */
const startError = 2500;

/** Which reading of a log: of one that still grows, or of an instance that was restarted. */
export type Reading = {readonly follow: boolean; readonly previous: boolean};

/** Why one reading of a log ended: its end was reached, or it is to be read again from where it stands. */
export type Outcome = 'end' | 'again';

/** Gives lines of one connection, and looks where some may have been left out. */
export type GapWatch = {
	/** 'again', or 'end' when nothing more will come: all that there is was given from the node's files, and the connection is behind. */
	give(lines: Lines, from: number): AsyncGenerator<LogPiece, Outcome | undefined>;
	/** The same without looking. */
	giveAll(lines: Lines, from: number): Generator<LogPiece>;
	/** Lines are missing between the position and the line with the stamp `before`: reads them from the node, or tells the gap. */
	close(before: string | undefined, isCertain: boolean): AsyncGenerator<LogPiece, Outcome | undefined>;
};

/**
 * The kubelet's follower that is behind a fast writer goes from the file that it reads to the newest one, and leaves those between them out without a word
 * (cri-client logs.go). Then stamps jump, but the lines come at once: they were written long ago. Nothing was left out when the present file begins before.
 */
export function createGapWatch(context: FollowContext, {follow, previous}: Reading): GapWatch {
	const {client, target, text, pace, signal} = context;
	let last: {readonly time: number; readonly at: number} | undefined;
	let reachesBack: {readonly stamp: string; readonly at: number} | undefined;

	function* giveAll(lines: Lines, from: number): Generator<LogPiece> {
		const {length} = lines.times;
		yield* context.give(text.take(lines, from, length));
		yield* context.give(text.takePart(lines.part));
	}

	/** The first line from `from` on before which the stamps jump though there was no such pause. */
	const jumpIn = ({times}: Lines, from: number, now: number): number => {
		let time = last?.time ?? times[from] ?? 0;
		let at = last?.at ?? now;
		for (let line = from; line < times.length; line++) {
			const next = times[line]!;
			if (next - time > jump && next - time - (now - at) > jump / 2) return line;
			time = next;
			at = now;
		}
		return -1;
	};

	/** Whether the first line came as one does that was written before anybody looked. */
	const isLateStart = (time: number, now: number): boolean => {
		const state = context.state();
		const since = 'startedAt' in state && state.startedAt !== undefined ? time - state.startedAt : 0;
		return since > lateStart && since - (now - context.watchedSince()) > startError;
	};

	const isComplete = async (stamp: string): Promise<boolean> => {
		if (reachesBack && reachesBack.stamp <= stamp && Date.now() - reachesBack.at < pace.trust) return true;
		const at = Date.now();
		const first = await firstStamp(client, target, previous, pace.silence, signal).catch(() => undefined);
		signal.throwIfAborted();
		if (first === undefined || first > stamp) return false;
		reachesBack = {stamp: first, at};
		return true;
	};

	async function* close(before: string | undefined, isCertain: boolean): AsyncGenerator<LogPiece, Outcome | undefined> {
		const {position} = text;
		if (yield* fill(context)) return follow ? 'again' : 'end';
		// Some of it was given: what comes behind that has to be looked for
		if (text.position !== position) return 'again';
		const after = text.position?.stamp;
		const place = [after && `after ${after}`, before && `before ${before}`].filter(Boolean).join(' and ');
		const cause = isCertain ? 'the log was rotated before it could be read' : 'the log may have been rotated before it could be read';
		yield* context.gap({detail: `Lines may be missing ${place || 'at the end'}: ${cause}, and ${context.nodeLog.why}.`, after, before});
		return undefined;
	}

	return {
		giveAll,
		close,
		async *give(lines, from) {
			const now = Date.now();
			if (!text.position && !last && from < lines.times.length && isLateStart(lines.times[from]!, now)) {
				const outcome = yield* close(stampAt(lines, from), false);
				if (outcome) return outcome;
			}
			let start = from;
			for (let line = jumpIn(lines, start, now); line !== -1; line = jumpIn(lines, start, now)) {
				const before = stampAt(lines, line);
				yield* context.give(text.take(lines, start, line));
				const stamp = text.position?.stamp;
				const outcome = stamp !== undefined && !(await isComplete(stamp)) && (yield* close(before, false));
				if (outcome) return outcome;
				last = {time: lines.times[line]!, at: now};
				start = line;
			}
			yield* giveAll(lines, start);
			const time = lines.times.at(-1);
			if (time !== undefined) last = {time, at: now};
			return undefined;
		},
	};
}
