import {type Cause, whatOf} from './cause.ts';
import {imageCauses, stepCause} from './image-causes.ts';
import {hintOfInstruction} from './instruction.ts';
import {noSuchPackage, pythonCauses} from './python-causes.ts';
import {rightsInContainer, rightsOf} from './rights.ts';

/** Tried from the top: what says more stands before what says less. */
export const causes: readonly Cause[] = [
	...imageCauses,
	...pythonCauses,
	{
		code: 'no-network',
		pattern:
			/Temporary failure in name resolution|Failed to establish a new connection|Could not resolve host: ?(\S*)|Name or service not known|Network is unreachable/,
		knownBy: 'line',
		title: ({stage, word}) => `${whatOf(stage)} could not reach ${word || 'the network'}`,
		hint: () => 'See that this machine is online. Behind a proxy, set HTTPS_PROXY and start the run again.',
	},
	noSuchPackage,
	{
		code: 'needs-root',
		pattern: /are you root\?|(?:must be|only be) (?:run|performed|executed)? ?(?:as|by) root|requires superuser privilege/i,
		knownBy: 'line',
		title: ({stage}) => `${whatOf(stage)} wants to change the system, which only root may do`,
		hint: ({stage, isInContainer}) =>
			isInContainer ? rightsInContainer(stage) : 'Take the step out of build_steps and install what it needs on this machine yourself.',
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
		hint: ({stage, word}) =>
			hintOfInstruction(stage, word) ?? `Correct the name, install ${word || 'it'} in build_steps, or write ./ before a file of your own.`,
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
		// apt gives the number of the error in round brackets
		pattern:
			/(?:PermissionError: .*?|\[Errno 13\] Permission denied: )'([^']+)'|(?:cannot \w+ .*?'([^']+)'|(?:^|[\s"'])([^\s:()'"]+)): Permission denied|\(13: Permission denied\)/,
		knownBy: 'line',
		title: ({stage, word}) => `${whatOf(stage)} has no right to use ${word || 'a file'}`,
		hint: ({stage, isInContainer}) => rightsOf(stage, isInContainer),
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
		title: ({stage}) => `${whatOf(stage)} was killed`,
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
		title: ({stage}) => `${whatOf(stage)} was ended by a signal from outside (SIGTERM)`,
		hint: () => 'Someone or something ended it: a kill, a logout, a shutdown, a cluster that took it off its node. Start it again: polyaxon-tui rerun.',
	},
	stepCause,
];
