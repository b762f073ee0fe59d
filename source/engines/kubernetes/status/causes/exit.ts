import {sanitiseLine} from '../../../../terminal/sanitise.ts';
import {isStep} from '../containers.ts';
import {containerStatus, eventsAbout} from '../observed.ts';
import {uploadContainer} from '../spans.ts';
import {type Cause, failure} from './cause.ts';

/** Row 18: a container used more memory than it may. */
export const memoryCause: Cause = ({end, pod, mainContainer}) => {
	if (end?.status !== 'failed' || !end.isOutOfMemory) return undefined;
	const containers = [...(pod?.spec?.initContainers ?? []), ...(pod?.spec?.containers ?? [])];
	const killed = containers.find(({name}) => containerStatus(pod, name)?.state?.terminated?.reason === 'OOMKilled');
	const limit = killed?.resources?.limits?.memory;
	const title = `out of memory${limit === undefined ? '' : `: the limit was ${sanitiseLine(limit)}`}`;
	const hint = 'Raise environment.resources.memory, or load less at a time: a smaller batch size, fewer workers.';
	const which = killed && killed.name !== mainContainer ? `the container "${sanitiseLine(killed.name)}" was OOMKilled` : 'OOMKilled';
	return failure('out-of-memory', title, hint, [which, end.message]);
};

/** Row 39, and other init containers: the command was never reached. */
export const initCause: Cause = ({end, pod}) => {
	if (end?.reason !== 'init-failed') return undefined;
	const steps = (pod?.spec?.initContainers ?? []).filter(isStep);
	const failed = steps.find(({name}) => (containerStatus(pod, name)?.state?.terminated?.exitCode ?? 0) !== 0);
	const terminated = containerStatus(pod, failed?.name ?? '')?.state?.terminated;
	const evidence = [end.message, sanitiseLine(terminated?.message ?? '')];
	// The exit code of our own wait for the code: engines.md 1a
	if (failed?.name === uploadContainer && terminated?.exitCode === 66) {
		const hint = 'The computer that sends it may have slept, or the network or VPN was cut. Start the run again: polyaxon-tui rerun.';
		return failure('upload-timeout', 'the code did not arrive in 15 minutes', hint, evidence);
	}
	const title = `the init container ${sanitiseLine(failed?.name ?? '')} failed with exit code ${terminated?.exitCode}`;
	return failure('init-failed', title, 'Its log says why. The command was not started.', evidence);
};

type ExitCause = {readonly code: string; readonly title: (word: string) => string; readonly hint: string; readonly pattern?: RegExp};

/** What exit codes mean: https://tldp.org/LDP/abs/html/exitcodes.html, and 128 + the signal. */
const exits: Readonly<Record<number, ExitCause>> = {
	1: {code: 'script-failed', title: () => 'the command failed with exit code 1', hint: 'Mostly an error in the script: its last lines say which.'},
	2: {
		code: 'wrong-arguments',
		title: () => 'the command failed with exit code 2: mostly wrong arguments',
		hint: 'Compare cmd and the declarations with what the script takes.',
	},
	126: {
		code: 'not-executable',
		pattern: /([^\s:]+): (?:Permission denied|cannot execute.*|Is a directory)/,
		title: word => `${word || 'a file'} cannot be executed`,
		hint: 'Make it executable (chmod +x FILE), or name its program: bash FILE.',
	},
	127: {
		code: 'command-not-found',
		pattern: /([^\s:]+): (?:command )?not found|([^\s:]+): No such file or directory/,
		title: word => `${word ? `the command ${word}` : 'a command'} was not found in the image`,
		hint: 'Correct the name, install it in build_steps, or write ./ before a file of your own.',
	},
	134: {code: 'aborted', title: () => 'the command crashed (aborted, exit 134)', hint: 'Mostly a library gave up: its last lines say why.'},
	135: {
		code: 'bus-error',
		title: () => 'the command crashed (bus error, exit 135)',
		hint: 'Mostly /dev/shm is too small: set a larger shmSize in the settings, or use fewer workers that load data.',
	},
	139: {
		code: 'segmentation-fault',
		title: () => 'the command crashed in native code (segmentation fault)',
		hint: 'Mostly two packages do not fit each other: name their versions in build_steps. "python -X faulthandler" shows where it happens.',
	},
	143: {
		code: 'terminated',
		title: () => 'the command was ended by a signal from outside (SIGTERM, exit 143)',
		hint: 'Somebody or the cluster ended it. Start it again: polyaxon-tui rerun.',
	},
};

/** What a kernel says that ran out of memory, and programs that heard of it. */
const memoryWords = /\bout of memory\b|\boom[-_ ]?kill|MemoryError|Cannot allocate memory|bad_alloc/i;

/** Row 18, its other half: SIGKILL. A runtime says OOMKilled also when it was a child that memory ran out for; only then it is spoken of. */
export const killCause: Cause = ({end, tail, observed, pod}) => {
	if (end?.status !== 'failed' || end.exitCode !== 137) return undefined;
	const proof = tail.findLast(line => memoryWords.test(line));
	const told = eventsAbout(observed, pod, 'Unhealthy', 'Killing').map(({message = ''}) => sanitiseLine(message));
	const hint =
		proof === undefined
			? 'The cluster does not say that memory ran out. Another process of its pod may have done it, a probe, or whoever asked the pod to end and did not wait for longer.'
			: 'Its log speaks of memory: raise environment.resources.memory, or load less at a time: a smaller batch size, fewer workers.';
	const evidence = [proof ?? told.at(-1) ?? tail.at(-1)];
	return failure('killed', 'the command was killed (SIGKILL, exit 137)', hint, evidence);
};

/** Row 19: what the exit code says. The log may say more. */
export const exitCause: Cause = ({end, tail, observed}) => {
	if (end?.status !== 'failed' || end.exitCode === undefined) return undefined;
	const {exitCode} = end;
	const exit = exits[exitCode];
	const proof = exit?.pattern && tail.findLast(line => exit.pattern!.test(line));
	const word = (proof && exit?.pattern?.exec(proof)?.slice(1).find(Boolean)) ?? '';
	const failed = observed.job?.status?.failed ?? 0;
	const evidence = [proof ?? tail.at(-1), failed > 1 ? `It failed ${failed} times.` : undefined];
	const title = exit?.title(word) ?? `the command failed with exit code ${exitCode}`;
	return failure(exit?.code ?? 'command-failed', title, exit?.hint ?? 'The last lines of its log say why.', evidence, {isGeneral: true});
};
