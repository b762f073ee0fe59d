import process from 'node:process';
import {watchPty} from '../screen/watched-pty.ts';
import type {Row} from '../table.ts';
import {type Project, program, writeCommand} from './cluster.ts';
import {type Asked, startCountingProxy} from './counting-proxy.ts';

const seconds = 30;

/** What a run that is watched on the screen asks of the API server. */
export async function requestRows(project: Project): Promise<readonly Row[]> {
	const proxy = await startCountingProxy(project);
	writeCommand(project, `for i in $(seq ${seconds}); do echo $i; sleep 1; done`);
	const env = {...proxy.env, XDG_DATA_HOME: `${project.root}/counted`};
	const started = performance.now();
	const screen = watchPty('sh', ['-c', 'cd "$0" && exec "$@"', project.folder, process.execPath, program, 'run'], env);
	try {
		await screen.next(/running/, 60_000);
		const running = performance.now();
		await screen.next(/succeeded/, (seconds + 60) * 1000);
		const ended = performance.now();
		screen.send('q');
		await screen.exited;
		return [
			row(`a run of ${seconds} s on screen, while it runs`, within(proxy.asked, running, ended), ended - running),
			row('the same with its launch', proxy.asked, ended - started),
		];
	} finally {
		screen.kill();
		proxy.close();
	}
}

const within = (asked: readonly Asked[], from: number, to: number) => asked.filter(({at}) => at >= from && at < to);

function row(figure: string, asked: readonly Asked[], milliseconds: number): Row {
	const rate = asked.length / (milliseconds / 1000);
	return {figure, value: `${rate.toFixed(2)} requests/s`, baseline: `${asked.length} in ${(milliseconds / 1000).toFixed(0)} s`, bar: '≤ 2/s', isMet: rate <= 2};
}
