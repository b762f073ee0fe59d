import process from 'node:process';
import type {ReadStream, WriteStream} from 'node:tty';
import {useApp, useInput} from 'ink';
import {type ReactNode, useLayoutEffect} from 'react';
import {hasColour} from '../../terminal/capabilities.ts';
import {UserError} from '../../user-error.ts';
import type {World} from '../../world.ts';
import {type EndSignal, exitCodeOf, watchEnds} from './ends.ts';
import {renderOnScreen} from './ink-app.tsx';
import {createScreen, type Screen} from './screen.ts';
import {stopJob} from './stop-job.ts';
import {createTerminal} from './terminal.ts';

/** What an app can do with the terminal that it is shown on. */
export type Control = {
	readonly screen: Screen;
	/** Gives the terminal to the shell, as Ctrl-Z does everywhere; resolves when the program is in the foreground again. */
	suspend(): Promise<void>;
	/** Ends the app; `showScreen` resolves then. */
	leave(): void;
};

/** What happens when others end the app. */
export type ShowOptions = {
	/** Called before the program ends by a signal or because its terminal is gone. Must be synchronous: the last chance to save something. */
	readonly onSignal?: (signal: EndSignal) => void;
};

/**
 * Shows an Ink app on the whole terminal and owns the terminal meanwhile: resolves when the app has left, rejects with the error it crashed with; the
 * terminal is as it was before in both cases. A signal ends the process (128 + signal). Ctrl-Z and Ctrl-L work on every screen.
 */
export async function showScreen(world: World, build: (control: Control) => ReactNode, {onSignal}: ShowOptions = {}): Promise<void> {
	const {stdin, stdout, stderr} = terminalStreams(world);
	const terminal = createTerminal(
		stdout,
		[stdout, stderr].filter(stream => stream.isTTY),
	);
	const screen = createScreen(terminal, {hasColour: hasColour(world)});
	let suspendInk: SuspendInk = callback => callback();
	let suspended: Promise<void> | undefined;
	let crash: (error: unknown) => void = () => {};
	const crashed = new Promise<never>((_, reject) => {
		crash = reject;
	});

	const handOver = async () => {
		await terminal.drained();
		screen.stop();
		// Or the signal would call us again instead of stopping us
		process.off('SIGTSTP', suspend);
		await stopJob(process);
		process.on('SIGTSTP', suspend);
		// First of all: in the background this stops us again, before we draw over what the shell shows
		setRawMode(stdin);
		screen.start();
	};
	const suspend = () => {
		suspended ??= suspendInk(handOver).finally(() => {
			suspended = undefined;
		});
		return suspended;
	};
	/** After a stop that we could not see coming (SIGSTOP), the shell had the terminal. */
	const onContinue = () => {
		if (suspended) return;
		screen.stop();
		setRawMode(stdin);
		screen.start();
	};

	screen.start();
	const control: Control = {screen, suspend, leave: () => queueMicrotask(() => ink.unmount())};
	const ink = renderOnScreen(
		<>
			<TerminalKeys control={control} onMount={suspender => (suspendInk = suspender)} />
			{build(control)}
		</>,
		screen,
		terminal,
		stdin,
	);
	const endBySignal = (signal: EndSignal) => {
		try {
			onSignal?.(signal);
		} finally {
			ink.unmount();
			screen.stop();
			process.exit(exitCodeOf(signal));
		}
	};
	const unwatch = watchEnds(process, stdin, {onSignal: endBySignal, onCrash: crash});
	terminal.on('gone', () => endBySignal('SIGHUP'));
	process.on('SIGTSTP', suspend);
	process.on('SIGCONT', onContinue);
	try {
		await Promise.race([ink.waitUntilExit(), crashed]);
		await Promise.race([terminal.drained(), crashed]);
	} finally {
		process.off('SIGTSTP', suspend);
		process.off('SIGCONT', onContinue);
		unwatch();
		ink.unmount();
		terminal.dispose();
	}
}

type SuspendInk = (callback: () => Promise<void>) => Promise<void>;

/** Keys that mean the same on every screen. Being always there, it also keeps the terminal in raw mode when no other component listens. */
function TerminalKeys({control, onMount}: {readonly control: Control; readonly onMount: (suspend: SuspendInk) => void}) {
	const {suspendTerminal} = useApp();
	useLayoutEffect(() => onMount(suspendTerminal), [onMount, suspendTerminal]);
	useInput((input, key) => {
		if (key.ctrl && input === 'z') void control.suspend();
		else if (key.ctrl && input === 'l') control.screen.repaint();
	});
	return null;
}

/** Node sets a mode only when it is another one than it set before; a shell may have changed it since. */
function setRawMode(stdin: ReadStream): void {
	stdin.setRawMode(false);
	stdin.setRawMode(true);
}

function terminalStreams({stdin, stdout, stderr}: World): {stdin: ReadStream; stdout: WriteStream; stderr: WriteStream} {
	if (!('setRawMode' in stdin && 'columns' in stdout)) throw new UserError('This needs a terminal. See --help for what works without one.');
	return {stdin, stdout, stderr: stderr as WriteStream};
}
