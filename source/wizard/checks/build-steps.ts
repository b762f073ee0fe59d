import {type Answers, replacing} from '../answers.ts';
import type {Facts} from '../facts.ts';
import {errorAt, type WizardProblem, warningAt} from '../wizard-problem.ts';
import {problemsOfStepFiles} from './step-file-names.ts';

/** What is wrong with the build steps: what would wait for an answer, and what needs a file that is not there yet. */
export function problemsOfBuildSteps(answers: Answers, facts: Facts): readonly WizardProblem[] {
	return answers.buildSteps.flatMap((step, index) => {
		const path = ['buildSteps', index];
		if (step.trim() === '') return [errorAt(path, 'empty-step', 'This step is empty.', 'Write a command or delete the step.')];
		if (/[\r\n]/.test(step)) return [multiLine(answers, index)];
		return [...questionsAsked(answers, index), ...listsMissing(answers, index), ...problemsOfStepFiles(answers, index, facts)];
	});
}

/** Installers that ask, and what makes them not ask. */
const asking: ReadonlyArray<{readonly command: RegExp; readonly quiet: RegExp; readonly name: string; readonly option: string}> = [
	{
		name: 'apt-get',
		command: /\b(?:apt-get|apt)((?:\s+-[^\s]+)*)\s+(?:install|upgrade|dist-upgrade)\b/,
		quiet: /\s(?:-[a-zA-Z]*y[a-zA-Z]*|--yes|--assume-yes|-qq)(?=\s|$)/,
		option: '-y',
	},
	{
		name: 'yum',
		command: /\b(?:yum|dnf|microdnf)((?:\s+-[^\s]+)*)\s+(?:install|update|upgrade)\b/,
		quiet: /\s(?:-[a-zA-Z]*y[a-zA-Z]*|--assumeyes)(?=\s|$)/,
		option: '-y',
	},
	{name: 'conda', command: /\b(?:conda|mamba)()\s+(?:install|create|remove)\b/, quiet: /\s(?:-[a-zA-Z]*y[a-zA-Z]*|--yes)(?=\s|$)/, option: '-y'},
	{name: 'pip', command: /\bpip3?()\s+uninstall\b/, quiet: /\s(?:-[a-zA-Z]*y[a-zA-Z]*|--yes)(?=\s|$)/, option: '-y'},
];

function questionsAsked({buildSteps}: Answers, index: number): readonly WizardProblem[] {
	const step = buildSteps[index]!;
	for (const {name, command, quiet, option} of asking) {
		for (const part of commandsOf(step)) {
			const match = command.exec(part);
			if (!match || quiet.test(part)) continue;
			const withOption = step.replace(part, part.replace(match[0], `${match[0]} ${option}`));
			const fixed = name === 'apt-get' && !isUpdated(buildSteps, index) ? `apt-get update && ${withOption}` : withOption;
			const called = /^\S+/.exec(match[0])![0];
			return [
				warningAt(['buildSteps', index], 'step-asks', `${called} asks a question here, and nobody is there to answer.`, `Add ${option}.`, {
					label: `make it ${fixed}`,
					answers: replacing('buildSteps', buildSteps, index, fixed),
				}),
			];
		}
	}
	return [];
}

function listsMissing({buildSteps}: Answers, index: number): readonly WizardProblem[] {
	const step = buildSteps[index]!;
	const installs = commandsOf(step).find(part => /\b(?:apt-get|apt)\b.*\sinstall\b/.test(part));
	if (installs === undefined || isUpdated(buildSteps, index) || questionsAsked({buildSteps} as Answers, index).length > 0) return [];
	const fixed = `apt-get update && ${step}`;
	return [
		warningAt(['buildSteps', index], 'step-without-lists', 'Most images have no package lists, so apt-get finds nothing.', 'Run apt-get update before it.', {
			label: `make it ${fixed}`,
			answers: replacing('buildSteps', buildSteps, index, fixed),
		}),
	];
}

function isUpdated(steps: readonly string[], index: number): boolean {
	return steps.slice(0, index + 1).some(step => /\b(?:apt-get|apt)\b[^;&|]*\supdate\b/.test(step));
}

function commandsOf(step: string): readonly string[] {
	return step.split(/&&|\|\||;|\|/).map(part => part.trim());
}

function multiLine({buildSteps}: Answers, index: number): WizardProblem {
	const lines = buildSteps[index]!.split(/\r?\n/)
		.map(line => line.trim())
		.filter(line => line !== '');
	return errorAt(['buildSteps', index], 'step-lines', 'A step is one line.', 'Write each line as a step of its own, or join them with &&.', {
		label: `make it ${lines.length} steps`,
		answers: {buildSteps: buildSteps.flatMap((step, at) => (at === index ? lines : [step]))},
	});
}
