import {type EngineName, engineNames} from '../engines/engine.ts';
import {nearest} from '../polyaxonfile/names.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {type AnswerKind, type Answers, kinds, type ResourceAnswers} from './answers.ts';
import type {InitFlags} from './init-flags.ts';
import {selectorText} from './node-selector.ts';
import {errorAt} from './wizard-problem.ts';

/** The answers that the flags give, and what is wrong with flags. `path` of a problem is the flag. */
export function readFlags(flags: InitFlags): {readonly answers: Partial<Answers>; readonly problems: readonly Problem[]} {
	const problems: Problem[] = [];
	const pairs = (flag: string, texts: readonly string[] | undefined, form: string) =>
		texts?.flatMap(text => {
			const at = text.indexOf('=');
			if (at > 0) return [{name: text.slice(0, at).trim(), value: text.slice(at + 1)}];
			problems.push(errorAt([flag], 'flag-pair', at < 0 ? `${flag} ${text} has no "=".` : `${flag} ${text} has no name.`, `Write ${flag} ${form}.`));
			return [];
		});
	const oneOf = <T extends string>(flag: string, text: string | undefined, names: readonly T[]) => {
		const name = names.find(candidate => candidate === text);
		if (text !== undefined && name === undefined) problems.push(unknownWord([flag], `${flag} ${text}`, text, names));
		return name;
	};
	const resources: ResourceAnswers = {
		...amount('cpu', 'cpuLimit', flags.cpu),
		...amount('memory', 'memoryLimit', flags.memory),
		...(flags.gpu === undefined ? {} : {gpu: flags.gpu}),
	};
	const labels = pairs(
		'--node-selector',
		flags.nodeSelector?.flatMap(text => text.split(',')),
		'key=value',
	);
	const answers = {
		kind: oneOf<AnswerKind>('--kind', flags.kind, kinds),
		image: flags.image,
		buildSteps: flags.step,
		envVars: pairs('--env', flags.env, 'NAME=VALUE'),
		declarations: pairs('--declare', flags.declare, 'name=value'),
		command: flags.cmd?.join('\n'),
		secretRefs: flags.secretRef,
		configmapRefs: flags.configmapRef,
		resources: Object.keys(resources).length === 0 ? undefined : resources,
		nodeSelector: labels && selectorText(labels.map(({name, value}) => ({key: name, value: value.trim()}))),
		serviceAccount: flags.serviceAccount,
		engine: oneOf<EngineName>('--engine', flags.engine, engineNames),
		context: flags.context,
		namespace: flags.namespace,
	};
	return {answers: Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)), problems};
}

/** An error for a word that is none of the known ones, with the nearest of them. */
export function unknownWord(path: Problem['path'], what: string, word: string, names: readonly string[]): Problem {
	const meant = nearest(word, names);
	return errorAt(path, 'unknown-word', `${what} is not known.`, meant === undefined ? `Use ${names.join(', ')}.` : `Did you mean ${meant}?`);
}

/** Request and limit of `request[:limit]`. */
export function amount(request: 'cpu' | 'memory', limit: 'cpuLimit' | 'memoryLimit', text: string | undefined): ResourceAnswers {
	if (text === undefined) return {};
	const [asked = '', most = ''] = text.split(':');
	return {...(asked === '' ? {} : {[request]: asked}), ...(most === '' ? {} : {[limit]: most})};
}
