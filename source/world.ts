import type {Readable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';

/** What the program knows of the machine around it. Made once in cli.tsx; tests pass their own. */
export type World = {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	readonly stdin: Readable | ReadStream;
	readonly stdout: NodeJS.WritableStream | WriteStream;
	readonly stderr: NodeJS.WritableStream | WriteStream;
	/** Milliseconds since 1970. */
	now(): number;
	/** The command that starts this program again, for the driver process: `[node, dist/cli.js]`. */
	readonly self: readonly [string, ...string[]];
};
