import {setTimeout as wait} from 'node:timers/promises';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {noBash} from '../../command-script.ts';
import {ApiError, isStatus} from '../client/api-error.ts';
import type {KubernetesClient, Target} from '../client/client.ts';
import {compare} from './compare.ts';
import {readOnce} from './connection.ts';
import {fill} from './fill.ts';
import type {FollowContext, Pace} from './follow-context.ts';
import type {LogState} from './log-state.ts';
import {createLogText, type Known} from './log-text.ts';
import {createNodeLog} from './node-log.ts';
import type {LogPiece, LogSummary} from './piece.ts';
import type {ReadGiven} from './verify.ts';

const usualPace: Pace = {
	shortest: 200,
	longest: 5000,
	idle: 5000,
	quiet: 60_000,
	silence: 15_000,
	position: 2000,
	trust: 3000,
	fill: 30_000,
	patience: 120_000,
};

const saying = Buffer.from(noBash);

/** Milliseconds between looks at a container that has not started. */
const longestStart = 1000;

/** What to follow, and from where on. */
export type FollowOptions = {
	/** Only its `open` is used. */
	readonly client: KubernetesClient;
	readonly target: Target;
	/** Which instance of the container: its `restartCount`. That of an instance that was restarted reads what is left of it. */
	readonly restarts: number;
	/** When the container had not started yet, as far as that was seen; else it may have written before anybody looked. Milliseconds since 1970. */
	readonly watchedSince?: number;
	/** How far the container is now; asked often, and may throw an ApiError. */
	readonly stateOf: () => Promise<LogState>;
	/** What an earlier driver has put into the journal. */
	readonly known: Known;
	/** Reads back what was given, to compare it; without it nothing is verified. */
	readonly readGiven?: ReadGiven;
	/** Called when the container says that it has no bash, each time that this is read. */
	readonly onNoBash?: () => void;
	/** Aborting it ends the following with the signal's reason. */
	readonly signal: AbortSignal;
	readonly pace?: Partial<Pace>;
};

/**
 * The log of one instance of a container, from where it is known to its end, through cut connections, rotations and restarts of servers: no line is lost
 * without a word, doubled or torn. Ends when the instance has ended or its pod is gone.
 */
export async function* followContainerLog(options: FollowOptions): AsyncGenerator<LogPiece, LogSummary> {
	const {client, target, restarts, signal} = options;
	const pace = {...usualPace, ...options.pace};
	const text = createLogText(options.known);
	const nodeLog = createNodeLog(client, target, restarts, pace.silence, signal);
	let state: LogState = {is: 'waiting'};
	let {watchedSince} = options;
	let told = '';
	let rest: Buffer = Buffer.alloc(0);
	let gaps = 0;
	let saved = 0;
	let message = '';

	const look = async (): Promise<LogState> => {
		state = await options.stateOf();
		if (state.is === 'waiting') watchedSince = Date.now();
		nodeLog.locate(state);
		return state;
	};
	const context: FollowContext = {
		client,
		target,
		signal,
		pace,
		text,
		nodeLog,
		readGiven: options.readGiven,
		state: () => state,
		watchedSince: () => watchedSince ?? Date.now(),
		isStillRunning: () => look().then(now => now.is === 'running' && now.restarts === restarts, isOfApi),
		onMessage: line => {
			if (line.equals(saying)) options.onNoBash?.();
			else message = sanitiseLine(line.toString('utf8', 0, 300));
		},
		keepRest: bytes => {
			rest = bytes;
		},
		*giveRest() {
			yield* context.give(text.takePart(rest));
		},
		*tell(next, detail) {
			if (told === next) return;
			told = next;
			yield {type: 'state', state: next, ...(detail !== undefined && {detail})};
		},
		*isOpen() {
			watchedSince ??= Date.now();
			if (told !== 'quiet') yield* context.tell('live');
		},
		*gap(gap) {
			gaps++;
			yield {type: 'gap', ...gap};
		},
		*give(bytes) {
			if (!bytes) return;
			yield* context.tell('live');
			yield bytes;
			yield* position(pace.position);
		},
	};

	/** A position, if the last one is so many milliseconds old. */
	function* position(age: number): Generator<LogPiece> {
		if (!text.position || performance.now() - saved < age) return;
		saved = performance.now();
		yield {type: 'position', position: text.position};
	}

	const end = yield* untilEnd();
	yield* context.giveRest();
	yield* position(0);
	if (end !== undefined) return summary(false, end);
	if (text.given === 0 && message !== '') return summary(false, message);
	const comparison = yield* compare(context, isPrevious());
	if (gaps > 0) return summary(false, 'some may be missing');
	return comparison === 'equal' ? summary(true, 'verified') : summary(false, comparison);

	function isPrevious(): boolean {
		return 'restarts' in state && state.restarts > restarts;
	}

	function summary(verified: boolean, detail: string): LogSummary {
		const {lines} = text;
		return {lines, verified, detail: `${lines} ${lines === 1 ? 'line' : 'lines'}, ${detail}`};
	}

	/** Undefined when the log was read to the end of its container; else why not. */
	async function* untilEnd(): AsyncGenerator<LogPiece, string | undefined> {
		let backoff = pace.shortest;
		let failingSince: number | undefined;
		for (;;) {
			signal.throwIfAborted();
			const before = text.given;
			let least = 0;
			try {
				await look();
				if (state.is === 'gone')
					return text.given === 0 ? 'the pod was deleted before its log could be read' : 'the pod was deleted before they could be compared';
				if (state.is !== 'waiting') {
					if (state.restarts > restarts + 1) return yield* fromNode();
					const isLast = isPrevious() || state.is === 'terminated';
					const outcome = yield* readOnce(context, {follow: !isLast, previous: isPrevious()});
					failingSince = undefined;
					if (isLast && outcome === 'end') return undefined;
				}
			} catch (error) {
				signal.throwIfAborted();
				if (!(error instanceof ApiError)) throw error;
				// Of a container that has not begun to write, or a pod that is just being deleted, as the next look will say
				const isWait = isStatus(error, 400, 404) && state.is !== 'terminated';
				if (!isWait) {
					failingSince ??= performance.now();
					const reason = sanitiseLine(error.message).slice(0, 200);
					const isLost = state.is === 'terminated' || isPrevious() || isStatus(error, 401, 403);
					if (isLost && performance.now() - failingSince > pace.patience) {
						yield* context.gap({detail: `The end of the log could not be read: ${reason}`, after: text.position?.stamp});
						return `the end could not be read: ${reason}`;
					}
					yield* context.tell('reconnecting', reason);
				}
				least = error.retryAfter ?? 0;
			}
			if (text.given > before) backoff = pace.shortest;
			if (state.is === 'waiting') backoff = Math.min(backoff, longestStart);
			await wait(Math.max(least, backoff), undefined, {signal});
			backoff = Math.min(backoff * 2, pace.longest);
		}
	}

	/** An instance of which the API server keeps nothing any more. */
	async function* fromNode(): AsyncGenerator<LogPiece, string> {
		if (yield* fill(context)) return 'the container was restarted twice before they could be compared';
		yield* context.gap({detail: `The end of the log is missing: the container was restarted twice since, and ${nodeLog.why}.`, after: text.position?.stamp});
		return 'the end is missing';
	}

	function isOfApi(error: unknown): boolean {
		if (error instanceof ApiError) return true;
		throw error;
	}
}
