import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {median, timed} from './measure.ts';
import type {Row} from './table.ts';
import {untilWritten} from './until-written.ts';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
/** An image of this machine: nothing is downloaded. */
const base = process.env.POLYAXON_TUI_BENCH_IMAGE ?? 'localhost/busybox:1';
const rounds = 5;

/** Building and running with podman, against podman alone on the same Dockerfile and image. Nothing is measured where podman is not. */
export async function run(): Promise<readonly Row[]> {
	if (!hasPodman()) return [{figure: 'podman', value: `not here, or without ${base}`, bar: '', isMet: true}];
	const home = mkdtempSync(join(tmpdir(), 'polyaxon-tui-bench-'));
	try {
		const folder = join(home, 'bench');
		mkdirSync(folder);
		writeFileSync(join(folder, 'train.py'), 'print(1)\n');
		return [...buildRows(home, folder, 0), ...buildRows(home, folder, 1.5), await runRow(home, folder)];
	} finally {
		rmSync(home, {recursive: true, force: true});
		// What the two rows have built
		const made = execFileSync('podman', ['images', '--format', '{{.Repository}}:{{.Tag}}'], {encoding: 'utf8'}).match(/^localhost\/plx-bench\S*$/gm) ?? [];
		if (made.length > 0) execFileSync('podman', ['rmi', '-f', ...made], {stdio: 'ignore'});
	}
}

function hasPodman(): boolean {
	try {
		execFileSync('podman', ['image', 'exists', base], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
}

const envOf = (home: string) => ({
	...process.env,
	HOME: home,
	XDG_DATA_HOME: undefined,
	XDG_CACHE_HOME: undefined,
	XDG_STATE_HOME: undefined,
	XDG_CONFIG_HOME: undefined,
});

const ours = (home: string, folder: string, args: readonly string[]) =>
	execFileSync(process.execPath, [program, ...args], {cwd: folder, env: envOf(home), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});

/** Steps that nobody has run before: `seconds` each. */
function buildRows(home: string, folder: string, seconds: number): readonly Row[] {
	const pairs = Array.from({length: seconds === 0 ? rounds : 3}, (_, round) => {
		const file = join(folder, 'polyaxonfile.yml');
		const write = (who: string) => {
			const steps = ['one', 'two', 'three'].map(step => `    - sleep ${seconds}; echo ${who} ${process.pid} ${seconds} ${round} ${step} > /${step}\n`).join('');
			writeFileSync(file, `version: 1\nkind: build\nimage: ${base}\nbuild_steps:\n${steps}`);
		};
		write('ours');
		const whole = timed(() => ours(home, folder, ['run', '--engine', 'podman', '--plain']));
		const stage = buildStageOf(home);
		write('theirs');
		const dockerfile = ours(home, folder, ['dockerfile']);
		const context = join(home, `context-${seconds}-${round}`);
		mkdirSync(join(context, 'build'), {recursive: true});
		writeFileSync(join(context, 'Dockerfile'), dockerfile);
		writeFileSync(join(context, 'build', 'train.py'), 'print(1)\n');
		const theirs = timed(() => execFileSync('podman', ['build', '-t', `localhost/plx-bench:${seconds}-${round}`, context], {stdio: 'ignore'}));
		return {whole, stage, theirs};
	});
	const theirs = median(pairs.map(pair => pair.theirs));
	const row = (figure: string, mine: number): Row => ({
		figure,
		value: `${mine.toFixed(0)} ms`,
		baseline: `podman build: ${theirs.toFixed(0)} ms`,
		ratio: `${(mine / theirs).toFixed(2)}x`,
		bar: '≤ 1.15x',
		isMet: mine / theirs <= 1.15,
	});
	if (seconds === 0) return [row('build of three steps that do nothing: the stage itself', median(pairs.map(pair => pair.stage)))];
	return [row(`run of kind build, three steps of ${seconds} s, start-up included`, median(pairs.map(pair => pair.whole)))];
}

/** How long the stage of the newest run took. */
function buildStageOf(home: string): number {
	const runs = join(home, '.local/share/polyaxon-tui/runs');
	const newest = readdirSync(runs).sort().at(-1) ?? '';
	const events = readFileSync(join(runs, newest, 'events.jsonl'), 'utf8')
		.trim()
		.split('\n')
		.map(line => JSON.parse(line));
	const times = events.filter(({type, stage}) => type === 'stage' && stage === 'build').map(({at}) => at);
	return Math.max(...times) - Math.min(...times);
}

/** The image is there; until the first line of the command. */
async function runRow(home: string, folder: string): Promise<Row> {
	writeFileSync(join(folder, 'polyaxonfile.yml'), `version: 1\nkind: job\nbuild: {image: ${base}}\nrun: {cmd: echo first line}\n`);
	const args = ['run', '--engine', 'podman', '--plain'];
	ours(home, folder, args);
	const mine: number[] = [];
	const theirs: number[] = [];
	for (let round = 0; round < rounds; round++) {
		mine.push(await untilWritten('first line', process.execPath, [program, ...args], {cwd: folder, env: envOf(home)}));
		theirs.push(await untilWritten('first line', 'podman', ['run', '--rm', base, 'sh', '-c', 'echo first line'], {cwd: folder, env: envOf(home)}));
	}
	const more = median(mine) - median(theirs);
	return {
		figure: 'warm run until its first line',
		value: `${median(mine).toFixed(0)} ms`,
		baseline: `podman run: ${median(theirs).toFixed(0)} ms`,
		ratio: `+${more.toFixed(0)} ms`,
		bar: '≤ +300 ms',
		isMet: more <= 300,
	};
}
