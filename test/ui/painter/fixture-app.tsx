/** A small app for show.test.ts: a pane of lines that come all the time, a dialog, and keys that break it in every way. */
import {appendFileSync} from 'node:fs';
import {Box, Text, useInput, useWindowSize} from 'ink';
import {useState} from 'react';
import {Cover, LogBox} from '../../../source/ui/painter/layers.tsx';
import {createLogView} from '../../../source/ui/painter/log-view.ts';
import {type Control, showScreen} from '../../../source/ui/painter/show.tsx';
import {createLines, numbered} from './lines.ts';

const {env, pid, stdin, stdout, stderr} = process;
const lines = createLines(numbered('日本 🚀 line', 200));
const view = createLogView(lines);
let longestStall = 0;
let hasNext = true;

function App({control}: {readonly control: Control}) {
	const {columns, rows} = useWindowSize();
	const [keys, setKeys] = useState('');
	const [isBroken, setIsBroken] = useState(false);
	if (isBroken) throw new Error('crash in render');
	const press = (input: string) => {
		if (input === 'q') control.leave();
		else if (input === 'n') {
			hasNext = true;
			control.leave();
		} else if (input === '!') throw new Error('crash in a key handler');
		else if (input === 'C')
			setTimeout(() => {
				throw new Error('crash in a timer');
			}, 0);
		else if (input === 'J') void Promise.reject(new Error('crash in a promise'));
		else if (input === 'R') setIsBroken(true);
		else if (input === 'L') {
			console.log('stray log');
			console.error('stray error');
		} else if (input === 'k') {
			view.scrollBy(-1);
			control.screen.paintSoon();
		} else if (input === 'p') clearInterval(flood);
		else if (input === 's') setKeys(`stall ${Math.round(longestStall)} ms`);
		else setKeys(old => (old + input).slice(-20));
	};
	useInput((input, key) => {
		// Keys that come fast come together
		if (!key.ctrl) for (const letter of input) press(letter);
	});
	return (
		<Box width={columns} height={rows} flexDirection="column" overflow="hidden">
			<Box flexGrow={1} borderStyle="round" borderColor="cyan">
				<LogBox view={view} />
			</Box>
			<Text wrap="truncate-end">{`pid ${pid}. keys <${keys}>`}</Text>
			{keys.endsWith('?') ? (
				<Box position="absolute" top={1} left={4}>
					<Cover width={20} height={4} borderStyle="double">
						<Text>dialog 帮助</Text>
					</Cover>
				</Box>
			) : null}
		</Box>
	);
}

let last = performance.now();
const stall = setInterval(() => {
	longestStall = Math.max(longestStall, performance.now() - last - 10);
	last = performance.now();
}, 10);
let flood: NodeJS.Timeout | undefined;
if (env.FLOOD) {
	flood = setInterval(() => {
		lines.push(...numbered(`\u001b[3${new Date().getMilliseconds() % 8}m${'x'.repeat(300)}`, 50));
		onLines();
	}, 10);
}
let onLines = () => {};

try {
	const world = {cwd: process.cwd(), env, platform: process.platform, stdin, stdout, stderr, now: Date.now, self: ['node', 'fixture'] as const};
	const build = (control: Control) => {
		onLines = control.screen.invalidate;
		return <App control={control} />;
	};
	while (hasNext) {
		hasNext = false;
		await showScreen(world, build, {onSignal: signal => appendFileSync(`${pid}.signal`, signal)});
		console.log('left by itself');
	}
} catch (error) {
	console.error(error instanceof Error ? `error: ${error.message}` : error);
	process.exitCode = 1;
}
clearInterval(stall);
clearInterval(flood);
