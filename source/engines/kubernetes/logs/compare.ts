import {setTimeout as wait} from 'node:timers/promises';
import {ApiError, isStatus} from '../client/api-error.ts';
import {bytesOf} from './chunks.ts';
import {readOnce} from './connection.ts';
import type {FollowContext} from './follow-context.ts';
import {openLog} from './log-request.ts';
import type {LogPiece} from './piece.ts';
import {isEndOf, type Reading, readingOf} from './verify.ts';

/** So many second readings may differ, or have nothing at all: one can be cut off without a word, too. */
const attempts = 4;

/**
 * Reads the log of an ended container once more and compares it with what was given; what the last reading has missed is given. 'equal', or the part of a
 * sentence that says why not.
 */
export async function* compare(context: FollowContext, previous: boolean): AsyncGenerator<LogPiece, string> {
	const {client, target, text, pace, readGiven, signal} = context;
	if (!readGiven) return 'not compared';
	const since = performance.now();
	const failed = 'could not be compared';
	let why = failed;
	let partly: string | undefined;
	let differences = 0;
	let empties = 0;
	for (
		let pause = pace.shortest;
		differences < attempts && empties < attempts && performance.now() - since < pace.patience;
		pause = Math.min(pause * 2, pace.longest)
	) {
		try {
			const reading = await readingOf(bytesOf(await openLog(client, target, {previous}, signal), pace.silence));
			const isEnd = await isEndOf(text.given, reading, readGiven);
			if (isEnd === undefined) return failed;
			if (!isEnd) {
				why = reading.bytes > text.given ? 'a second reading has more' : 'a second reading differs';
				const before = text.given;
				yield* readOnce(context, {follow: false, previous});
				yield* context.giveRest();
				if (text.given === before) differences++;
			} else if (reading.bytes === text.given) {
				return 'equal';
			} else {
				// Nothing at all says nothing of what was given: neither that it stands there nor that it was rotated away
				if (reading.bytes > 0) partly = part(reading);
				const whole = await nodeReading(context);
				if (!whole && partly !== undefined) return partly;
				const isWhole = whole && whole.bytes > 0 ? await isEndOf(text.given, whole, readGiven) : undefined;
				if (!whole || isWhole === undefined) empties++;
				else if (isWhole) return whole.bytes === text.given ? 'equal' : part(whole);
				else {
					why = whole.bytes > text.given ? `some are missing: the node's files have ${whole.lines}` : "the node's files differ";
					differences++;
				}
			}
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof ApiError)) throw error;
			if (isStatus(error, 404)) return partly ?? 'the pod was deleted before they could be compared';
		}
		await wait(pause, undefined, {signal});
	}
	// Not when it could not be read at all: then nothing speaks against what was given
	if (differences === attempts) yield* context.gap({detail: `Lines may be missing: ${why}.`, after: text.position?.stamp});
	return differences > 0 ? why : (partly ?? why);
}

/** What all of the node's files come to; undefined when they may not be read. */
async function nodeReading({nodeLog}: FollowContext): Promise<Reading | undefined> {
	try {
		const files = nodeLog.read(undefined);
		return files && (await readingOf(files));
	} catch (error) {
		if (nodeLog.refuse(error)) return undefined;
		throw error;
	}
}

function part({lines}: Reading): string {
	return `the last ${lines} verified; those before were rotated away`;
}
