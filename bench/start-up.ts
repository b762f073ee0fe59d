import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import nodePty from '@lydell/node-pty';
import {median} from './measure.ts';
import type {Row} from './table.ts';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const rounds = 21;
const polyaxonfile = 'version: 1\nkind: job\nbuild:\n  image: busybox\nrun:\n  cmd: echo done\n';

/** How long a user waits for the first frame of `init`, and for `check` of one file, against a Node that does nothing; interleaved, in a terminal. */
export async function run(): Promise<readonly Row[]> {
	const home = mkdtempSync(join(tmpdir(), 'polyaxon-tui-bench-'));
	try {
		writeFileSync(join(home, 'polyaxonfile.yml'), polyaxonfile);
		const nothing: number[] = [];
		const firstFrames: number[] = [];
		const checks: number[] = [];
		for (let round = 0; round < rounds; round++) {
			nothing.push(await timeOf(home, ['-e', '0'], undefined));
			firstFrames.push(await timeOf(home, [program, 'init'], 'What should be run'));
			checks.push(await timeOf(home, [program, 'check'], undefined));
		}
		const baseline = median(nothing);
		return [row('first frame of init', median(firstFrames), baseline, 250), row('check of one file, to its end', median(checks), baseline, undefined)];
	} finally {
		rmSync(home, {recursive: true, force: true});
	}
}

function row(figure: string, milliseconds: number, baseline: number, most: number | undefined): Row {
	const ratio = milliseconds / baseline;
	return {
		figure,
		value: `${milliseconds.toFixed(0)} ms`,
		baseline: `node -e 0: ${baseline.toFixed(0)} ms`,
		ratio: `${ratio.toFixed(1)}x`,
		bar: most === undefined ? '≤ 6x' : `≤ ${most} ms, ≤ 6x`,
		isMet: ratio <= 6 && (most === undefined || milliseconds <= most),
	};
}

/** Milliseconds from the start of Node until `sign` was written, or until its end. */
function timeOf(home: string, args: readonly string[], sign: string | undefined): Promise<number> {
	const env = {...process.env, HOME: home, XDG_STATE_HOME: undefined, CI: undefined};
	const started = performance.now();
	const child = nodePty.spawn(process.execPath, [...args], {name: 'xterm-256color', cols: 120, rows: 40, cwd: home, env});
	return new Promise(resolve => {
		let written = '';
		let time: number | undefined;
		child.onData(data => {
			written += data;
			if (sign === undefined || time !== undefined || !written.includes(sign)) return;
			time = performance.now() - started;
			child.kill('SIGKILL');
		});
		child.onExit(() => resolve(time ?? performance.now() - started));
	});
}
