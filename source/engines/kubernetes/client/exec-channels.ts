import {ApiError, type StatusBody} from './api-error.ts';

/** The first byte of a message (Kubernetes, k8s.io/apimachinery/pkg/util/remotecommand). */
export const channel = {stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255} as const;

/** Some proxies let no larger message through, and each is copied once. Bytes. */
const frameSize = 32 * 1024;
/** Bytes that are kept of an output. */
const outputSize = 64 * 1024;

/** The input in messages for the channel of the standard input. */
export function* stdinFrames(chunk: Uint8Array): Generator<Uint8Array> {
	for (let start = 0; start < chunk.length; start += frameSize) {
		const part = chunk.subarray(start, start + frameSize);
		const frame = Buffer.allocUnsafe(part.length + 1);
		frame[0] = channel.stdin;
		frame.set(part, 1);
		yield frame;
	}
}

/** The beginning of an output; what is beyond is dropped. */
export type Output = {add(bytes: Uint8Array): void; text(): string};

export function createOutput(): Output {
	const chunks: Uint8Array[] = [];
	let size = 0;
	return {
		add(bytes) {
			if (size >= outputSize) return;
			const kept = bytes.subarray(0, outputSize - size);
			chunks.push(kept);
			size += kept.length;
		},
		text: () => Buffer.concat(chunks).toString('utf8'),
	};
}

/** The exit code from the message of the status channel; throws an ApiError when the command could not be run. */
export function exitCodeOf(message: string): number {
	let status: StatusBody & {readonly status?: string};
	try {
		status = JSON.parse(message);
	} catch {
		throw new ApiError('answer', `The command ended with a status that is no JSON: ${message.slice(0, 300)}`);
	}
	if (status.status === 'Success') return 0;
	const cause = status.reason === 'NonZeroExitCode' ? status.details?.causes?.find(({reason}) => reason === 'ExitCode') : undefined;
	const exitCode = Number.parseInt(cause?.message ?? '', 10);
	if (!Number.isNaN(exitCode)) return exitCode;
	throw new ApiError('answer', status.message ?? 'The command could not be run.', {status: status.code ?? 500, body: status});
}
