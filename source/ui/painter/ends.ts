import {constants} from 'node:os';

/** Signals that end the program. */
export type EndSignal = 'SIGTERM' | 'SIGHUP' | 'SIGINT';

/** What can end a program besides itself. */
export type Ends = {
	onSignal(signal: EndSignal): void;
	/** Thrown where nobody caught it. */
	onCrash(error: unknown): void;
};

const signals: readonly EndSignal[] = ['SIGTERM', 'SIGHUP', 'SIGINT'];

/** Watches `program` and its input for the ends it does not choose itself; the returned function stops that. Input that ends or breaks is a hangup. */
export function watchEnds(program: NodeJS.Process, stdin: NodeJS.ReadableStream, {onSignal, onCrash}: Ends): () => void {
	const onHangup = () => onSignal('SIGHUP');
	for (const signal of signals) program.on(signal, onSignal);
	for (const event of ['end', 'close', 'error']) stdin.on(event, onHangup);
	program.on('uncaughtException', onCrash);
	program.on('unhandledRejection', onCrash);
	return () => {
		for (const signal of signals) program.off(signal, onSignal);
		for (const event of ['end', 'close', 'error']) stdin.off(event, onHangup);
		program.off('uncaughtException', onCrash);
		program.off('unhandledRejection', onCrash);
	};
}

/** The exit code that shells report for a program that a signal ended. */
export function exitCodeOf(signal: EndSignal): number {
	return 128 + constants.signals[signal];
}
