/** What is used of the package ws (its types are another package). */
declare module 'ws' {
	import type {EventEmitter} from 'node:events';
	import type {ClientRequest, IncomingMessage} from 'node:http';
	import type {RequestOptions} from 'node:https';

	export class WebSocket extends EventEmitter {
		constructor(
			url: URL,
			protocols: readonly string[],
			options: RequestOptions & {perMessageDeflate?: boolean; handshakeTimeout?: number; maxPayload?: number},
		);
		readonly protocol: string;
		send(data: Uint8Array, sent: (error?: Error) => void): void;
		ping(): void;
		close(): void;
		terminate(): void;
		on(event: 'open' | 'pong', listener: () => void): this;
		on(event: 'message', listener: (data: Buffer) => void): this;
		on(event: 'close', listener: (code: number) => void): this;
		on(event: 'error', listener: (error: Error) => void): this;
		on(event: 'unexpected-response', listener: (request: ClientRequest, response: IncomingMessage) => void): this;
	}

	export class WebSocketServer extends EventEmitter {
		constructor(options: {server?: object; port?: number; handleProtocols?: (protocols: Set<string>) => string | false});
		on(event: 'connection', listener: (socket: WebSocket, request: IncomingMessage) => void): this;
		close(): void;
	}
}
