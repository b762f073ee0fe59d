import type {WebSocket} from 'ws';
import {channel, stdinFrames} from './exec-channels.ts';

/** Bytes that may wait in this program to be sent: ws itself takes any number. */
const highWater = 4 << 20;

/** The way of the input to the command. */
export type InputFlow = {
	/** Sends the input no faster than it is taken. Resolves when all is handed over, or when nobody takes more. */
	pump(input: AsyncIterable<Uint8Array>): Promise<void>;
	/** Something came back: the connection works. */
	touch(): void;
	/** Bytes of the input that have left this program. */
	sent(): number;
	/** Milliseconds since bytes last left or came while some wait to be sent; else 0. */
	stuckFor(): number;
};

/** A flow into a WebSocket; `ended` is aborted when the command has ended. */
export function createInputFlow(socket: WebSocket, ended: AbortSignal, onSent: (bytes: number) => void): InputFlow {
	let waiting = 0;
	let sent = 0;
	let moved = 0;
	let isOver = false;
	let wake = () => {};
	const end = () => {
		isOver = true;
		wake();
	};
	ended.addEventListener('abort', end, {once: true});
	const send = (frame: Uint8Array) => {
		if (waiting === 0) moved = Date.now();
		waiting += frame.length;
		socket.send(frame, error => {
			waiting -= frame.length;
			// A closed socket refuses at once, whatever the input still has.
			if (error) return end();
			moved = Date.now();
			sent += frame.length - 1;
			onSent(sent);
			if (waiting <= highWater) wake();
		});
	};
	return {
		async pump(input) {
			for await (const chunk of input) {
				for (const frame of stdinFrames(chunk)) {
					if (isOver) return;
					send(frame);
					while (waiting > highWater && !isOver) await new Promise<void>(resolve => (wake = resolve));
				}
			}
			// The end of the input, which cannot be told before v5.
			if (socket.protocol === 'v5.channel.k8s.io' && !isOver) socket.send(Uint8Array.of(channel.close, channel.stdin), () => {});
		},
		touch: () => {
			moved = Date.now();
		},
		sent: () => sent,
		stuckFor: () => (waiting > 0 ? Date.now() - moved : 0),
	};
}
