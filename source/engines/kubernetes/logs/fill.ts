import {setTimeout as wait} from 'node:timers/promises';
import type {FollowContext} from './follow-context.ts';
import type {LogPiece} from './piece.ts';
import {createSeeker, firstLater} from './seeker.ts';
import {createStampedLines, stampAt} from './stamped-lines.ts';

/**
 * Gives all behind the position that the node's files have, up to their present end. False when they cannot be read, after some of it or none; then
 * `nodeLog.why` says why.
 */
export async function* fill(context: FollowContext): AsyncGenerator<LogPiece, boolean> {
	const {nodeLog, text, signal, pace} = context;
	let {position} = text;
	let since = performance.now();
	for (let pause = pace.shortest; ; pause = Math.min(pause * 2, pace.longest)) {
		try {
			return yield* fillOnce(context);
		} catch (error) {
			signal.throwIfAborted();
			if (nodeLog.refuse(error)) return false;
			// Lines that were given stay given: the next attempt goes on behind them
			if (text.position !== position) since = performance.now();
			({position} = text);
			if (performance.now() - since > pace.fill) return false;
			await wait(pause, undefined, {signal});
		}
	}
}

async function* fillOnce(context: FollowContext): AsyncGenerator<LogPiece, boolean> {
	const {text, nodeLog} = context;
	text.goBack();
	const {position} = text;
	const chunks = nodeLog.read(position?.stamp);
	if (!chunks) return false;
	const seeker = position && createSeeker(position);
	const parser = createStampedLines();
	let isFound = !seeker;
	let hasHole = false;

	for await (const chunk of chunks) {
		if (chunk === 'hole') {
			// Before the first line nothing can be missing that was not there
			hasHole = position !== undefined;
			continue;
		}
		const batch = parser.push(chunk);
		if (batch.times.length === 0) continue;
		let from = 0;
		if (!isFound && seeker && position) {
			from = seeker.look(batch);
			if (from === -1 && !seeker.isBehind) continue;
			isFound = true;
			hasHole &&= from === -1;
			if (from === -1) {
				hasHole = true;
				from = firstLater(batch, position);
			}
		}
		if (hasHole && from < batch.times.length) {
			yield* context.gap({
				detail: 'The node had deleted log files before they could be read.',
				after: text.position?.stamp,
				before: stampAt(batch, from),
			});
			text.goOn();
			hasHole = false;
		}
		yield* context.give(text.take(batch, from, batch.times.length));
	}
	context.keepRest(parser.rest());
	return true;
}
