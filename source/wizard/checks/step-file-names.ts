import {stepFileNames} from '../../image/step-files.ts';
import {nearest} from '../../polyaxonfile/names.ts';
import {type Answers, replacing} from '../answers.ts';
import type {Facts} from '../facts.ts';
import {type WizardProblem, warningAt} from '../wizard-problem.ts';

/** Warnings for files that a step names and that are not there while the image is built. */
export function problemsOfStepFiles({buildSteps}: Answers, index: number, facts: Facts): readonly WizardProblem[] {
	const step = buildSteps[index]!;
	const before = buildSteps.slice(0, index).join('\n');
	const seen = new Set<string>();
	return wordsOf(step).flatMap(({word, isFile}) => {
		const name = word.replace(/^(?:\.\/)+/, '').replace(/\/$/, '');
		if (name === '' || seen.has(name) || facts.stepFiles.includes(name)) return [];
		seen.add(name);
		const inFolder = word === '.' || facts.paths.includes(name) || facts.paths.some(path => path.startsWith(`${name}/`));
		if (!inFolder && (!isFile || before.includes(name) || isMadeBy(step, name))) return [];
		return [warning(buildSteps, index, word, name, inFolder, facts)];
	});
}

function warning(steps: readonly string[], index: number, word: string, name: string, inFolder: boolean, facts: Facts): WizardProblem {
	const path = ['buildSteps', index];
	const group: readonly string[] | undefined = Object.values(stepFileNames).find(names => names.some(candidate => candidate === name));
	const winner = group?.find(candidate => facts.stepFiles.includes(candidate));
	const other = winner ?? (inFolder ? undefined : nearest(name, facts.stepFiles));
	const fix = other === undefined ? undefined : {label: `use ${other}`, answers: replacing('buildSteps', steps, index, steps[index]!.replace(name, other))};
	if (inFolder && winner !== undefined)
		return warningAt(path, 'step-file-hidden', `Steps do not see ${name}, because ${winner} is there.`, `Use ${winner}.`, fix);
	if (inFolder) {
		const allowed = 'requirements.txt, conda_env.yaml and setup.sh';
		const instead = name.endsWith('.sh')
			? ' Call it setup.sh'
			: /\.ya?ml$/.test(name)
				? ' Call it conda_env.yaml'
				: /\.txt$/.test(name)
					? ' Call it polyaxon_requirements.txt'
					: '';
		const hint =
			instead === ''
				? `They see ${allowed} only; the rest of the code is copied after them.`
				: `They see ${allowed} only.${instead}, or move this into the command.`;
		return warningAt(path, 'step-file-unseen', `Steps do not see ${word}${word === '.' ? ' (your code)' : ''}.`, hint, fix);
	}
	return warningAt(
		path,
		'step-file-missing',
		`There is no ${name} in this folder.`,
		other === undefined ? 'Make it before you run, or change the step.' : `Did you mean ${other}?`,
		fix,
	);
}

type Word = {readonly word: string; readonly isFile: boolean};

/** Words of a step that may name a file of the folder; `isFile` when they surely do: after `-r`, or `./script.sh`. */
function wordsOf(step: string): readonly Word[] {
	const words = step.split(/[\s;&|<>()"'`]+/).filter(word => word !== '');
	return words.flatMap((raw, at): readonly Word[] => {
		const word = raw.replace(/^--?[a-z-]+=/, '');
		if (word.startsWith('-') || word.includes('$') || word.includes('://') || word.startsWith('/') || word.startsWith('~')) return [];
		const previous = words[at - 1] ?? '';
		if (/^(?:-r|--requirement|-c|--constraint)$/.test(previous) && words.some(other => /^(?:pip3?|uv)$/.test(other))) return [{word, isFile: true}];
		if (/^\.\/.+/.test(word)) return [{word, isFile: !/^(?:-e|install|cd|-o|>)$/.test(previous)}];
		if (word === '.') return /^(?:-e|install)$/.test(previous) ? [{word, isFile: true}] : [];
		return at > 0 && /[./]/.test(word) ? [{word, isFile: /^(?:sh|bash|source)$/.test(previous) && word.endsWith('.sh')}] : [];
	});
}

/** Whether the step itself may make the file: it downloads, unpacks or changes the folder. */
function isMadeBy(step: string, name: string): boolean {
	return step.indexOf(name) !== step.lastIndexOf(name) || /\b(?:curl|wget|git|tar|unzip|cd|echo|printf|cat|cp|mv)\b/.test(step);
}
