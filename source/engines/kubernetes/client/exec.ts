import type {WebSocket} from 'ws';
import {ApiError} from './api-error.ts';
import type {ExecEnd, ExecOptions, Target} from './client.ts';
import {channel, createOutput, exitCodeOf} from './exec-channels.ts';
import {createInputFlow} from './exec-input.ts';
import {type ExecServer, execUrl, openExec} from './exec-socket.ts';
import {onAbort} from './on-abort.ts';

/** Milliseconds; all that a test makes shorter. */
export type ExecTimes = {
	/** Between pings: proxies cut connections on which nothing goes. */
	readonly ping: number;
	/** Without a byte sent or received while input waits, when the options do not say. */
	readonly stall: number;
	/** That outputs and the close may come after the status. */
	readonly closing: number;
};

const usualTimes: ExecTimes = {ping: 20_000, stall: 30_000, closing: 2_000};
/** Pings without an answer after which nobody is there. The answer may stand behind some MB of input in the buffers of the system. */
const silentPings = 3;

/**
 * Runs a command in a container over a WebSocket. Throws an ApiError; when the signal is aborted, its reason; when the input fails, its error. An exit code
 * other than 0 is no error.
 */
export async function runExec(
	server: ExecServer,
	target: Target,
	command: readonly string[],
	options: ExecOptions = {},
	times: ExecTimes = usualTimes,
): Promise<ExecEnd> {
	const {input, signal, stall = times.stall, onSent} = options;
	const [stdout, stderr] = [createOutput(), createOutput()];
	const ended = new AbortController();
	let status: string | undefined;
	let silence = 0;
	let closed = Promise.resolve();
	const listen = (socket: WebSocket) => {
		closed = new Promise(resolve => socket.on('close', () => resolve()));
		socket.on('pong', () => (silence = 0));
		socket.on('message', message => {
			silence = 0;
			const bytes = message.subarray(1);
			if (message[0] === channel.stdout) stdout.add(bytes);
			else if (message[0] === channel.stderr) stderr.add(bytes);
			else if (message[0] === channel.status) {
				status = bytes.toString('utf8');
				ended.abort();
			}
		});
	};
	const socket = await openExec(server, execUrl(server.server, target, command, input !== undefined), listen, signal);
	let fault: unknown;
	const giveUp = (error: unknown) => {
		fault ??= error;
		socket.terminate();
	};
	const flow = createInputFlow(socket, ended.signal, bytes => {
		silence = 0;
		onSent?.(bytes);
	});
	const ping = () => {
		if (silence++ >= silentPings) giveUp(new ApiError('unreachable', `The connection to ${server.server} is dead.`));
		else socket.ping();
	};
	socket.on('message', message => message.length > 1 && flow.touch());
	const look = () => {
		if (flow.stuckFor() < stall) return;
		// A command that ends early may be told of only when its input is read, which is never (seen with Kubernetes 1.34).
		const said = stderr.text().trim().split('\n').at(-1);
		giveUp(
			new ApiError(
				'timeout',
				`The upload stands still: nothing was taken for ${stall / 1000} s, after ${flow.sent()} bytes.${said ? ` The command said: ${said}` : ''}`,
			),
		);
	};
	const timers = [setInterval(ping, times.ping), setInterval(look, Math.min(stall / 4, 1000))];
	const finish = () => timers.push(setTimeout(() => socket.terminate(), times.closing));
	const stop = () => giveUp(signal?.reason);
	const forget = onAbort(signal, stop);
	ended.signal.addEventListener('abort', finish, {once: true});
	socket.on('error', error => (fault ??= new ApiError('unreachable', `The connection to ${server.server} was cut: ${error.message}`, {cause: error})));
	try {
		if (signal?.aborted) stop();
		if (ended.signal.aborted) finish();
		if (input) await Promise.race([flow.pump(input).catch(giveUp), closed]);
		await closed;
	} finally {
		for (const timer of timers) clearTimeout(timer);
		forget();
		ended.signal.removeEventListener('abort', finish);
		ended.abort();
	}
	if (status !== undefined) return {exitCode: exitCodeOf(status), stdout: stdout.text(), stderr: stderr.text()};
	throw fault ?? new ApiError('unreachable', `The connection to ${server.server} was cut before the command ended.`);
}
