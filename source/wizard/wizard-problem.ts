import type {Problem} from '../polyaxonfile/problem.ts';
import type {Answers} from './answers.ts';

/** A problem with an answer. `path` starts with the answer's name (`['envVars', 0, 'name']`). */
export type WizardProblem = Problem & {
	/** What key `f` does: `label` follows "Press f to". */
	readonly fix?: {readonly label: string; readonly answers: Partial<Answers>};
};

/** An error: with it the file would not be valid or could not run. */
export function errorAt(path: WizardProblem['path'], code: string, message: string, hint?: string, fix?: WizardProblem['fix']): WizardProblem {
	return {code, severity: 'error', message, path, ...(hint === undefined ? {} : {hint}), ...(fix === undefined ? {} : {fix})};
}

/** A warning: valid, but probably not what is meant. */
export function warningAt(path: WizardProblem['path'], code: string, message: string, hint?: string, fix?: WizardProblem['fix']): WizardProblem {
	return {...errorAt(path, code, message, hint, fix), severity: 'warning'};
}

/** An error from a check that answers with "What is wrong. What to do.": the first sentence is the message, the rest the hint. Empty for undefined. */
export function errorOf(path: WizardProblem['path'], code: string, sentences: string | undefined): readonly WizardProblem[] {
	if (sentences === undefined) return [];
	const end = sentences.search(/[.:] (?=[A-Z])/);
	if (end < 0) return [errorAt(path, code, sentences)];
	return [errorAt(path, code, sentences.slice(0, end + 1), sentences.slice(end + 2))];
}

/** One error a name that stands twice in a list of answers, at its second place. */
export function repeated(names: readonly string[], at: (index: number) => WizardProblem['path'], what: string): readonly WizardProblem[] {
	return names.flatMap((name, index) =>
		name !== '' && names.indexOf(name) < index ? [errorAt(at(index), 'repeated-name', `${what} ${name} is in the list twice.`, 'Delete one of the two.')] : [],
	);
}
