import {sanitiseLine} from '../../terminal/sanitise.ts';
import type {RunEvent} from '../engine.ts';
import {earlierLog} from './earlier-log.ts';
import {createLineReader} from './line-reader.ts';
import type {KubernetesPlan} from './plan.ts';
import {readStepMark} from './step-marks.ts';

/** What becomes of the news of a run whose build steps are carried out at the start of its pod. */
export type InlineSteps = {
	told(event: RunEvent): readonly RunEvent[];
	hear(bytes: Buffer, times: readonly number[]): readonly RunEvent[];
	/** Whether the command has the log to itself. */
	isDone(): boolean;
};

/** Tells the build steps at the start of a pod as a stage of their own, by the marks in its log: the command has begun only after them. */
export function createInlineSteps({runId, image}: Pick<KubernetesPlan, 'runId' | 'image'>): InlineSteps {
	let reader = createLineReader();
	/** What is held back until the command begins. */
	let held: readonly RunEvent[] = [];
	let isDone = false;
	let isBegun = false;
	let said = '';
	return {
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
		isDone: () => isDone,
	};

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

/** The steps as far as a driver before has told of them: of what it had of the log, only that before the command is read. */
export async function inlineStepsSoFar(plan: Pick<KubernetesPlan, 'runId' | 'image' | 'runFolder'>): Promise<InlineSteps> {
	const steps = createInlineSteps(plan);
	for await (const bytes of earlierLog(plan.runFolder, 'run')) {
		steps.hear(bytes, []);
		if (steps.isDone()) break;
	}
	return steps;
}
