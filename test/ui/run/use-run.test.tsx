import {Text} from 'ink';
import {render} from 'ink-testing-library';
import {expect, test} from 'vitest';
import type {RunChange} from '../../../source/runs/follow.ts';
import {initialRunState} from '../../../source/runs/run-state.ts';
import {useRun} from '../../../source/ui/run/use-run.ts';
import {createFakeRun, record, startCommand} from './fake-run.tsx';

const initial = initialRunState(record);

async function until(isMet: () => boolean): Promise<void> {
	for (const end = Date.now() + 2000; !isMet() && Date.now() < end; ) await new Promise(resolve => setTimeout(resolve, 5));
	expect(isMet()).toBe(true);
}

function Status({watch, onLogs}: {readonly watch: (signal: AbortSignal) => AsyncIterable<RunChange>; readonly onLogs: () => void}) {
	const {status, streams} = useRun(initial, watch, onLogs);
	return <Text>{`${status} ${streams.map(({id}) => id).join()}`}</Text>;
}

test('events make the state, lines are told without one', async () => {
	const run = createFakeRun();
	const told: string[] = [];
	const onLogs = () => void told.push('lines');
	const screen = render(<Status watch={run.watch} onLogs={onLogs} />);
	expect(screen.lastFrame()).toBe('created');
	startCommand(run);
	await until(() => screen.lastFrame() === 'running build,run');
	const frames = screen.frames.length;
	told.length = 0;
	run.write('run', 'one more');
	await until(() => told.length > 0);
	expect(screen.frames.length).toBe(frames);
	screen.unmount();
});

test('the signal aborts when the screen goes', async () => {
	let signal: AbortSignal | undefined;
	const run = createFakeRun();
	const watch = (given: AbortSignal) => {
		signal = given;
		return run.watch(given);
	};
	const screen = render(<Status watch={watch} onLogs={() => {}} />);
	await until(() => signal !== undefined);
	expect(signal?.aborted).toBe(false);
	screen.unmount();
	await until(() => signal?.aborted === true);
});

test('what cannot be followed ends the screen with its reason', async () => {
	const run = createFakeRun();
	const screen = render(<Status watch={run.watch} onLogs={() => {}} />);
	run.fail(new Error('The run folder is gone.'));
	await until(() => screen.frames.some(text => text.includes('The run folder is gone.')));
});

test('what is known already is shown until the first change tells all anew', async () => {
	const run = createFakeRun();
	const Seen = () => {
		const {status, notices} = useRun(initial, run.watch, () => {}, {...initial, status: 'succeeded', notices: [{at: 1, severity: 'info', text: 'known'}]});
		return <Text>{`${status} ${notices.length}`}</Text>;
	};
	const screen = render(<Seen />);
	expect(screen.lastFrame()).toBe('succeeded 1');
	startCommand(run);
	await until(() => screen.lastFrame() === 'running 0');
	screen.unmount();
});
