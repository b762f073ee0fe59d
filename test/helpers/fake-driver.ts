import {appendFileSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {argv, cwd, env, pid, stderr, stdin, stdout} from 'node:process';
import {setTimeout} from 'node:timers/promises';
import type {RunId} from '../../source/engines/engine.ts';
import {drive} from '../../source/runs/driver.ts';
import {logFile} from '../../source/runs/run-folder.ts';
import {awaitRun} from '../../source/runs/standby.ts';
import {createFakeEngine} from './fake-engine.ts';

// A driver process for tests, started with `drive <run id>` or `drive --standby <log>` as the real program is. Its engine writes one line, then waits for the file `finish`
// in the run folder; with a file `broken` there, the driver fails at once.
const runId = argv[3] === '--standby' ? await awaitRun(stdin, argv[4]!) : (argv[3] as RunId);
if (runId === undefined) globalThis.process.exit(0);
if (existsSync(join(cwd(), 'broken'))) {
	stderr.write('\u001b[31mError: the disk is gone\n');
	globalThis.process.exit(3);
}
const engine = createFakeEngine(async function* ({plan, handle, stopped}) {
	const at = Date.now();
	if (!handle.isStarted) {
		yield {at, type: 'status', status: 'running'};
		yield {at, type: 'stream-opened', stream: {id: 'main', title: 'main', stage: 'run', attempt: 1}, isFile: true};
		appendFileSync(logFile(plan.runFolder, 'main'), 'hello\n');
		yield {at, type: 'handle', handle: {isStarted: true}};
	}
	yield {at, type: 'notice', severity: 'info', text: `driven by ${pid}`};
	let isStopped = false;
	stopped.then(() => {
		isStopped = true;
	});
	while (!isStopped && !existsSync(join(plan.runFolder, 'finish'))) await setTimeout(10);
	appendFileSync(logFile(plan.runFolder, 'main'), 'bye');
	yield {at: Date.now(), type: 'status', status: 'succeeded', exitCode: 0};
});
const world = {cwd: cwd(), env, platform: globalThis.process.platform, stdin, stdout, stderr, now: Date.now, self: [argv[0]!] as const};
await drive(world, runId, () => engine, {patience: 100});
