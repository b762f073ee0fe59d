import {setTimeout as wait} from 'node:timers/promises';
import {ApiError, isStatus} from '../client/api-error.ts';
import {bytesOf} from './chunks.ts';
import {readOnce} from './connection.ts';
import type {FollowContext} from './follow-context.ts';
import {openLog} from './log-request.ts';
import type {LogPiece} from './piece.ts';
import {isEndOf, type Reading, readingOf} from './verify.ts';

/** So many second readings may differ: one can be cut off without a word, too. */
const attempts = 4;

/**
 * Reads the log of an ended container once more and compares it with what was given; what the last reading has missed is given. 'equal', or the part of a
 * sentence that says why not.
 */
export async function* compare(context: FollowContext, previous: boolean): AsyncGenerator<LogPiece, string> {
	const {client, target, text, pace, nodeLog, readGiven, signal} = context;
	if (!readGiven) return 'not compared';
	const since = performance.now();
	let why = 'could not be compared';
	let partly: string | undefined;
	let differences = 0;
	for (let pause = pace.shortest; differences < attempts && performance.now() - since < pace.patience; pause = Math.min(pause * 2, pace.longest)) {
		try {
			const reading = await readingOf(bytesOf(await openLog(client, target, {previous}, signal), pace.silence));
			if (!(await isEndOf(text.given, reading, readGiven))) {
				why = reading.bytes > text.given ? 'a second reading has more' : 'a second reading differs';
				const before = text.given;
				yield* readOnce(context, {follow: false, previous});
				yield* context.giveRest();
				if (text.given === before) differences++;
			} else if (reading.bytes === text.given) {
				return 'equal';
			} else {
				partly = part(reading);
				const files = nodeLog.read(undefined);
				if (!files) return partly;
				const whole = await readingOf(files);
				const isEqual = await isEndOf(text.given, whole, readGiven);
				if (isEqual) return whole.bytes === text.given ? 'equal' : part(whole);
				why = whole.bytes > text.given ? `some are missing: the node's files have ${whole.lines}` : "the node's files differ";
				differences++;
			}
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			if (isStatus(error, 404)) return partly ?? 'the pod was deleted before they could be compared';
			if (partly !== undefined && nodeLog.refuse(error)) return partly;
		}
		await wait(pause, undefined, {signal});
	}
	// Not when it could not be read at all: then nothing speaks against what was given
	if (differences === attempts) yield* context.gap({detail: `Lines may be missing: ${why}.`, after: text.position?.stamp});
	return why;
}

function part({lines}: Reading): string {
	return `the last ${lines} verified; those before were rotated away`;
}
