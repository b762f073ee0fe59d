import type {Cause} from './cause.ts';
import {registryCauses} from './registry-causes.ts';

/** Causes that engines for containers tell in their own words, while they pull, build or start. What says more stands before what says less. */
export const imageCauses: readonly Cause[] = [
	{
		code: 'wrong-architecture',
		pattern: /no matching manifest for (\S+)|no image found in (?:manifest list|image index) for architecture (\S+?)[,\s]|(?:exec|Exec) format error/,
		knownBy: 'line',
		ofEngine: ['pull', 'build', 'run'],
		title: ({word}) => `the image is made for another processor${word ? ` than ${word}` : ''}`,
		hint: () =>
			'Use an image that is made for this one too: its page at the registry lists them. An image for amd64 runs slowly on arm64 where qemu is installed.',
	},
	{
		code: 'old-image-format',
		pattern: /manifest\.v1\+prettyjws|schema ?(?:version )?1\b.*(?:not supported|deprecated|unsupported)/i,
		knownBy: 'line',
		ofEngine: ['pull', 'build'],
		title: () => 'the image has a format that engines do not read any more',
		hint: () => 'It was pushed years ago: use a later tag of it, or build it anew.',
	},
	...registryCauses,
	{
		code: 'no-shell',
		// Quotes have a backslash where a runtime's own line of log stands in the line of an engine
		pattern: /exec: \\?"?\/bin\/sh\\?"?: (?:stat|no such file|executable file not found)|\/bin\/sh`?(?: not found(?: in \$PATH)?)?: No such file or directory/,
		knownBy: 'line',
		ofEngine: ['run', 'build'],
		title: () => 'the image has no shell',
		hint: () => 'Commands and build steps are run by a shell: use an image that has bash or sh, not one of the kind "distroless" or "scratch".',
	},
	{
		code: 'no-gpu-devices',
		pattern: /unresolvable CDI devices|could not select device driver/i,
		knownBy: 'line',
		ofEngine: ['run'],
		title: () => 'the engine cannot give a GPU to a container here',
		hint: () => 'Install the NVIDIA Container Toolkit, and for podman describe the devices: sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml.',
	},
	{
		code: 'memory-limit-too-low',
		pattern: /unable to set memory limit to \d+|container init was OOM-killed|[Mm]inimum memory limit allowed is (\w+)/,
		knownBy: 'line',
		ofEngine: ['run'],
		title: () => 'the limit of memory is too low for a container to start',
		hint: ({word}) => `Raise environment.resources.memory.limits: a container needs ${word || '6 Mi'} to start, and Python with its libraries some 100 Mi.`,
	},
	{
		code: 'cpu-limit-out-of-range',
		pattern: /CPU cfs quota cannot be less than|[Rr]ange of CPUs is from (\S+ to [\d.]+)|cpu\.(?:cfs_quota_us|max): invalid argument/,
		knownBy: 'line',
		ofEngine: ['run'],
		title: () => 'no container can have this limit of processors',
		hint: ({word}) => (word ? `Give environment.resources.cpu.limits a value from ${word}.` : 'Raise environment.resources.cpu.limits to 0.01 or more.'),
	},
	{
		code: 'build-file-missing',
		pattern:
			/(?:copier: stat: "\/?([^"]+)": no such file|(?:COPY|ADD) failed: .*?(?:stat )?(\S+): (?:file does not exist|no such file)|failed to compute cache key: .*"\/?([^"]+)": not found)/,
		knownBy: 'line',
		ofEngine: ['build'],
		title: ({word}) => `the build does not find ${word}`,
		hint: () => 'Correct the path: it counts from the folder that is baked. Also see that .polyaxonignore does not leave the file out.',
	},
];

/** The words of engines around what a step printed. */
const ofEngine =
	/^(?:\[\d+\/\d+\] )?STEP \d|^Step \d+\/|^ ?-+> |^Error|^error |exit status \d+$|^time="|^The command '|^#\d+ (?:DONE|ERROR|CACHED)|^-+$|^ > |^ERROR: /;

/** The last of all: a step that failed for a reason of its own. What it printed last is the best that can be shown. */
export const stepCause: Cause = {
	code: 'build-step-failed',
	pattern: /while running runtime: exit status \d+$|returned a non-zero code: \d+|did not complete successfully: exit code: \d+/,
	knownBy: 'line',
	title: ({exitCode}) => `a build step failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}`,
	hint: () => 'The end of the build log says why. Steps see the requirements, conda and setup files of the folder only, and are run by /bin/sh.',
	proof: lines => lines.findLast(line => line.trim() !== '' && !ofEngine.test(line))?.replace(/^#\d+ [\d.]+ /, ''),
};
