import type {EngineName} from '../engines/engine.ts';
import {emptyAnswers} from './answers.ts';
import type {Draft} from './draft.ts';
import type {Facts} from './facts.ts';
import {fromPolyaxonfile} from './from-polyaxonfile.ts';
import {initialAnswers} from './initial-answers.ts';
import type {WizardState} from './wizard-state.ts';

/** What a wizard starts from. */
export type WizardStart = {
	readonly facts: Facts;
	readonly engine: EngineName;
	/** Where to write; the existing file's path when there is one. */
	readonly file?: string;
	readonly existing?: WizardState['existing'];
	/** A draft that the user wants to go on with. */
	readonly draft?: Draft;
};

/** The first state. A draft wins over the existing file, that over what was found: a file that says nothing of env vars means none. */
export function startWizard({facts, engine, file, existing, draft}: WizardStart): WizardState {
	const given = existing ? fromPolyaxonfile(existing.text) : {};
	const isEmpty = Object.keys(given).length === 0;
	const answers = isEmpty ? initialAnswers(facts, engine) : {...emptyAnswers, engine, ...given};
	return {
		answers: draft ? {...answers, ...draft.answers} : answers,
		facts,
		step: draft?.step ?? 'kind',
		visited: draft?.visited ?? [],
		...(existing ? {existing} : {}),
		file: file ?? existing?.file ?? 'polyaxonfile.yml',
	};
}
