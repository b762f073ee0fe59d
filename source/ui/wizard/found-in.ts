import type {Answers} from '../../wizard/answers.ts';
import type {Found} from '../../wizard/facts.ts';
import type {WizardState} from '../../wizard/wizard-state.ts';
import type {Editor} from './editor.ts';
import {answerIndex} from './selection.ts';

/** Where the answer under the pointer was found, as long as it is what was found there; undefined for the user's own. */
export function foundIn({step, answers, facts}: WizardState, editor: Editor): string | undefined {
	const index = editor.type === 'list' ? answerIndex(editor, editor.list.at) : undefined;
	switch (step) {
		case 'image':
			return placeOf(facts.images, value => value === answers.image);
		case 'command':
			return placeOf(facts.commands, ({command}) => command === answers.command);
		case 'buildSteps':
			return placeOf(facts.buildSteps, value => value === entry(answers.buildSteps, index));
		case 'envVars':
			return placeOf([...facts.envVars, ...facts.offeredEnvVars], value => isSamePair(value, entry(answers.envVars, index)));
		case 'declarations':
			return placeOf(facts.commands, ({declarations}) => declarations.some(found => isSamePair(found, entry(answers.declarations, index))));
		case 'kind':
		case 'secrets':
		case 'configmaps':
		case 'resources':
		case 'engine':
		case 'review':
			return undefined;
	}
}

function placeOf<T>(findings: ReadonlyArray<Found<T>>, isIt: (value: T) => boolean): string | undefined {
	return findings.find(({value}) => isIt(value))?.foundIn;
}

function entry<T>(list: readonly T[], index: number | undefined): T | undefined {
	return index === undefined ? undefined : list[index];
}

type Pair = Answers['envVars'][number];

function isSamePair(found: Pair, given: Pair | undefined): boolean {
	return given !== undefined && found.name === given.name && found.value === given.value;
}
