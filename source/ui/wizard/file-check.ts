import type {Problem} from '../../polyaxonfile/problem.ts';
import {previewProblems} from '../../wizard/preview.ts';
import {problemsOf} from '../../wizard/questions.ts';
import {toPolyaxonfile} from '../../wizard/to-polyaxonfile.ts';
import type {WizardProblem} from '../../wizard/wizard-problem.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import {placedInFile} from './answer-places.ts';
import {worstFirst} from './step-problems.ts';

/** The polyaxonfile that the answers make, and all that is wrong with it. */
export type FileCheck = {
	readonly text: string;
	/** Errors first; among equals the ones of the answers, then the ones of the file that no answer accounts for. */
	readonly problems: ReadonlyArray<WizardProblem>;
	/** All that has a line in the file, with it. */
	readonly inFile: readonly Problem[];
	readonly errors: number;
	readonly warnings: number;
};

/** Makes and checks the file. A few milliseconds: not for every render, only when the answers changed. */
export function checkFile({answers, facts, existing}: Pick<WizardState, 'answers' | 'facts' | 'existing'>): FileCheck {
	const inAnswers = problemsOf('review', answers, facts);
	const inFile = previewProblems(answers, existing?.text);
	const covered = new Set(inAnswers.map(({path}) => sectionOfAnswer[String(path[0])]));
	const problems = worstFirst([...inAnswers, ...inFile.filter(problem => !covered.has(sectionOf(problem)))]);
	const text = toPolyaxonfile(answers, existing?.text);
	return {
		text,
		problems,
		inFile: [...inFile, ...placedInFile(inAnswers, answers, text)],
		errors: problems.filter(({severity}) => severity === 'error').length,
		warnings: problems.filter(({severity}) => severity === 'warning').length,
	};
}

/** `✓ valid · 1 warning`, without the mark. */
export function verdictOf({errors, warnings}: Pick<FileCheck, 'errors' | 'warnings'>, bullet: string): string {
	const count = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
	const parts = [errors === 0 ? 'valid' : count(errors, 'error'), ...(warnings === 0 ? [] : [count(warnings, 'warning')])];
	return parts.join(` ${bullet} `);
}

/** Where an answer stands in the file: the same mistake is said once, in the words of the answer. */
const sectionOfAnswer: Readonly<Record<string, string>> = {
	kind: 'kind',
	image: 'build.image',
	buildSteps: 'build.build_steps',
	envVars: 'build.env_vars',
	declarations: 'declarations',
	command: 'run',
	secretRefs: 'environment.secret_refs',
	configmapRefs: 'environment.configmap_refs',
	resources: 'environment.resources',
	nodeSelector: 'environment.node_selector',
	serviceAccount: 'environment.service_account',
};

/** What is missing has no place of its own in the file. */
const sectionOfCode: Readonly<Record<string, string>> = {'missing-command': 'run', 'missing-image': 'build.image'};

function sectionOf({code, path}: Problem): string {
	const section = sectionOfCode[code];
	if (section !== undefined) return section;
	const [first, second] = path.map(String);
	return first === 'build' || first === 'environment' ? `${first}.${second ?? ''}` : (first ?? '');
}
