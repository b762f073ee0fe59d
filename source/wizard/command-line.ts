import {type Answers, commandLines} from './answers.ts';
import {isSecretVar} from './secret-looks.ts';

/** The command that gives the same answers without asking, for a shell script. A value that looks like a secret is left to a variable of the shell. */
export function commandLineOf(answers: Answers, file?: string): string {
	const isBuild = answers.kind === 'build';
	const {cpu, cpuLimit, memory, memoryLimit, gpu} = answers.resources;
	const words: ReadonlyArray<readonly [flag: string, values: readonly string[]]> = [
		['--kind', [answers.kind]],
		['--image', [quote(answers.image)]],
		['--step', answers.buildSteps.map(quote)],
		['--env', answers.envVars.map(envVar => (isSecretVar(envVar) ? `"${envVar.name}=$${envVar.name}"` : quote(`${envVar.name}=${envVar.value}`)))],
		['--declare', isBuild ? [] : answers.declarations.map(({name, value}) => quote(`${name}=${value}`))],
		['--cmd', isBuild ? [] : commandLines(answers.command).map(quote)],
		['--secret-ref', answers.secretRefs.map(quote)],
		['--configmap-ref', answers.configmapRefs.map(quote)],
		['--cpu', amount(cpu, cpuLimit)],
		['--memory', amount(memory, memoryLimit)],
		['--gpu', gpu ? [quote(gpu)] : []],
		['--engine', [answers.engine]],
		['--output', file === undefined ? [] : [quote(file)]],
	];
	return ['polyaxon-tui init', ...words.flatMap(([flag, values]) => values.map(value => `${flag} ${value}`))].join(' ');
}

function amount(request: string | undefined, limit: string | undefined): readonly string[] {
	if (!request && !limit) return [];
	return [quote(limit ? `${request ?? ''}:${limit}` : request!)];
}

function quote(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
