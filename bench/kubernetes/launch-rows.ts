import process from 'node:process';
import {median} from '../measure.ts';
import type {Row} from '../table.ts';
import {untilWritten} from '../until-written.ts';
import {kubectl, type Project, program, runByHand, writeCommand, writeJob} from './cluster.ts';

const rounds = 5;
const command = 'echo first line';

/** From the launch to the first line of the log, against what people write with kubectl. The image is on the node. */
export async function launchRows(project: Project): Promise<readonly Row[]> {
	writeCommand(project, command);
	const options = {cwd: project.folder, env: project.env};
	const mine: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round <= rounds; round++) {
		const name = `launch-${process.pid}-${round}`;
		const [hand, args] = runByHand(writeJob(project, name, command), name);
		const ours = await untilWritten('first line', process.execPath, [program, 'run', '--plain'], options);
		const kubectls = await untilWritten('first line', hand, args, options);
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
