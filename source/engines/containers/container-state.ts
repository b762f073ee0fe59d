import {type Answer, runTool, type Tools} from './run-tool.ts';

/** What an engine says of a container. `waiting`: made, and never started. Times are in milliseconds since 1970. */
export type ContainerState =
	| {readonly is: 'absent'}
	/** The engine does not answer. */
	| {readonly is: 'unknown'; readonly reason: Answer}
	| ({readonly is: 'waiting' | 'running'} & Facts)
	| ({readonly is: 'ended'; readonly exitCode: number; readonly isOutOfMemory: boolean; readonly endedAt?: number; readonly detail?: string} & Facts);

type Facts = {
	readonly startedAt?: number;
	/** The file that its output is kept in, in conmon's format, and the process that writes it, where the engine has such. */
	readonly logFile?: string;
	readonly writer?: number;
};

/** Asks the engine for a container. */
export async function stateOf(tools: Tools, name: string): Promise<ContainerState> {
	const answer = await runTool(tools, ['container', 'inspect', name]);
	if (answer.isOk) return parseState(answer.stdout) ?? {is: 'unknown', reason: answer};
	return /no such (?:container|object)|no container with name|not found/i.test(answer.stderr) && answer.exitCode !== undefined
		? {is: 'absent'}
		: {is: 'unknown', reason: answer};
}

/** What `container inspect` prints, which is alike in all of them. */
export function parseState(text: string): ContainerState | undefined {
	const [container] = parseList(text);
	const {State: state, HostConfig: host, LogPath: logPath} = (container ?? {}) as Inspected;
	if (typeof state !== 'object' || state === null) return undefined;
	const startedAt = toTime(state.StartedAt);
	// The file of conmon, also where docker's command speaks to podman; that of docker's daemon has another name and another format
	const path = host?.LogConfig?.Path ?? (String(logPath).endsWith('/ctr.log') ? logPath : undefined);
	const facts: Facts = {
		...(startedAt !== undefined && {startedAt}),
		...(typeof path === 'string' && path !== '' && {logFile: path}),
		...(typeof state.ConmonPid === 'number' && state.ConmonPid > 0 && {writer: state.ConmonPid}),
	};
	const status = String(state.Status).toLowerCase();
	if (['running', 'paused', 'stopping', 'restarting'].includes(status)) return {is: 'running', ...facts};
	if (startedAt === undefined && ['created', 'configured', 'initialized', 'unknown'].includes(status)) return {is: 'waiting', ...facts};
	const endedAt = toTime(state.FinishedAt);
	return {
		is: 'ended',
		exitCode: typeof state.ExitCode === 'number' ? state.ExitCode : 255,
		isOutOfMemory: state.OOMKilled === true,
		...(endedAt !== undefined && {endedAt}),
		...(typeof state.Error === 'string' && state.Error !== '' && {detail: state.Error}),
		...facts,
	};
}

type Inspected = {
	readonly State?: Readonly<Record<string, unknown>>;
	readonly HostConfig?: {readonly LogConfig?: {readonly Path?: unknown}};
	readonly LogPath?: unknown;
};

function parseList(text: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : [];
	} catch {
		return [];
	}
}

/** Times that never were are told as those of the year 1. */
function toTime(value: unknown): number | undefined {
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return time > 0 ? time : undefined;
}
