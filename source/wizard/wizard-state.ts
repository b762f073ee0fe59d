import type {Answers} from './answers.ts';
import type {Facts} from './facts.ts';
import {questions} from './questions.ts';
import type {stepIds} from './step-ids.ts';
import {summaryOf} from './summary.ts';

/** The steps by name, in the order in which they are asked. */
export type StepId = (typeof stepIds)[number];

/** Where the wizard stands. Plain JSON. */
export type WizardState = {
	readonly answers: Answers;
	readonly facts: Facts;
	readonly step: StepId;
	/** Steps that were on screen and left, in no order. */
	readonly visited: readonly StepId[];
	/** The file as it is on disk, when there is one. */
	readonly existing?: {readonly file: string; readonly text: string};
	/** Where the polyaxonfile goes, relative to the folder or absolute. */
	readonly file: string;
};

/** What the user did. */
export type WizardAction =
	| {readonly type: 'answer'; readonly answers: Partial<Answers>}
	| {readonly type: 'next'}
	| {readonly type: 'back'}
	| {readonly type: 'go'; readonly step: StepId};

/** One row of the rail. */
export type RailRow = {
	readonly id: StepId;
	readonly title: string;
	readonly summary: string;
	readonly state: 'done' | 'current' | 'todo' | 'not-needed';
	/** Why the step is not needed. */
	readonly reason?: string;
};

/** The state after an action. An answer changes only itself; steps that do not apply are passed over in both directions. */
export function reduceWizard(state: WizardState, action: WizardAction): WizardState {
	switch (action.type) {
		case 'answer':
			return {...state, answers: {...state.answers, ...action.answers}};
		case 'next':
			return moveBy(state, 1);
		case 'back':
			return moveBy(state, -1);
		case 'go':
			return whyNotNeeded(action.step, state.answers) === undefined ? leaveFor(state, action.step) : state;
	}
}

/** All steps with what was answered, for the rail at the left. */
export function railOf(state: WizardState): readonly RailRow[] {
	return questions.map(({id, title}) => {
		const reason = whyNotNeeded(id, state.answers);
		if (reason !== undefined) return {id, title, summary: '', state: 'not-needed', reason};
		const isVisited = state.visited.includes(id);
		const rowState = id === state.step ? 'current' : isVisited ? 'done' : 'todo';
		return {id, title, summary: summaryOf(id, state.answers, isVisited || rowState === 'current'), state: rowState};
	});
}

/** Why the step is not asked for these answers, or undefined when it is. */
export function whyNotNeeded(step: StepId, answers: Pick<Answers, 'kind'>): string | undefined {
	if (answers.kind !== 'build') return undefined;
	if (step === 'declarations') return 'a build has no declarations';
	if (step === 'command') return 'a build runs only its steps';
	return undefined;
}

function moveBy(state: WizardState, direction: 1 | -1): WizardState {
	const from = questions.findIndex(({id}) => id === state.step);
	for (let at = from + direction; at >= 0 && at < questions.length; at += direction) {
		const step = questions[at]!.id;
		if (whyNotNeeded(step, state.answers) === undefined) return leaveFor(state, step);
	}
	return state;
}

function leaveFor(state: WizardState, step: StepId): WizardState {
	if (step === state.step) return state;
	return {...state, step, visited: state.visited.includes(state.step) ? state.visited : [...state.visited, state.step]};
}
