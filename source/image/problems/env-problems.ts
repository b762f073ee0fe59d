import type {Problem} from '../../polyaxonfile/problem.ts';
import {isEnvName} from '../dockerfile.ts';
import {whyNoEnv} from '../instruction.ts';
import type {ImagePlan} from '../plan.ts';
import {isSecretVar} from '../secret-looks.ts';

/** Variables that cannot be baked, or had better not be. */
export function envProblems({env, langEnv}: ImagePlan): readonly Problem[] {
	return [...env.flatMap(([name, value], index) => variableProblems(name, value, ['build', 'env_vars', index, 1])), ...languageProblems(langEnv)];
}

function variableProblems(name: string, value: string, path: Problem['path']): readonly Problem[] {
	const why = whyNoEnv(value);
	if (!isEnvName(name))
		return [
			{
				code: 'bad-env-var-name',
				severity: 'error',
				message: `"${name}" cannot be the name of an environment variable.`,
				hint: 'Use letters, digits and "_" only.',
				path,
			},
		];
	if (why)
		return [
			{
				code: 'env-not-bakeable',
				severity: 'error',
				message: `The variable ${name} ${why}: it cannot be baked into an image.`,
				hint: 'Put it into a file of the code, or into a secret or configmap that the run gets.',
				path,
			},
		];
	if (isSecretVar({name, value}))
		return [
			{
				code: 'baked-secret',
				severity: 'warning',
				message: `The variable ${name} looks like a secret: everyone who gets the image can read it.`,
				hint: 'Take it out of env_vars, and name a secret that holds it in environment: secret_refs. Then the run gets it, and the image does not.',
				path,
			},
		];
	if (name === 'PATH' && !/\$(?:PATH\b|\{PATH\})/.test(value))
		return [
			{
				code: 'path-replaced',
				severity: 'warning',
				message: 'PATH is set without what the image has in it: its programs will not be found.',
				hint: `Write $PATH:${value}.`,
				path,
			},
		];
	return [];
}

function languageProblems(langEnv: string | undefined): readonly Problem[] {
	const why = langEnv === undefined ? undefined : whyNoEnv(langEnv);
	if (!why) return [];
	const message = `lang_env ${why}: it cannot be baked into an image.`;
	return [{code: 'env-not-bakeable', severity: 'error', message, hint: 'Write a locale, such as C.UTF-8.', path: ['build', 'lang_env']}];
}
