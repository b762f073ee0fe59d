import {spawn, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {openPty, type Pty} from '../helpers/pty.ts';

/** The built program; another build can be tried in its place. */
export const program = process.env.POLYAXON_TUI_PROGRAM ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** What a command left behind. */
export type Ended = {readonly stdout: string; readonly stderr: string; readonly exitCode: number | null};

/** A person on a fresh machine: an empty home, a folder of code, and our program. Must be removed. */
export type NewUser = ReturnType<typeof createNewUser>;

export type Options = {readonly stdin?: string; readonly env?: Readonly<Record<string, string | undefined>>; readonly cwd?: string};

export type TerminalOptions = Pick<Options, 'env' | 'cwd'> & {readonly columns?: number; readonly rows?: number};

/** Reading the certificates that NODE_EXTRA_CA_CERTS names costs Node 20 about 40 ms and 80 ms of CPU at every start. */
const notOfNewUser = ['XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'NODE_EXTRA_CA_CERTS'];

/** Whatever engines for containers this machine has: these tests are not about them. */
const onHost = {POLYAXON_TUI_ENGINE: 'host'};

/** Makes a home and a project with the given files (path → text; `*.sh` become executable). */
export function createNewUser(files: Readonly<Record<string, string>> = {}) {
	const home = mkdtempSync(join(tmpdir(), 'polyaxon-tui-e2e-'));
	const project = join(home, 'digits');
	mkdirSync(project);
	const inherited = {...process.env, ...Object.fromEntries(notOfNewUser.map(name => [name, undefined]))};
	const own: Record<string, string | undefined> = {
		...inherited,
		CI: undefined,
		NO_COLOR: undefined,
		FORCE_COLOR: undefined,
		HOME: home,
		TERM: 'xterm-256color',
		...onHost,
	};
	const data = join(home, '.local/share/polyaxon-tui');
	const terminals: Pty[] = [];

	const write = (path: string, text: string) => {
		mkdirSync(dirname(join(project, path)), {recursive: true});
		writeFileSync(join(project, path), text, {mode: path.endsWith('.sh') ? 0o755 : 0o644});
	};
	for (const [path, text] of Object.entries(files)) write(path, text);

	/** Runs the program without a terminal, to its end. */
	const run = (args: readonly string[], {stdin = '', env = {}, cwd = project}: Options = {}): Promise<Ended> =>
		new Promise((resolve, reject) => {
			const child = spawn(process.execPath, [program, ...args], {cwd, env: {...own, ...env}});
			let stdout = '';
			let stderr = '';
			child.stdout.setEncoding('utf8').on('data', text => (stdout += text));
			child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
			child.stdin.on('error', () => {}).end(stdin);
			child.once('error', reject);
			child.once('close', exitCode => resolve({stdout, stderr, exitCode}));
		});

	const openProgram = (command: string, args: readonly string[], {env = {}, ...options}: TerminalOptions = {}): Pty => {
		const cleared = Object.fromEntries(notOfNewUser.map(name => [name, undefined]));
		const terminal = openPty(command, args, {cwd: project, ...options, env: {...cleared, ...onHost, HOME: home, ...env}});
		terminals.push(terminal);
		return terminal;
	};

	return {
		home,
		project,
		env: own,
		/** `runs/<id>` of each run, oldest first. */
		runFolders: (): readonly string[] => {
			const folder = join(data, 'runs');
			return readdirSync(folder)
				.sort()
				.map(id => join(folder, id));
		},
		write,
		read: (path: string) => readFileSync(join(project, path), 'utf8'),
		run,
		/** Starts the program in a terminal. */
		open: (args: readonly string[], options?: TerminalOptions) => openProgram(process.execPath, [program, ...args], options),
		/** Starts another program in a terminal. */
		openProgram,
		/** Ends what still runs, and deletes the home. */
		async remove() {
			for (const terminal of terminals) await terminal.close();
			for (const runId of unfinishedIn(join(data, 'runs'))) await run(['stop', runId]);
			rmSync(home, {recursive: true, force: true, maxRetries: 5});
		},
	};
}

/** Runs without a last status; the program is not asked, because starting it takes longer than most tests. */
function unfinishedIn(runs: string): readonly string[] {
	if (!existsSync(runs)) return [];
	return readdirSync(runs).filter(runId => {
		const events = join(runs, runId, 'events.jsonl');
		return existsSync(events) && !/"status":"(?:succeeded|failed|stopped)"/.test(readFileSync(events, 'utf8'));
	});
}

/** Waits until `find` returns something; at most `deadline` milliseconds. */
export async function eventually<T>(find: () => T | undefined | false, what: string, deadline = 15_000): Promise<T> {
	for (const end = Date.now() + deadline; ; await new Promise(resolve => setTimeout(resolve, 20))) {
		const found = find();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > end) throw new Error(`${what} did not come within ${deadline} ms.`);
	}
}

/** Whether a process of that id runs. One that has ended and whose parent has not asked does not: not every container has an init that does. */
export function isRunning(pid: number): boolean {
	const {stdout} = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], {encoding: 'utf8'});
	return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** What a stream wrote, from the output of `run --plain`; between its lines others say what happened meanwhile. */
export function linesOf(stdout: string, stream: string): readonly string[] {
	const mark = `[${stream}] `;
	return stdout
		.split('\n')
		.filter(line => line.startsWith(mark))
		.map(line => line.slice(mark.length));
}
