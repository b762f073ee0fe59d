import type {Stage} from '../../engines/engine.ts';
import {imageCauses, stepCause} from './image-causes.ts';
import {packageOf} from './package-of.ts';

/** What a row can put into its words. `word`: what the pattern caught, such as the name of a module. */
export type Facts = {readonly stage: Stage; readonly word: string; readonly exitCode?: number};

/** One cause of failures: how it is known, and what to say. */
export type Cause = {
	/** Short and stable, for programs. */
	readonly code: string;
	/** Found in one of the last lines; its first group is the word. */
	readonly pattern?: RegExp;
	readonly exitCodes?: readonly number[];
	/** `exit code`: the line is only evidence. `either`: each is enough. */
	readonly knownBy: 'line' | 'exit code' | 'either';
	readonly title: (facts: Facts) => string;
	readonly hint: (facts: Facts) => string;
	/** Only in these stages, and in lines that an engine wrote: programs use the same words for other things. */
	readonly ofEngine?: readonly Stage[];
	/** A line that shows more than the one that was found. */
	readonly proof?: (lines: readonly string[]) => string | undefined;
};

const whatOf = (stage: Stage) => (stage === 'build' ? 'the build' : 'the command');

/** Tried from the top: what says more stands before what says less. */
export const causes: readonly Cause[] = [
	...imageCauses,
	{
		code: 'cuda-out-of-memory',
		pattern: /CUDA(?: error:)?:? out of memory|CUDA_ERROR_OUT_OF_MEMORY|OutOfMemoryError: CUDA|OOM when allocating tensor/i,
		knownBy: 'line',
		title: () => 'the GPU ran out of memory',
		hint: () => 'Use a smaller batch size or model. Other programs on the GPU are listed by nvidia-smi.',
	},
	{
		code: 'module-not-found',
		pattern: /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)'?/,
		knownBy: 'line',
		title: ({word}) => `the Python module ${word} is not installed`,
		hint: ({word}) =>
			`Add "pip install ${packageOf(word)}" to build_steps, or the package to requirements.txt. If ${word} is your own file, look where it stands.`,
	},
	{
		code: 'import-error',
		pattern: /ImportError: (?:cannot import name '([^']+)'|.+)/,
		knownBy: 'line',
		title: ({word}) => (word ? `Python could not import ${word}` : 'Python could not import a module'),
		hint: () =>
			'The package has another version than the code expects, or a library that it needs is missing. Name the version in build_steps: "pip install NAME==VERSION".',
	},
	{
		code: 'python-file-missing',
		pattern: /can't open file '?([^']+?)'?: \[Errno 2\]/,
		knownBy: 'line',
		title: ({word}) => `Python did not find ${word}`,
		hint: () => 'Correct the path in cmd: it counts from the folder in which the run was started. Also see that .polyaxonignore does not leave the file out.',
	},
	{
		code: 'no-network',
		pattern:
			/Temporary failure in name resolution|Failed to establish a new connection|Could not resolve host: ?(\S*)|Name or service not known|Network is unreachable/,
		knownBy: 'line',
		title: ({stage, word}) => `${whatOf(stage)} could not reach ${word || 'the network'}`,
		hint: () => 'See that this machine is online. Behind a proxy, set HTTPS_PROXY and start the run again.',
	},
	{
		code: 'no-such-package',
		pattern: /No matching distribution found for (\S+)/,
		knownBy: 'line',
		title: ({word}) => `pip found no package ${word}`,
		hint: () => 'Correct the name or the version. It may also be that the version is not made for this Python, or that the package index cannot be reached.',
	},
	{
		code: 'needs-root',
		pattern: /are you root\?|(?:must be|only be) (?:run|performed|executed)? ?(?:as|by) root|requires superuser privilege/i,
		knownBy: 'line',
		title: ({stage}) => `${whatOf(stage)} wants to change the system, which only root may do`,
		hint: () => 'Take the step out of build_steps and install what it needs on this machine yourself.',
	},
	{
		code: 'shell-syntax',
		pattern: /: line \d+: (syntax error.*|unexpected EOF.*)/,
		knownBy: 'line',
		title: ({stage}) => `bash could not read ${whatOf(stage)}`,
		hint: () => 'Correct the quotes, brackets and keywords near the place that the message names.',
	},
	{
		code: 'command-not-found',
		pattern: /([^\s:]+): (?:command )?not found|([^\s:]+): No such file or directory/,
		exitCodes: [127],
		knownBy: 'exit code',
		title: ({word}) => `${word ? `the command ${word}` : 'a command'} was not found`,
		hint: ({word}) => `Correct the name, install ${word || 'it'} in build_steps, or write ./ before a file of your own.`,
	},
	{
		code: 'not-executable',
		pattern: /([^\s:]+): (?:Permission denied|cannot execute.*|Is a directory)/,
		exitCodes: [126],
		knownBy: 'exit code',
		title: ({word}) => `${word || 'a file'} cannot be executed`,
		hint: ({word}) => `Make it executable (chmod +x ${word || 'FILE'}), or name its program: bash ${word || 'FILE'}.`,
	},
	{
		code: 'disk-full',
		pattern: /No space left on device|Disk quota exceeded/,
		knownBy: 'line',
		title: () => 'the disk is full',
		hint: () => 'Free some space and run again. Old runs are listed by polyaxon-tui runs, and deleted by polyaxon-tui remove.',
	},
	{
		code: 'permission-denied',
		pattern: /PermissionError: .*?'([^']+)'|(?:cannot \w+ .*?'([^']+)'|[^\s:]+): Permission denied/,
		knownBy: 'line',
		title: ({stage, word}) => `${whatOf(stage)} has no right to use ${word || 'a file'}`,
		hint: () => 'Write into the outputs folder of the run (POLYAXON_RUN_OUTPUTS_PATH), or change the rights of the file.',
	},
	{
		code: 'out-of-memory',
		pattern: /^(?:\w+\.)*_?(?:Array)?MemoryError\b|Cannot allocate memory|std::bad_alloc|[Oo]ut of memory|JavaScript heap out of memory/,
		knownBy: 'line',
		title: ({stage}) => `${whatOf(stage)} ran out of memory`,
		hint: () => 'Load less at a time (a smaller batch size, fewer workers), or use a machine with more memory.',
	},
	{
		code: 'killed',
		pattern: /\bKilled\b/,
		exitCodes: [137],
		knownBy: 'exit code',
		title: ({stage}) => `${whatOf(stage)} was killed (exit 137)`,
		hint: () =>
			'Mostly the machine ran out of memory and ended it: load less at a time, or use a machine with more memory. Else someone ended it with kill -9.',
	},
	{
		code: 'segmentation-fault',
		pattern: /Segmentation fault/,
		exitCodes: [139],
		knownBy: 'either',
		title: ({stage}) => `${whatOf(stage)} crashed in native code (segmentation fault)`,
		hint: () => 'Mostly two packages do not fit each other: name their versions in build_steps. "python -X faulthandler" shows where it happens.',
	},
	{
		code: 'terminated',
		pattern: /\bTerminated\b/,
		exitCodes: [143],
		knownBy: 'exit code',
		title: ({stage}) => `${whatOf(stage)} was ended by a signal from outside (SIGTERM, exit 143)`,
		hint: () => 'Someone or something on this machine ended it: a kill, a logout, a shutdown. Start it again: polyaxon-tui rerun.',
	},
	stepCause,
];
