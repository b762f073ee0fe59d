import {checkRefName, nearest} from '../../polyaxonfile/names.ts';
import {type Answers, replacing} from '../answers.ts';
import type {Facts} from '../facts.ts';
import {errorOf, repeated, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the names of the secrets. */
export function problemsOfSecrets(answers: Answers, facts: Facts): readonly WizardProblem[] {
	return [...problemsOfRefs('secretRefs', answers, facts.secretRefs), ...secretsFound(answers, facts)];
}

/** What is wrong with the names of the configmaps. */
export function problemsOfConfigmaps(answers: Answers, facts: Facts): readonly WizardProblem[] {
	return problemsOfRefs('configmapRefs', answers, facts.configmapRefs);
}

/** Says that the folder has secrets which a run would not get. */
function secretsFound({secretRefs, envVars, engine}: Answers, {secretNames}: Facts): readonly WizardProblem[] {
	const [first, ...others] = secretNames.filter(({value}) => !envVars.some(({name}) => name === value));
	if (first === undefined || secretRefs.length > 0) return [];
	const what =
		others.length === 0
			? `${first.value} in ${first.foundIn} looks like a secret`
			: `${first.value} in ${first.foundIn} and ${others.length} more look like secrets`;
	const hint = `If the run needs that, name a secret here${engine === 'kubernetes' ? '' : ' and its env file in .polyaxon/tui.yaml'}.`;
	return [warningAt(['secretRefs'], 'secrets-found', `${what}; the run will not have ${others.length === 0 ? 'it' : 'them'}.`, hint)];
}

function problemsOfRefs(key: 'secretRefs' | 'configmapRefs', answers: Answers, known: readonly string[]): readonly WizardProblem[] {
	const names = answers[key];
	// A cluster has its own, at which the review looks
	const isHere = answers.engine !== 'kubernetes';
	const what = key === 'secretRefs' ? 'secret' : 'configmap';
	const each = names.flatMap((name, index) => {
		const path = [key, index];
		const wrong = errorOf(path, 'ref-name', checkRefName(name));
		if (!isHere || wrong.length > 0 || known.includes(name)) return wrong;
		const meant = nearest(name, known);
		const hint = meant === undefined ? `Add it to .polyaxon/tui.yaml under ${key}: - {name: ${name}, envFile: ${name}.env}` : `Did you mean ${meant}?`;
		const fix = meant === undefined ? undefined : {label: `use ${meant}`, answers: replacing(key, names, index, meant)};
		return [warningAt(path, 'ref-without-source', `The settings name no source for the ${what} ${name}, so a run on this machine would stop.`, hint, fix)];
	});
	return [...each, ...repeated(names, index => [key, index], `The ${what}`)];
}
