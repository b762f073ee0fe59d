import type {Answers} from '../../wizard/answers.ts';
import {problemsAway} from '../../wizard/checks/away.ts';
import {problemsOf} from '../../wizard/questions.ts';
import {stepIds} from '../../wizard/step-ids.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import type {StepId, WizardState} from '../../wizard/wizard-state.ts';
import {askedOfAnswers} from './place-choices.ts';
import type {WizardContext} from './screen-state.ts';

/** One key asks several times for the problems of the same answers: its handling, the footer, the question. The check renders templates. */
const known = new WeakMap<Answers, Map<StepId, readonly WizardProblem[]>>();

/** What is wrong with the answer of the current step, and what of it the cluster does not have. The facts of a folder never change, so its answers say the rest. */
export function stepProblems(
	{step, answers, facts}: Pick<WizardState, 'step' | 'answers' | 'facts'>,
	clusters: WizardContext['clusters'],
): readonly WizardProblem[] {
	const bySteps = known.get(answers) ?? new Map<StepId, readonly WizardProblem[]>();
	known.set(answers, bySteps);
	const problems = bySteps.get(step) ?? worstFirst(problemsOf(step, answers, facts));
	bySteps.set(step, problems);
	const cluster = step === 'resources' && answers.engine === 'kubernetes' ? askedOfAnswers(answers, clusters)?.facts : undefined;
	return cluster ? worstFirst([...problems, ...problemsAway(answers, cluster)]) : problems;
}

/** Errors before warnings, else in their order. */
export function worstFirst<P extends Pick<WizardProblem, 'severity'>>(problems: readonly P[]): readonly P[] {
	return problems.toSorted((one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'));
}

const stepOfAnswer: Readonly<Record<string, StepId>> = {
	secretRefs: 'secrets',
	configmapRefs: 'configmaps',
	nodeSelector: 'resources',
	serviceAccount: 'resources',
};

/** The step where the problem is solved; undefined for what no answer holds. */
export function stepOfProblem({path}: WizardProblem): StepId | undefined {
	const name = String(path[0]);
	return stepOfAnswer[name] ?? stepIds.find(id => id === name);
}

/** The worst that is wrong in each step. */
export function severityBySteps(problems: readonly WizardProblem[]): ReadonlyMap<StepId, WizardProblem['severity']> {
	const worst = new Map<StepId, WizardProblem['severity']>();
	for (const problem of problems) {
		const step = stepOfProblem(problem);
		if (step && worst.get(step) !== 'error') worst.set(step, problem.severity);
	}
	return worst;
}
