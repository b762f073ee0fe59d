import {isSecretName, isSecretValue} from '../../image/secret-looks.ts';
import {checkEnvVarName} from '../../polyaxonfile/names.ts';
import type {Answers} from '../answers.ts';
import {errorAt, errorOf, repeated, type WizardProblem, warningAt} from '../wizard-problem.ts';

/** What is wrong with the environment variables. Messages never hold a value. */
export function problemsOfEnvVars({envVars}: Answers): readonly WizardProblem[] {
	const each = envVars.flatMap(({name, value}, index): readonly WizardProblem[] => [
		...errorOf(['envVars', index, 'name'], 'env-var-name', checkEnvVarName(name)),
		...(/[\r\n]/.test(value)
			? [
					errorAt(
						['envVars', index, 'value'],
						'env-var-lines',
						`The value of ${name} has more than one line.`,
						'An image cannot hold that; put it into a file or a secret.',
					),
				]
			: []),
		...secretLooking(envVars, index),
	]);
	return [
		...each,
		...repeated(
			envVars.map(({name}) => name),
			index => ['envVars', index, 'name'],
			'The variable',
		),
	];
}

function secretLooking(envVars: Answers['envVars'], index: number): readonly WizardProblem[] {
	const {name, value} = envVars[index]!;
	const byValue = isSecretValue(value);
	if (!byValue && !(isSecretName(name) && value !== '')) return [];
	return [
		warningAt(
			['envVars', index, 'value'],
			'env-var-secret',
			`${name} looks like a secret${byValue ? ' by its value' : ''}; here everybody who has the file or the image can read it.`,
			'Put it into a secret and name that in the step Secrets.',
			{label: `delete ${name} here`, answers: {envVars: envVars.filter((_, at) => at !== index)}},
		),
	];
}
