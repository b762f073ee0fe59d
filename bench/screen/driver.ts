import {once} from 'node:events';
import {argv, env, platform, stderr, stdin, stdout} from 'node:process';
import type {RunEvent, RunId} from '../../source/engines/engine.ts';
import {drive} from '../../source/runs/driver.ts';
import {createFakeEngine} from '../../test/helpers/fake-engine.ts';

// The real driver, of a run whose streams are files that others write. Ends the run at SIGUSR1.
// Arguments: the run, then its streams; the first one is the build, all others are of the command.
const [runId, ...streams] = argv.slice(2);
const finish = once(process, 'SIGUSR1');

const engine = createFakeEngine(async function* ({stopped}) {
	yield now({type: 'stage', stage: 'run', state: 'started'});
	yield now({type: 'status', status: 'running'});
	for (const [index, id] of streams.entries()) {
		yield now({type: 'stream-opened', stream: {id, title: id, stage: index === 0 ? 'build' : 'run', attempt: 1}, isFile: true});
	}
	await Promise.race([finish, stopped]);
	for (const streamId of streams) yield now({type: 'stream-state', streamId, state: 'ended', exitCode: 0});
	yield now({type: 'status', status: 'succeeded', exitCode: 0});
});

await drive({cwd: '/', env, platform, stdin, stdout, stderr, now: Date.now, self: ['node', '-e', '']}, runId as RunId, () => engine);

type WithoutTime<Event> = Event extends RunEvent ? Omit<Event, 'at'> : never;

function now(event: WithoutTime<RunEvent>): RunEvent {
	return {at: Date.now(), ...event} as RunEvent;
}
