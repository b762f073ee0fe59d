import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import type {RunStatus} from '../../source/engines/engine.ts';
import {readEvents} from '../../source/runs/event-file.ts';
import {watchPty} from '../screen/watched-pty.ts';
import type {Row} from '../table.ts';
import {type Project, program, writeCommand} from './cluster.ts';
import {type Asked, startCountingProxy} from './counting-proxy.ts';

const seconds = 30;

/** What a run that is watched on the screen asks of the API server. */
export async function requestRows(project: Project): Promise<readonly Row[]> {
	const proxy = await startCountingProxy(project);
	writeCommand(project, `for i in $(seq ${seconds}); do echo $i; sleep 1; done`);
	const data = join(project.root, 'counted');
	const env = {...proxy.env, XDG_DATA_HOME: data};
	const started = performance.now();
	const screen = watchPty('sh', ['-c', 'cd "$0" && exec "$@"', project.folder, process.execPath, program, 'run'], env);
	try {
		await until(() => isReached(data, 'running'));
		const running = performance.now();
		await until(() => isReached(data, 'succeeded'));
		const ended = performance.now();
		return [
			row(`a run of ${seconds} s on screen, while it runs`, within(proxy.asked, running, ended), ended - running),
			row('the same with its launch', proxy.asked, ended - started),
			row('its busiest 5 s from when it is created on', busiest(proxy.asked.slice(proxy.asked.findIndex(isOfJob)), 5000), 5000),
		];
	} finally {
		screen.kill();
		proxy.close();
	}
}

/** Whether the only run there has come so far. */
function isReached(data: string, wanted: RunStatus): boolean {
	const runs = join(data, 'polyaxon-tui', 'runs');
	const run = existsSync(runs) ? readdirSync(runs).find(name => name.startsWith('r-')) : undefined;
	return run !== undefined && readEvents(join(runs, run)).some(event => event.type === 'status' && event.status === wanted);
}

async function until(isMet: () => boolean): Promise<void> {
	for (const end = Date.now() + (seconds + 60) * 1000; !isMet(); await sleep(50)) if (Date.now() > end) throw new Error('The run does not go on.');
}

const within = (asked: readonly Asked[], from: number, to: number) => asked.filter(({at}) => at >= from && at < to);

/** The Job itself is made, and not only tried. */
const isOfJob = ({what}: Asked) => what.startsWith('POST /apis/batch/') && !what.includes('dryRun');

/** The most that there are within so many milliseconds. */
function busiest(asked: readonly Asked[], milliseconds: number): readonly Asked[] {
	const windows = asked.map(({at}) => within(asked, at, at + milliseconds));
	return windows.reduce((most, each) => (each.length > most.length ? each : most), []);
}

function row(figure: string, asked: readonly Asked[], milliseconds: number): Row {
	const rate = asked.length / (milliseconds / 1000);
	return {figure, value: `${rate.toFixed(2)} requests/s`, baseline: `${asked.length} in ${(milliseconds / 1000).toFixed(0)} s`, bar: '≤ 2/s', isMet: rate <= 2};
}
