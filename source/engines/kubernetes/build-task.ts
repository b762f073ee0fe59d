import {dockerfileText} from '../../image/dockerfile.ts';
import {nameOf} from '../containers/build-output/build-steps.ts';
import type {RunEvent} from '../engine.ts';
import {createKanikoOutput, type KanikoOutput} from './build/kaniko-output.ts';
import type {PackedContext} from './build/pack-context.ts';
import {tellCodeElsewhere} from './code-elsewhere.ts';
import type {Drive} from './drive-context.ts';
import {earlierLog} from './earlier-log.ts';
import type {JobTask} from './follow-job.ts';
import type {Made} from './handle.ts';
import {createLineReader} from './line-reader.ts';
import {containers} from './manifests/places.ts';
import {sendContext} from './send-context.ts';
import {buildDetail} from './status/build-detail.ts';
import type {Progress} from './status/progress.ts';
import {buildStreamOf} from './stream-of.ts';

/** How the Job of a build is followed, and what is told of it: its steps. */
export function buildTask(drive: Drive, made: Made, pack: (() => Promise<PackedContext>) | undefined, output: KanikoOutput): JobTask {
	const {world, plan} = drive;
	let said = '';
	const reader = createLineReader();
	return {
		made,
		main: containers.build,
		streamOf: buildStreamOf,
		// What the pod of the builder goes through is the build's own affair
		told(event, progress: Progress) {
			const detail = buildDetail(progress);
			if (event.type === 'notice') return [event];
			if (detail === undefined || detail === said) return [];
			said = detail;
			return [{at: world.now(), type: 'stage', stage: 'build', state: 'started', detail}];
		},
		hear(bytes, times) {
			return reader.push(bytes, times).flatMap(({text, at}): readonly RunEvent[] => {
				if (!output.push(text, at)) return [];
				const steps = output.steps();
				const step = steps.at(-1);
				const detail = step && step.state === 'running' ? nameOf(step, steps, namedSteps(plan.image)) : output.pushing() && 'pushing the image';
				if (!detail || detail === said) return [];
				said = detail;
				return [{at, type: 'stage', stage: 'build', state: 'started', detail}];
			});
		},
		...(pack && {upload: (pod: string, signal: AbortSignal) => sendContext({...drive, signal}, pod, pack)}),
		...(plan.adopted && {upload: (pod: string, signal: AbortSignal) => tellCodeElsewhere({...drive, signal}, pod)}),
	};
}

/** The builder's output as far as the driver before has had it, for one that takes over. */
export async function outputSoFar({world, plan}: Pick<Drive, 'world' | 'plan'>): Promise<KanikoOutput> {
	const output = createKanikoOutput(dockerfileText(plan.image));
	const reader = createLineReader();
	for await (const bytes of earlierLog(plan.runFolder, 'build')) for (const {text} of reader.push(bytes, [])) output.push(text, world.now());
	return output;
}

/** Steps of an own Dockerfile have names of their own. */
export function namedSteps({dockerfile, steps}: Drive['plan']['image']): readonly string[] {
	return dockerfile === undefined ? steps : [];
}
