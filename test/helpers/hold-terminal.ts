import {closeSync, constants, openSync} from 'node:fs';

/** Output that comes no more after so many milliseconds was all. */
const silence = 40;

/**
 * Keeps a pseudo terminal open until the program in it has ended and all that it wrote was read. libuv takes the hang-up of the last program for the
 * end of the output (uv__stream_io, after a partial read) and drops what is left. `lastRead`: when something was read last, milliseconds since 1970.
 */
export function holdTerminal(path: string, pid: number, lastRead: () => number): void {
	const file = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
	let endedAt: number | undefined;
	const timer = setInterval(() => {
		if (endedAt === undefined && isThere(pid)) return;
		endedAt ??= Date.now();
		if (Date.now() - Math.max(endedAt, lastRead()) < silence) return;
		clearInterval(timer);
		closeSync(file);
	}, 10);
}

function isThere(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
