import type {EngineName} from '../engines/engine.ts';
import {type Answers, emptyAnswers} from './answers.ts';
import type {Facts} from './facts.ts';

/** What the wizard starts with: what the folder says, and for what it does not say a sensible default. */
export function initialAnswers(facts: Facts, engine: EngineName = 'host'): Answers {
	const command = facts.commands[0]?.value;
	return {
		...emptyAnswers,
		image: facts.images[0]?.value ?? 'python:3.11-slim',
		buildSteps: facts.buildSteps.map(({value}) => value),
		envVars: facts.envVars.map(({value}) => value),
		declarations: command?.declarations ?? [],
		command: command?.command ?? '',
		engine,
	};
}
