import {isSecretName, isSecretValue} from '../../image/secret-looks.ts';
import type {EnvVar} from '../answers.ts';
import type {Facts, Found} from '../facts.ts';
import type {Folder} from './folder.ts';

/** The variables of .env: values only of those that do not look like secrets, of the others the names. */
export async function findEnvFile(folder: Folder): Promise<Pick<Facts, 'offeredEnvVars' | 'secretNames'>> {
	const lines = (await folder.text('.env'))?.split(/\r?\n/) ?? [];
	const offeredEnvVars: Array<Found<EnvVar>> = [];
	const secretNames: Array<Found<string>> = [];
	lines.forEach((line, at) => {
		const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
		if (name === undefined) return;
		const value = /^(["'])(.*)\1$/.exec(raw)?.[2] ?? raw.replace(/\s+#.*$/, '');
		const foundIn = `.env:${at + 1}`;
		if (isSecretName(name) || isSecretValue(value)) secretNames.push({value: name, foundIn});
		else if (!/^["']/.test(value)) offeredEnvVars.push({value: {name, value}, foundIn});
	});
	return {offeredEnvVars, secretNames};
}
