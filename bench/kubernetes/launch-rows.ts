import {spawn} from 'node:child_process';
import process from 'node:process';
import {median} from '../measure.ts';
import type {Row} from '../table.ts';
import {kubectl, type Project, program, runByHand, writeCommand, writeJob} from './cluster.ts';

const rounds = 5;
const command = 'echo first line';

/** From the launch to the first line of the log, against what people write with kubectl. The image is on the node. */
export async function launchRows(project: Project): Promise<readonly Row[]> {
	writeCommand(project, command);
	const mine: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round <= rounds; round++) {
		const name = `launch-${process.pid}-${round}`;
		const [hand, args] = runByHand(writeJob(project, name, command), name);
		const ours = await untilWritten(project, process.execPath, [program, 'run', '--plain']);
		const kubectls = await untilWritten(project, hand, args);
		kubectl('delete', 'job', name, '--wait=false');
		// The first one only warms up
		if (round > 0) {
			mine.push(ours);
			theirs.push(kubectls);
		}
	}
	const ratio = median(mine) / median(theirs);
	return [
		{
			figure: 'launch until the first line',
			value: `${median(mine).toFixed(0)} ms`,
			baseline: `kubectl create, get, logs: ${median(theirs).toFixed(0)} ms`,
			ratio: `${ratio.toFixed(2)}x`,
			bar: '≤ 1.3x',
			isMet: ratio <= 1.3,
		},
	];
}

/** Milliseconds until the line was written; then until the end, so that nothing of it slows down the next. */
function untilWritten({folder, env}: Project, command: string, args: readonly string[]): Promise<number> {
	const started = performance.now();
	const child = spawn(command, args, {cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore']});
	return new Promise(resolve => {
		let written = '';
		let time: number | undefined;
		child.stdout.on('data', data => {
			written += data;
			if (/^.*first line$/m.test(written)) time ??= performance.now() - started;
		});
		child.on('close', () => resolve(time ?? Number.NaN));
	});
}
