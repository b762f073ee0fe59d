import type {RunEvent, RunHandle} from '../engine.ts';
import type {ProcessIdentity} from '../processes/process-identity.ts';

/** A pull or build that was started, and when (milliseconds since 1970), so that a later driver tells its beginning in the same words. */
export type Started = ProcessIdentity & {readonly at: number};

/** How a container ended. `at`: milliseconds since 1970; `isGuess`: that memory was the cause is likely, and not known; `detail`: what the engine says of it. */
export type Ended = {readonly exitCode: number; readonly at: number; readonly isOutOfMemory: boolean; readonly isGuess?: boolean; readonly detail?: string};

/** How far a run has come. */
export type ContainerHandle = {
	readonly pull?: Started;
	/** When the base image was there. */
	readonly pulled?: number;
	/** What the image will be named, the hashes that its name is made of, and when the code was read (milliseconds since 1970). */
	readonly identity?: {readonly reference: string; readonly contextHash: string; readonly depsHash: string; readonly at: number};
	readonly build?: Started;
	/** Hash of the context that the build got; absent while it is being sent. */
	readonly sent?: string;
	/** The image that is run, once it is there. */
	readonly image?: string;
	/** When the container was made, and when it was started. */
	readonly created?: number;
	readonly started?: number;
	readonly ended?: Ended;
};

/** The saved handle, less what does not look like ours. */
export function toContainerHandle(handle: RunHandle): ContainerHandle {
	const numbers = pick(handle, ['pulled', 'created', 'started'] as const, isNumber);
	const texts = pick(handle, ['sent', 'image'] as const, isText);
	const processes = pick(handle, ['pull', 'build'] as const, isStarted);
	return {...numbers, ...texts, ...processes, ...pick(handle, ['identity'] as const, isIdentity), ...pick(handle, ['ended'] as const, isEnded)};
}

/** The event that has the whole handle saved. */
export function handleEvent(at: number, handle: ContainerHandle): RunEvent {
	return {at, type: 'handle', handle};
}

function pick<Key extends string, Value>(handle: RunHandle, keys: readonly Key[], is: (value: unknown) => value is Value): Partial<Record<Key, Value>> {
	const found: Partial<Record<Key, Value>> = {};
	for (const key of keys) {
		const value = handle[key];
		if (is(value)) found[key] = value;
	}
	return found;
}

function isNumber(value: unknown): value is number {
	return typeof value === 'number';
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function has(value: unknown, shape: Readonly<Record<string, string>>): boolean {
	return typeof value === 'object' && value !== null && Object.entries(shape).every(([key, type]) => typeof Reflect.get(value, key) === type);
}

function isStarted(value: unknown): value is Started {
	return has(value, {pid: 'number', startTime: 'string', at: 'number'});
}

function isIdentity(value: unknown): value is NonNullable<ContainerHandle['identity']> {
	return has(value, {reference: 'string', contextHash: 'string', depsHash: 'string', at: 'number'});
}

function isEnded(value: unknown): value is Ended {
	if (!has(value, {exitCode: 'number', at: 'number', isOutOfMemory: 'boolean'})) return false;
	const {isGuess, detail} = value as Readonly<Record<string, unknown>>;
	return (isGuess === undefined || typeof isGuess === 'boolean') && (detail === undefined || isText(detail));
}
