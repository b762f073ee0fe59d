import {ApiError} from '../client/api-error.ts';
import {chunksOf} from './chunks.ts';
import type {FollowContext} from './follow-context.ts';
import {createGapWatch, type Outcome, type Reading} from './gap-watch.ts';
import {firstStamp, openLog} from './log-request.ts';
import type {LogPiece} from './piece.ts';
import {createSeeker, firstLater} from './seeker.ts';
import {createStampedLines, type Lines, stampAt} from './stamped-lines.ts';

const nothing = Buffer.alloc(0);
/** So much (bytes) is held back while the place to go on from is looked for. */
const longestSearch = 4_000_000;

/**
 * Reads the log once from the position on, with `follow` until it ends or seems to be dead. What was rotated away in the meantime is read from the node,
 * or told as a gap. Throws an ApiError.
 */
export async function* readOnce(context: FollowContext, reading: Reading): AsyncGenerator<LogPiece, Outcome> {
	const {client, target, text, pace, signal} = context;
	const {follow, previous} = reading;
	text.goBack();
	context.keepRest(nothing);
	const {position} = text;
	const seeker = position && createSeeker(position);
	const parser = createStampedLines(context.onMessage);
	const watch = createGapWatch(context, reading);
	let isFound = !seeker;
	let held: Lines[] = [];
	let heldBytes = 0;
	let isInFile = false;
	let silence = 0;
	if (isFound) parser.giveParts();

	const stream = await openLog(client, target, {follow, previous, since: position?.stamp}, signal);
	yield* context.isOpen();
	for await (const chunk of chunksOf(stream, pace.idle)) {
		if (chunk === 'idle') {
			silence += pace.idle;
			if (!follow) {
				if (silence >= pace.silence) throw new ApiError('timeout', 'The log stopped coming in the middle.');
				continue;
			}
			// A connection can be dead without a word; so can the kubelet's follower after a rotation (kubernetes#115701)
			if (!(await context.isStillRunning())) return 'again';
			if (silence < pace.quiet) continue;
			yield* context.tell('quiet');
			return 'again';
		}
		silence = 0;
		const batch = parser.push(chunk);
		if (isFound || !seeker) {
			const outcome = yield* watch.give(batch, 0);
			if (outcome) return outcome;
			continue;
		}
		const next = seeker.look(batch);
		if (next !== -1) {
			[isFound, held] = [true, []];
			parser.giveParts();
			const outcome = yield* watch.give(batch, next);
			if (outcome) return outcome;
			yield* watch.giveAll(parser.push(nothing), 0);
			continue;
		}
		if (!seeker.isBehind) continue;
		held.push(batch);
		heldBytes += batch.data.length;
		isInFile ||= (await beginning()) <= position!.stamp;
		if (isInFile && heldBytes < longestSearch) continue;
		const outcome = yield* release();
		if (outcome) return outcome;
	}
	if (!isFound && !follow) {
		if ((await beginning()) <= position!.stamp) throw new ApiError('unreachable', 'The log ended in the middle.');
		const outcome = yield* release();
		if (outcome) return outcome;
	}
	context.keepRest(parser.rest());
	return 'end';

	/** A stamp later than all when the file is empty. */
	async function beginning(): Promise<string> {
		return (await firstStamp(client, target, previous, pace.silence, signal)) ?? '~';
	}

	/** The position is not in the log any more: what was held back comes behind a hole, or the node has it all. */
	async function* release(): AsyncGenerator<LogPiece, Outcome | undefined> {
		// What stands there now may be the next instance's
		if (follow && !(await context.isStillRunning())) return 'again';
		const before = held.find(({times}) => times.length > 0);
		const outcome = yield* watch.close(before && stampAt(before, 0), !isInFile);
		if (outcome) return outcome;
		isFound = true;
		text.goOn();
		parser.giveParts();
		for (const batch of held) yield* watch.giveAll(batch, isInFile ? firstLater(batch, position!) : 0);
		held = [];
		yield* watch.giveAll(parser.push(nothing), 0);
		return undefined;
	}
}
