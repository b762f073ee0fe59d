import './promise-with-resolvers.ts';
import {type Instance, render} from 'ink';
import type {ReactNode} from 'react';
import {createInkStdout} from './ink-stdout.ts';
import {ScreenContext} from './layers.tsx';
import type {Screen} from './screen.ts';
import type {TerminalPort} from './terminal.ts';

/** Renders an Ink app that draws on `screen`, in the size of `terminal`, and takes keys from `stdin`. */
export function renderOnScreen(node: ReactNode, screen: Screen, terminal: TerminalPort, stdin: NodeJS.ReadableStream): Instance {
	const inkStdout = createInkStdout(terminal.columns, terminal.rows, {onFrame: screen.setFrame, onControl: screen.append});
	terminal.on('resize', () => inkStdout.resize(terminal.columns, terminal.rows));
	return render(<ScreenContext value={screen}>{node}</ScreenContext>, {
		stdout: inkStdout,
		stdin,
		// The only mode that writes whole frames: one write a commit, nothing throttled
		debug: true,
		// Without it Ink goes silent where CI is set
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
		// Screen readers are served by the plain mode
		isScreenReaderEnabled: false,
	});
}
