import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {RunEvent} from '../engine.ts';
import {createLineReader} from './line-reader.ts';
import type {KubernetesPlan} from './plan.ts';
import {readStepMark} from './step-marks.ts';

/**
 * Tells the build steps at the start of a pod as a stage of their own, by the marks in its log: the command has begun only after them. `earlier`: what a
 * driver before had of the log, and has told of.
 */
export function createInlineSteps(
	{runId, image}: Pick<KubernetesPlan, 'runId' | 'image'>,
	earlier: Buffer = Buffer.alloc(0),
): {
	told(event: RunEvent): readonly RunEvent[];
	hear(bytes: Buffer, times: readonly number[]): readonly RunEvent[];
} {
	let reader = createLineReader();
	/** What is held back until the command begins. */
	let held: readonly RunEvent[] = [];
	let isDone = false;
	let isBegun = false;
	let said = '';
	const steps = {
		told(event: RunEvent): readonly RunEvent[] {
			const isOfRun = (event.type === 'stage' && event.stage === 'run' && event.state === 'started') || (event.type === 'status' && event.status === 'running');
			if (!isOfRun || isDone) return isDone ? [event] : beforeCommand(event);
			held = [...held, event];
			return event.type === 'status' ? [{...event, status: 'building'}] : [];
		},
		hear(bytes: Buffer, times: readonly number[]): readonly RunEvent[] {
			if (isDone) return [];
			return reader.push(bytes, times).flatMap(({text, at}): readonly RunEvent[] => {
				const found = readStepMark(text, runId);
				if (!found || isDone) return [];
				if (found.mark.type === 'step') {
					isBegun = true;
					const {step, of} = found.mark;
					said = `step ${step} of ${of}: ${sanitiseLine(image.steps[step - 1]?.trim().split('\n')[0] ?? '')}`;
					return [{at, type: 'stage', stage: 'build', state: 'started', detail: said}];
				}
				isDone = true;
				reader = createLineReader();
				const built: readonly RunEvent[] = isBegun
					? [{at, type: 'stage', stage: 'build', state: 'succeeded', detail: `${image.steps.length} ${image.steps.length === 1 ? 'step' : 'steps'} in the pod`}]
					: [];
				return [...built, ...releases(at)];
			});
		},
	};
	steps.hear(earlier, []);
	return steps;

	function releases(at: number): readonly RunEvent[] {
		const events = held.map(event => ({...event, at: Math.max(at, event.at)}));
		held = [];
		return events;
	}

	/** A run that ends while its steps are carried out has ended in them: its command never began. */
	function beforeCommand(event: RunEvent): readonly RunEvent[] {
		const isEnd = event.type === 'stage' && event.stage === 'run' && event.state !== 'started';
		if (!isEnd) return [event];
		isDone = true;
		if (isBegun && event.state === 'failed') return [{...event, stage: 'build', detail: said}];
		return [...releases(0), event];
	}
}
