import {isSecretVar} from '../image/secret-looks.ts';
import {shellWord} from '../terminal/shell-word.ts';
import {type Answers, commandLines} from './answers.ts';
import {labelsIn} from './node-selector.ts';

/** The command that gives the same answers without asking, for a shell script. A value that looks like a secret is left to a variable of the shell. */
export function commandLineOf(answers: Answers, file?: string): string {
	const isBuild = answers.kind === 'build';
	const isCluster = answers.engine === 'kubernetes';
	const {cpu, cpuLimit, memory, memoryLimit, gpu} = answers.resources;
	const words: ReadonlyArray<readonly [flag: string, values: readonly string[]]> = [
		['--kind', [answers.kind]],
		['--image', [shellWord(answers.image)]],
		['--step', answers.buildSteps.map(shellWord)],
		['--env', answers.envVars.map(envVar => (isSecretVar(envVar) ? `"${envVar.name}=$${envVar.name}"` : shellWord(`${envVar.name}=${envVar.value}`)))],
		['--declare', isBuild ? [] : answers.declarations.map(({name, value}) => shellWord(`${name}=${value}`))],
		['--cmd', isBuild ? [] : commandLines(answers.command).map(shellWord)],
		['--secret-ref', answers.secretRefs.map(shellWord)],
		['--configmap-ref', answers.configmapRefs.map(shellWord)],
		['--cpu', amount(cpu, cpuLimit)],
		['--memory', amount(memory, memoryLimit)],
		['--gpu', gpu ? [shellWord(gpu)] : []],
		['--node-selector', labelsIn(answers.nodeSelector).map(({key, value}) => shellWord(`${key}=${value}`))],
		['--service-account', answers.serviceAccount ? [shellWord(answers.serviceAccount)] : []],
		['--engine', [answers.engine]],
		['--context', isCluster && answers.context ? [shellWord(answers.context)] : []],
		['--namespace', isCluster && answers.namespace ? [shellWord(answers.namespace)] : []],
		['--output', file === undefined ? [] : [shellWord(file)]],
	];
	return ['polyaxon-tui init', ...words.flatMap(([flag, values]) => values.map(value => `${flag} ${value}`))].join(' ');
}

function amount(request: string | undefined, limit: string | undefined): readonly string[] {
	if (!request && !limit) return [];
	return [shellWord(limit ? `${request ?? ''}:${limit}` : request!)];
}
