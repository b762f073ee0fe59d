import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout} from 'node:timers/promises';
import {build} from 'esbuild';
import {readEvents} from '../source/runs/event-file.ts';
import {logFile} from '../source/runs/run-folder.ts';
import {createFakeRun, type TemporaryWorld, temporaryWorld} from '../test/helpers/fake-run.ts';
import {cpuShares, residentMegabytes} from './screen/cost.ts';
import {type WatchedPty, watchPty} from './screen/watched-pty.ts';
import {startWriter, writeAtOnce} from './screen/writer.ts';
import type {Row} from './table.ts';

/** Streams and lines a second. */
const flows = {build: 5000, main: 100_000, 'worker-1': 500, 'worker-2': 50};
const burst = 10_000_000;

/** The real run screen of the built program in a terminal of 200x50 cells, with a real driver, while 105,000 lines a second come. */
export async function run(): Promise<readonly Row[]> {
	await using world = await temporaryWorld({env: {...process.env, HOME: undefined}});
	const driver = join(world.root, 'driver.mjs');
	// Packages that are bundled may still ask for require
	const banner = {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"};
	await build({
		banner,
		entryPoints: [join(import.meta.dirname, 'screen/driver.ts')],
		outfile: driver,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20',
	});
	return [...(await measure(world, driver, 2)), ...(await measure(world, driver, 4))];
}

async function measure(world: TemporaryWorld, driverFile: string, panes: 2 | 4): Promise<readonly Row[]> {
	const env = {XDG_DATA_HOME: join(world.root, `data-${panes}`)};
	const {runId, folder} = await createFakeRun({...world, env: {...world.env, ...env}});
	const shown = Object.entries(flows).slice(0, panes);
	const driver = spawn(process.execPath, [driverFile, runId, ...shown.map(([id]) => id)], {
		env: {...process.env, ...env},
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	await until(() => isOpen(folder, shown.at(-1)![0]));
	const writer = startWriter(shown.map(([id, rate]) => ({file: logFile(folder, id), rate})));
	const screen = watchPty(process.execPath, [join(import.meta.dirname, '../dist/cli.js'), 'attach', runId], env);
	try {
		await screen.next(/\d\/s/);
		const busy = await underLoad(screen, driver);
		const keys = await pressKeys(screen, panes);
		const memory = await afterMany(screen, driver, folder);
		writer.kill();
		const quiet = await atRest(screen);
		const coming = screen.next(/succeeded/);
		driver.kill('SIGUSR1');
		await coming;
		const over = await atRest(screen);
		screen.send('q');
		const exitCode = await screen.exited;
		return rowsOf(panes, {busy, keys, memory, quiet, over, exitCode});
	} finally {
		for (const child of [driver, writer]) child.kill('SIGKILL');
		screen.kill();
	}
}

const seconds = 6;

async function underLoad(screen: WatchedPty, driver: ChildProcess) {
	await setTimeout(2000);
	const {frames, bytes} = screen;
	const [screenShare = 0, driverShare = 0] = await cpuShares([screen.pid, driver.pid!], seconds);
	return {screenShare, driverShare, frames: (screen.frames - frames) / seconds, kilobytes: (screen.bytes - bytes) / 1024 / seconds};
}

async function pressKeys(screen: WatchedPty, panes: number) {
	await screen.pressed('2', focusOn('2 main'));
	const paused = screen.next(/paused at line ([\d,]+)/);
	screen.send('f');
	let line = Number((await paused)[1]!.replaceAll(',', ''));
	const scroll: number[] = [];
	for (let press = 0; press < 150; press++) scroll.push(await screen.pressed('k', new RegExp(`paused at line ${grouped(--line)}`)));
	const others: number[] = [];
	let focus = 2;
	// The events have a pane too
	for (let press = 0; press < 60; press++) others.push(await screen.pressed('\t', focusOn(`${(focus = (focus % (panes + 1)) + 1)} `)));
	for (let press = 0; press < 20; press++) {
		others.push(await screen.pressed('?', /Keys/));
		await setTimeout(40);
		screen.send('?');
		await setTimeout(60);
	}
	await screen.pressed('2', focusOn('2 main'));
	screen.send('G');
	return {scroll, others};
}

async function afterMany(screen: WatchedPty, driver: ChildProcess, folder: string) {
	const written = writeAtOnce(logFile(folder, 'main'), burst);
	const shown = screen.next(/main · live · [1-9]\d,\d{3},\d{3} lines/, 60_000);
	await written;
	await shown;
	await setTimeout(1000);
	return {screen: residentMegabytes(screen.pid), driver: residentMegabytes(driver.pid!)};
}

async function atRest(screen: WatchedPty) {
	await setTimeout(2500);
	const {frames} = screen;
	const [share = 0] = await cpuShares([screen.pid], 4);
	return {share, frames: (screen.frames - frames) / 4};
}

type Measured = {
	readonly busy: Awaited<ReturnType<typeof underLoad>>;
	readonly keys: Awaited<ReturnType<typeof pressKeys>>;
	readonly memory: Awaited<ReturnType<typeof afterMany>>;
	readonly quiet: Awaited<ReturnType<typeof atRest>>;
	readonly over: Awaited<ReturnType<typeof atRest>>;
	readonly exitCode: number;
};

function rowsOf(panes: number, {busy, keys, memory, quiet, over, exitCode}: Measured): readonly Row[] {
	const percent = (share: number) => `${(share * 100).toFixed(1)} % of a core`;
	const of = `${panes} logs:`;
	const [scroll, others] = [quantile(keys.scroll, 0.95), quantile(keys.others, 0.95)];
	return [
		{
			figure: `${of} screen at 100k lines/s`,
			value: percent(busy.screenShare),
			baseline: `driver ${percent(busy.driverShare)}`,
			ratio: `${(busy.screenShare / busy.driverShare).toFixed(1)}×`,
			bar: '≤ 15 %',
			isMet: busy.screenShare <= 0.15,
		},
		{figure: `${of} driver at 100k lines/s`, value: percent(busy.driverShare), bar: '≤ 10 %', isMet: busy.driverShare <= 0.1},
		{
			figure: `${of} frames`,
			value: `${busy.frames.toFixed(1)}/s, ${busy.kilobytes.toFixed(0)} KB/s`,
			bar: '20 to 31/s',
			isMet: busy.frames >= 20 && busy.frames <= 31,
		},
		{
			figure: `${of} scroll key to frame, p50 / p95`,
			value: `${quantile(keys.scroll, 0.5).toFixed(1)} / ${scroll.toFixed(1)} ms`,
			bar: '≤ 10 ms',
			isMet: scroll <= 10,
		},
		{
			figure: `${of} other keys to frame, p50 / p95`,
			value: `${quantile(keys.others, 0.5).toFixed(1)} / ${others.toFixed(1)} ms`,
			bar: '≤ 30 ms',
			isMet: others <= 30,
		},
		{figure: `${of} memory after 10 M lines, screen`, value: `${memory.screen.toFixed(0)} MB`, bar: '≤ 200 MB', isMet: memory.screen <= 200},
		{figure: `${of} memory after 10 M lines, driver`, value: `${memory.driver.toFixed(0)} MB`, bar: '≤ 200 MB', isMet: memory.driver <= 200},
		{
			figure: `${of} a run that says nothing (its clock goes)`,
			value: `${quiet.frames.toFixed(1)} frames/s, ${percent(quiet.share)}`,
			bar: '≤ 1.3/s, < 1 %',
			isMet: quiet.frames <= 1.3 && quiet.share < 0.01,
		},
		{
			figure: `${of} a run that is over`,
			value: `${over.frames.toFixed(1)} frames/s, ${percent(over.share)}`,
			bar: '0, < 1 %',
			isMet: over.frames === 0 && over.share < 0.01 && exitCode === 0,
		},
	];
}

function isOpen(folder: string, streamId: string): boolean {
	return readEvents(folder).some(event => event.type === 'stream-opened' && event.stream.id === streamId);
}

async function until(isMet: () => boolean): Promise<void> {
	for (const end = Date.now() + 10_000; !isMet(); await setTimeout(20)) if (Date.now() > end) throw new Error('The driver did not open its streams.');
}

/** The mark of the focused pane. The screen says after such a glyph where the next cell is. */
const focusOn = (title: string) => new RegExp(`▸(?:\u001b\\[\\d+G)? ${title}`);
const grouped = (count: number) => new Intl.NumberFormat('en-US').format(count);
const quantile = (times: readonly number[], share: number) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0;
