import {clusterFlagsProblem} from '../engines/cluster-flags.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import {type Answers, commandLines, emptyAnswers} from './answers.ts';
import type {Facts} from './facts.ts';
import {readFlags} from './flag-answers.ts';
import {fromPolyaxonfile} from './from-polyaxonfile.ts';
import type {InitFlags} from './init-flags.ts';
import {initialAnswers} from './initial-answers.ts';
import {problemsOf} from './questions.ts';
import {templateNames} from './template-names.ts';

/** What the flags and files came to. `answers` is absent while something is missing or one of the problems is an error. */
export type Unattended = {readonly answers?: Answers; readonly missing: readonly string[]; readonly problems: readonly Problem[]};

/**
 * The answers without asking. Flags win over answers.yaml (`from`), that over the existing polyaxonfile, that over what was found, which counts only with `--yes`.
 * Variables and declarations are added to the ones of the weaker source by name; every other answer replaces it. All that is missing is listed at once.
 */
export function answersFrom(flags: InitFlags, from: Partial<Answers> | undefined, facts: Facts, existing?: string): Unattended {
	const {answers: given, problems: ofFlags} = readFlags(flags);
	const useless = given.engine && clusterFlagsProblem(flags, given.engine);
	const problems = [...ofFlags, ...(useless ? [useless] : [])];
	const file = existing === undefined ? {} : fromPolyaxonfile(existing);
	const certain = merge(merge(file, from ?? {}), given);
	const found = flags.yes ? foundFor(initialAnswers(facts), certain, file) : {};
	const answers = {...emptyAnswers, ...merge(found, certain)};
	const isGiven = (key: keyof Answers) => certain[key] !== undefined || flags.yes === true;
	const missing = problems.some(({path}) => path[0] === '--kind') ? [] : isGiven('kind') ? [] : ['--kind experiment|job|build'];
	if (!isGiven('image') || answers.image.trim() === '') missing.push(`--image <name:tag>${offer(facts.images[0])}`);
	if (answers.kind !== 'build' && commandLines(answers.command).length === 0) missing.push(`--cmd <command>${offer(commandFound(facts))}`);
	if (missing.length > 0) return {missing, problems};
	const all = [...problems, ...problemsOf('review', answers, facts)];
	return all.some(({severity}) => severity === 'error') ? {missing, problems: all} : {answers, missing, problems: all};
}

function merge(weaker: Partial<Answers>, stronger: Partial<Answers>): Partial<Answers> {
	const lists = {envVars: byName(weaker.envVars, stronger.envVars), declarations: byName(weaker.declarations, stronger.declarations)};
	const set = Object.fromEntries(Object.entries({...stronger, ...lists}).filter(([, value]) => value !== undefined));
	return {...weaker, ...set};
}

type Named = {readonly name: string; readonly value: string};

function byName(weaker: readonly Named[] | undefined, stronger: readonly Named[] | undefined): readonly Named[] | undefined {
	if (!weaker || !stronger) return stronger ?? weaker;
	const changed = weaker.map(entry => stronger.findLast(({name}) => name === entry.name) ?? entry);
	return [...changed, ...stronger.filter(({name}) => !weaker.some(entry => entry.name === name))];
}

/** What was found, as far as it completes what is given: beside an existing file only what that lacks, beside a given command only the declarations that it uses. */
function foundFor(found: Answers, certain: Partial<Answers>, file: Partial<Answers>): Partial<Answers> {
	const used = certain.command === undefined ? undefined : new Set(templateNames(certain.command).map(({name}) => name));
	const declarations = found.declarations.filter(({name}) => used === undefined || used.has(name));
	if (Object.keys(file).length === 0) return {...found, declarations};
	return {image: found.image, ...(certain.command === undefined ? {command: found.command, declarations} : {})};
}

function commandFound(facts: Facts): {readonly value: string; readonly foundIn: string} | undefined {
	const found = facts.commands[0];
	return found && {value: found.value.command, foundIn: found.foundIn};
}

function offer(found: {readonly value: string; readonly foundIn: string} | undefined): string {
	return found ? `  (--yes takes ${found.value}, found in ${found.foundIn})` : '';
}
