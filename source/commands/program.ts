import {Command} from 'commander';
import type {Standby} from '../runs/standby.ts';
import {sanitiseText} from '../terminal/sanitise.ts';
import {initFlags} from '../wizard/init-flags.ts';
import type {World} from '../world.ts';

const context = ['--context <name>', 'the cluster: a context of the kubeconfig (kubernetes)'] as const;
const namespace = ['--namespace <name>', 'the namespace of the run (kubernetes)'] as const;
const engine = ['--engine <name>', 'where to run: host, podman, docker, nerdctl, kubernetes (default: from the settings, else what is ready)'] as const;
const file = ['-f, --file <path>', 'the polyaxonfile (default: found in this folder); repeated, each is laid over those before', collect] as const;
const detach = ['-d, --detach', 'start it and return at once'] as const;
const largeContext = ['--large-context', 'send the code also when it is over 500 MB'] as const;
const plain = ['--plain', 'plain lines instead of the screen'] as const;
const json = ['--json', 'one JSON object a line instead of the screen'] as const;
const param = ['-P, --param <name=value>', 'give a declaration another value (repeatable)', collect] as const;

/** All commands with their arguments and flags; `done` gets the exit code. The code of each is loaded when it is called: `check` need not wait for Ink. */
export function createProgram(world: World, version: string, done: (code: number) => void): Command {
	const program = new Command('polyaxon-tui')
		.description('Author a polyaxonfile, build its environment, run it and watch it, in the terminal.')
		.version(version, '-v, --version', 'print the version')
		.helpOption('-h, --help', 'print help; after a command, help of that command')
		.helpCommand('help [command]', 'print help, of a command')
		.exitOverride()
		// An argument may hold what a terminal would obey
		.configureOutput({writeErr: text => world.stderr.write(sanitiseText(text))})
		.addHelpText('after', '\nWithout a command, init starts.\nExit codes: 0 done, 1 the run failed or was stopped, 2 wrong usage or input, 130 interrupted.');

	const init = program.command('init').description('ask what to run, write the polyaxonfile, and run it');
	for (const {flags, help, repeats} of initFlags) {
		if (repeats) init.option(flags, `${help} (repeatable)`, collect);
		else init.option(flags, help);
	}
	init.action(async options => done(await (await import('./init.ts')).initCommand(world, options)));

	program
		.command('run')
		.description('build the environment and run the polyaxonfile, with the code of this folder')
		.option(...file)
		.option(...param)
		.option(...engine)
		.option(...context)
		.option(...namespace)
		.option(...detach)
		.option(...largeContext)
		.option(...plain)
		.option(...json)
		.option('--dry-run', 'print what would be done, and do nothing')
		.action(async options => done(await startStandingBy(world, options, async standby => (await import('./run.ts')).runCommand(world, options, standby))));

	program
		.command('check')
		.description('print every problem of polyaxonfiles')
		.argument('[file...]', 'checked one by one (default: the one of this folder)')
		.option(...file)
		.option(...param)
		.option('--render', 'also print what the file comes to: specification, command, image')
		.option('--json', 'one JSON object a line for each file')
		.action(async (files, options) => done(await (await import('./check.ts')).checkCommand(world, files, options)));

	program
		.command('dockerfile')
		.description('print the Dockerfile that the image of the polyaxonfile is built from')
		.option(...file)
		.option(...param)
		.option('--explain', 'say of each line why it is there')
		.action(async options => done(await (await import('./dockerfile.ts')).dockerfileCommand(world, options)));

	program
		.command('schema')
		.description('print the JSON Schema of the polyaxonfile, for editors')
		.action(async () => done(await (await import('./schema.ts')).schemaCommand(world)));

	program
		.command('runs')
		.description('list the runs of this machine, and those of others in a cluster')
		.option('--cluster', 'also runs in the cluster that other machines started')
		.option(...context)
		.option(...namespace)
		.option('-A, --all-namespaces', 'of all namespaces of the cluster')
		.option('--json', 'one JSON object a line')
		.option('--plain', 'a table, also in a terminal')
		.action(async options => done(await (await import('./runs.ts')).runsCommand(world, options)));

	program
		.command('attach')
		.description('watch a run')
		.argument('[run]', 'its id, or the first letters of it (default: the newest of this folder)')
		.option(...context)
		.option(...namespace)
		.option(...plain)
		.option(...json)
		.action(async (run, options) => done(await (await import('./attach.ts')).attachCommand(world, run, options)));

	program
		.command('logs')
		.description('print what a run wrote')
		.argument('[run]')
		.option(...context)
		.option(...namespace)
		.option('--stream <name>', 'build or run (default: run; build when the run has not begun)')
		.option('-f, --follow', 'go on until the run is done')
		.option('--raw', 'the very bytes, also control characters, into a file or pipe')
		.action(async (run, options) => done(await (await import('./logs.ts')).logsCommand(world, run, options)));

	program
		.command('stop')
		.description('end a run and all that it started')
		.argument('[run]')
		.option(...context)
		.option(...namespace)
		.action(async (run, options) => done(await (await import('./stop.ts')).stopCommand(world, run, options)));

	program
		.command('remove')
		.description('delete runs that are done, with their logs and outputs')
		.argument('<run...>')
		.option(...context)
		.option(...namespace)
		.action(async (runs, options) => done(await (await import('./remove.ts')).removeCommand(world, runs, options)));

	program
		.command('rerun')
		.description('run the same polyaxonfile again, with the same declarations and the code as it is now')
		.argument('[run]')
		.option(...param)
		.option(...engine)
		.option(...context)
		.option(...namespace)
		.option(...detach)
		.option(...largeContext)
		.option(...plain)
		.option(...json)
		.action(async (run, options) =>
			done(await startStandingBy(world, options, async standby => (await import('./rerun.ts')).rerunCommand(world, run, options, standby))),
		);

	program
		.command('doctor')
		.description('say what is ready here, and what is missing')
		.option('--json', 'as one JSON object')
		.option('--role', 'print the Role that runs need in the cluster, and its binding to your account, for kubectl apply')
		.option(...context)
		.option(...namespace)
		.action(async options => done(await (await import('./doctor.ts')).doctorCommand(world, options)));

	program
		.command('drive', {hidden: true})
		.argument('[run]')
		.option('--standby <log>')
		.action(async (run, options) => done(await (await import('./drive.ts')).driveCommand(world, run, options)));

	return program;
}

/** The driver is started before anything else of a command that is to start a run: both need a moment for it. */
async function startStandingBy(world: World, {dryRun}: {readonly dryRun?: boolean}, work: (standby?: Standby) => Promise<number>): Promise<number> {
	if (dryRun) return work();
	const {withStandby} = await import('../runs/standby.ts');
	return withStandby(world, work);
}

function collect(value: string, before: readonly string[] = []): string[] {
	return [...before, value];
}
