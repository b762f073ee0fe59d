import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {filesNamedIn} from '../../../image/named-files.ts';
import {isSetupFile} from '../../../image/step-files.ts';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {HostPlan} from '../plan.ts';

const systemPrograms = new Set(['sudo', 'doas', 'apt', 'apt-get', 'aptitude', 'dpkg', 'yum', 'dnf', 'apk', 'brew', 'zypper', 'pacman']);

/** Steps that cannot do here what they would do in an image: they install system packages, or need a file that steps do not see. */
export async function checkSteps(plan: HostPlan): Promise<readonly Problem[]> {
	const {environment} = plan;
	if (!environment) return [];
	const {steps, stepFiles} = environment;
	const setup = stepFiles.find(isSetupFile);
	const runsSetup = setup !== undefined && steps.some(step => step.includes(setup));
	const setupText = runsSetup ? await readFile(join(plan.codeFolder, setup), 'utf8').catch(() => '') : '';
	return [
		...steps.flatMap((step, index) => programProblems(step, `Build step ${index + 1}`, index)),
		...setupText.split('\n').flatMap((line, index) =>
			programProblems(
				line,
				`Line ${index + 1} of ${setup}`,
				steps.findIndex(step => step.includes(setup ?? '')),
			),
		),
		...steps.flatMap((step, index) => fileProblems(plan, environment, step, index)),
	];
}

function programProblems(text: string, where: string, index: number): readonly Problem[] {
	return [...systemProblem(text, where, index), ...condaProblem(text, where, index)];
}

function systemProblem(text: string, where: string, index: number): readonly Problem[] {
	const program = commandsOf(text).find(({program: name}) => systemPrograms.has(name))?.program;
	if (!program) return [];
	return [
		{
			code: 'system-package-step',
			severity: 'error',
			message: `${where} runs ${program}: the host engine does not install system packages on this computer.`,
			hint: 'Install what it installs yourself, and take it out.',
			path: ['build', 'build_steps', index],
		},
	];
}

const condaPrograms = new Set(['conda', 'mamba', 'micromamba']);
const changes = new Set(['install', 'update', 'upgrade', 'remove', 'uninstall', 'create', 'clean', 'config', 'init']);

/** In an image conda has an environment of its own; here it would change the user's, unless it is told of one in the folder of the steps. */
function condaProblem(text: string, where: string, index: number): readonly Problem[] {
	const changing = commandsOf(text).find(({program: name, words}) => condaPrograms.has(name) && words.some(word => changes.has(word)) && !hasOwnPrefix(words));
	if (!changing) return [];
	const {program} = changing;
	return [
		{
			code: 'conda-step',
			severity: 'error',
			message: `${where} runs ${program}, which would change your own environments: the host engine keeps none of conda.`,
			hint: 'Install the packages with pip in a step, or make the environment yourself and take the step out.',
			path: ['build', 'build_steps', index],
		},
	];
}

function hasOwnPrefix(words: readonly string[]): boolean {
	const [, path] = /\s(?:-p|--prefix)[ =]([\w.][\w./-]*)(?=\s|$)/.exec(words.join(' ')) ?? [];
	return path !== undefined && !path.split('/').includes('..');
}

/** The commands of a shell text, as far as its words tell; the program is the first word of each. */
function commandsOf(text: string): ReadonlyArray<{readonly program: string; readonly words: readonly string[]}> {
	const code = text.replaceAll(/\\\n/g, ' ').replaceAll(/(^|\s)#.*$/gm, '');
	return code.split(/&&|\|\||[;|&\n(){}`]|\b(?:then|do|else)\b/).map(command => {
		const words = command.trim().split(/\s+/);
		// Assignments and words that only start another program.
		const first = words.find(word => !/^(\w+=.*|if|while|!|exec|env|command|time|nohup|-\w+)$/.test(word));
		return {program: basename(first ?? ''), words};
	});
}

function fileProblems(plan: HostPlan, {steps, stepFiles}: NonNullable<HostPlan['environment']>, step: string, index: number): readonly Problem[] {
	return filesNamedIn(step).flatMap(({file, index: position, isCertain}) => {
		if (stepFiles.includes(file)) return [];
		// An earlier step, or an earlier part of this one, may make it.
		const earlier = [...steps.slice(0, index), step.slice(0, position)].join('\n');
		if (doesMention(earlier, basename(file))) return [];
		const isThere = existsSync(join(plan.codeFolder, file));
		if (!isThere && !isCertain) return [];
		return [
			{
				code: 'step-file-missing',
				severity: 'error',
				message: `Build step ${index + 1} uses ${file}, which ${whyNot(plan, file, stepFiles, isThere)}`,
				hint: isThere ? 'Rename it, or do this in the command of the run.' : 'Make the file, or correct the step.',
				path: ['build', 'build_steps', index],
			},
		];
	});
}

function doesMention(text: string, name: string): boolean {
	return text.split(/[^\w.-]+/).includes(name);
}

function whyNot({codeFiles}: HostPlan, file: string, stepFiles: readonly string[], isThere: boolean): string {
	if (!isThere) return 'is not in the folder.';
	if (!codeFiles.includes(file)) return 'the ignore file leaves out.';
	const seen = stepFiles.length === 0 ? '' : ` Here they see ${stepFiles.join(', ')}.`;
	return `build steps do not see: they see only a requirements, a conda and a setup file (of each, polyaxon_… goes first).${seen}`;
}
