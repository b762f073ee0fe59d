import type {KubernetesClient, Target} from '../client/client.ts';
import type {LogState} from './log-state.ts';
import type {LogText} from './log-text.ts';
import type {NodeLog} from './node-log.ts';
import type {LogPiece} from './piece.ts';
import type {ReadGiven} from './verify.ts';

/** How patient the follower is; all in milliseconds. */
export type Pace = {
	/** Pauses between connections: the first, and the longest. */
	readonly shortest: number;
	readonly longest: number;
	/** Silence after which the container's state is looked at, and after which the connection is not trusted any more. */
	readonly idle: number;
	readonly quiet: number;
	/** Silence in an answer that has an end, after which it is given up. */
	readonly silence: number;
	/** Between two positions that are given to be saved. */
	readonly position: number;
	/** So long after the log was seen to reach back no file can have come and gone: the kubelet looks every 10 s, at least 3 s, whether to rotate. */
	readonly trust: number;
	/** How long the node's files may be out of reach while lines wait for them. */
	readonly fill: number;
	/** How long an ended container's log may be out of reach. */
	readonly patience: number;
};

/** What the parts of following one log have in common. */
export type FollowContext = {
	readonly client: KubernetesClient;
	readonly target: Target;
	readonly signal: AbortSignal;
	readonly pace: Pace;
	readonly text: LogText;
	readonly nodeLog: NodeLog;
	readonly readGiven: ReadGiven | undefined;
	/** As it was last seen. */
	state(): LogState;
	/** When the container had not started yet, or its log was opened first. Milliseconds since 1970. */
	watchedSince(): number;
	/** Asks for it; true also when there is no answer. */
	isStillRunning(): Promise<boolean>;
	/** Tells a change of how it goes, once. */
	tell(state: 'live' | 'reconnecting' | 'quiet', detail?: string): Generator<LogPiece>;
	/** Tells that the connection stands; one that was quiet has to say something first. */
	isOpen(): Generator<LogPiece>;
	/** A line of the kubelet's own. */
	onMessage(line: Buffer): void;
	/** What stands behind the last newline where a reading ended. */
	keepRest(rest: Buffer): void;
	/** Gives it: no more of its line will come. */
	giveRest(): Generator<LogPiece>;
	/** That lines may be missing is remembered for the end. */
	gap(piece: Omit<Extract<LogPiece, {type: 'gap'}>, 'type'>): Generator<LogPiece>;
	/** Gives lines, and now and then a position. */
	give(bytes: Extract<LogPiece, {type: 'bytes'}> | undefined): Generator<LogPiece>;
};
