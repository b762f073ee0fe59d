import type {BuildOutput, BuildStep} from '../../containers/build-output/build-steps.ts';
import {stagesOf} from './dockerfile-stages.ts';
import {readKanikoLine} from './kaniko-line.ts';

/** Why kaniko ended, in its own words: raw, to be sanitised. `at`: an instruction failed, the image of a FROM was not there, or the push was refused. */
export type KanikoFault = {
	readonly at: 'base' | 'step' | 'push' | 'other';
	readonly text: string;
	/** Of the step's command; 128 and the number of the signal that ended it. */
	readonly exitCode?: number;
};

/** Reads the log of kaniko's container line by line, and knows the steps of the build. */
export type KanikoOutput = BuildOutput & {
	/** The end of what the last step has printed: at most 15 lines, raw. */
	lastLines(): readonly string[];
	/** The reference that is pushed, once all steps are done. */
	pushing(): string | undefined;
	/** Undefined while nothing has gone wrong. */
	fault(): KanikoFault | undefined;
};

const instruction = /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/i;
const mostLines = 15;

type Step = BuildStep & {readonly startedAt: number};

/** Kaniko names an instruction when it comes to it, and does not count: the text of the Dockerfile tells how many there are. Times are those of the lines. */
export function createKanikoOutput(dockerfile: string): KanikoOutput {
	const stages = stagesOf(dockerfile);
	const cachePushes = new Set<string>();
	let steps: readonly Step[] = [];
	let stage: number | undefined;
	let lastLines: readonly string[] = [];
	let pushing: string | undefined;
	let firstAt: number | undefined;
	let ended: {readonly text: string; readonly at: number} | undefined;

	const replaceLast = (change: (step: Step) => Step): true => {
		steps = [...steps.slice(0, -1), ...steps.slice(-1).map(change)];
		return true;
	};
	const end = (at: number): boolean => steps.at(-1)?.duration === undefined && steps.length > 0 && replaceLast(step => over(step, at));
	const begin = (text: string, number: number, at: number): true => {
		end(at);
		const total = Math.max(number, stages[stage ?? 0]?.length ?? 0);
		steps = [...steps, {number, total, text: text.replace(/\s+/g, ' ').trim(), isRun: /^RUN\b/i.test(text), state: 'running', startedAt: at}];
		lastLines = [];
		return true;
	};
	const hear = (text: string, at: number): boolean => {
		const [, image] = /^Retrieving image manifest (\S+)$/.exec(text) ?? [];
		if (image !== undefined) return steps.length === 0 && begin(stages[0]?.[0] ?? `FROM ${image}`, 1, at);
		const [, base, index] = /^Building stage '([^']*)' \[idx: '(\d+)'/.exec(text) ?? [];
		if (index !== undefined) {
			// The first one has begun when its image was asked for; it need not be the first of the file
			if (stage === undefined && steps.length > 0) steps = [];
			const startedAt = stage === undefined ? (firstAt ?? at) : at;
			stage = Number(index);
			return begin(stages[stage]?.[0] ?? `FROM ${base}`, 1, startedAt);
		}
		if (instruction.test(text)) return begin(text, (steps.at(-1)?.number ?? 0) + 1, at);
		if (text.startsWith('Found cached layer')) return steps.at(-1)?.isRun === true && replaceLast(step => ({...step, state: 'cached'}));
		if (text.startsWith('Saving file ') || text.startsWith('Deleting filesystem')) return end(at);
		const [, layer] = /^Pushing layer (\S+) to cache now$/.exec(text) ?? [];
		if (layer !== undefined) cachePushes.add(layer);
		const [, pushed] = /^Pushing image to (\S+)$/.exec(text) ?? [];
		if (pushed === undefined || cachePushes.has(pushed)) return false;
		pushing = pushed;
		return end(at);
	};
	const faultOf = (): KanikoFault | undefined => ended && readFault(ended.text, steps, pushing !== undefined);
	return {
		push(line, seenAt) {
			// Lines of a driver before have no times of their own here
			const at = seenAt ?? firstAt ?? 0;
			firstAt ??= at;
			const read = readKanikoLine(line);
			if (read.type === 'output') {
				lastLines = [...lastLines, line].slice(-mostLines);
				return false;
			}
			if (read.before !== '') lastLines = [...lastLines, read.before].slice(-mostLines);
			if (read.type === 'fault') {
				ended = {text: read.text, at};
				return true;
			}
			// A step had printed what looked like the last words; pushes to the cache go on beside the steps
			if (!/^Push(?:ing|ed) /.test(read.text)) ended = undefined;
			return hear(read.text, at);
		},
		steps() {
			const fault = faultOf();
			const isFailed = fault?.at === 'step' || fault?.at === 'base';
			return steps.map(({startedAt, ...step}, index) => {
				if (!ended || index < steps.length - 1 || (!isFailed && step.duration !== undefined)) return step;
				const {exitCode} = fault ?? {};
				return {...step, state: isFailed ? 'failed' : 'done', duration: Math.max(0, ended.at - startedAt), ...(exitCode !== undefined && {exitCode})};
			});
		},
		lastLines: () => lastLines,
		pushing: () => pushing,
		fault: faultOf,
	};
}

function over(step: Step, at: number): Step {
	return {...step, state: step.state === 'running' ? 'done' : step.state, duration: Math.max(0, at - step.startedAt)};
}

/** As Go names them (syscall.Signal.String). */
const signals: Readonly<Record<string, number>> = {hangup: 1, interrupt: 2, aborted: 6, killed: 9, 'segmentation fault': 11, terminated: 15};

function readFault(text: string, steps: readonly BuildStep[], isPushing: boolean): KanikoFault {
	const [, status, signal] = /waiting for process to exit: (?:exit status (\d+)|signal: ([a-z ]+))/.exec(text) ?? [];
	if (status !== undefined) return {at: 'step', text, exitCode: Number(status)};
	if (signal !== undefined) return {at: 'step', text, exitCode: 128 + (signals[signal.replace(' (core dumped)', '').trim()] ?? 0)};
	if (text.includes('failed to execute command')) return {at: 'step', text};
	if (isPushing || /^error (?:pushing|checking push)/.test(text)) return {at: 'push', text};
	// The files that instructions name are looked for before the first of them
	const isBase = steps.length === 1 && !/failed to (?:optimize instructions|get files)/.test(text);
	return {at: isBase ? 'base' : 'other', text};
}
