import {existsSync, renameSync, rmSync} from 'node:fs';
import {Socket} from 'node:net';
import {join} from 'node:path';
import {pid} from 'node:process';
import type {Readable} from 'node:stream';
import type {RunId} from '../engines/engine.ts';
import type {World} from '../world.ts';
import {isRunId, runsFolder} from './run-folder.ts';
import {type Exit, spawnDriver} from './spawn-driver.ts';

/** A driver that was started before its run was there, so that its own start (a tenth of a second) takes no time of the run. */
export type Standby = {
	/** Gives it its run, and the name of its log. Undefined when it is gone already. */
	begin(runId: RunId, log: string): Exit | undefined;
	/** There is no run for it. Nothing happens after `begin`. */
	dismiss(): void;
};

/** Does what may come to a run, with a driver that waits for it. */
export async function withStandby<Result>(world: World, work: (standby: Standby | undefined) => Promise<Result>): Promise<Result> {
	const standby = standBy(world);
	try {
		return await work(standby);
	} finally {
		standby?.dismiss();
	}
}

/** Starts a driver that waits for its run. It ends by itself when this process does; whatever goes wrong here is for an ordinary driver to say. */
function standBy(world: World): Standby | undefined {
	const waiting = join(runsFolder(world), `.driver-${pid}-${performance.now().toFixed(0)}.log`);
	// Before the first run there is no place for its log, and a command that starts none must leave nothing
	if (!existsSync(runsFolder(world))) return undefined;
	try {
		const {child, exit} = spawnDriver(world, ['--standby', waiting], {cwd: '/', log: waiting, wantsInput: true});
		const {stdin} = child;
		stdin?.on('error', () => {});
		// It holds nobody up who waits for nothing else
		if (stdin instanceof Socket) stdin.unref();
		let isOver = false;
		const leave = () => {
			isOver = true;
			rmSync(waiting, {force: true});
		};
		return {
			begin(runId, log) {
				if (isOver || exit.reason !== undefined || !stdin?.writable) return undefined;
				isOver = true;
				renameSync(waiting, log);
				stdin.end(`${runId}\n`);
				return exit;
			},
			dismiss() {
				if (isOver) return;
				leave();
				stdin?.destroy();
			},
		};
	} catch {
		return undefined;
	}
}

/** The run that a driver that stands by is given, or undefined when there will be none. */
export async function awaitRun(stdin: Readable, log: string): Promise<RunId | undefined> {
	let text = '';
	try {
		for await (const chunk of stdin) text += chunk;
	} catch {
		// As good as an end
	}
	const runId = text.trim();
	if (isRunId(runId)) return runId;
	rmSync(log, {force: true});
	return undefined;
}
