import {anyMap, type Key, list} from './rule.ts';

/** `inputs` and `outputs`: typed declarations of the releases from 0.5 on. */
export const inputs = {
	inputs: {rule: list(anyMap), description: 'The typed inputs of a run.', unused: 'declarations are not checked against them, and their defaults are not used'},
	outputs: {rule: list(anyMap), description: 'The typed outputs of a run.', unused: 'the outputs of a run are what it writes'},
} as const satisfies Readonly<Record<string, Key>>;
