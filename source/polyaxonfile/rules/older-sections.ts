import {anyMap, type Key} from './rule.ts';

const unused = 'releases from 0.5 on and this program run a command, not a model that is described in the file';
const kinds = ['experiment', 'group'] as const;

/** `model`, `train` and `eval`: releases up to 0.4.4 could make a model of TensorFlow from the file. */
export const olderSections = {
	model: {rule: anyMap, description: 'A model, as releases up to 0.4.4 could describe it.', unused, kinds, isPlain: true},
	train: {rule: anyMap, description: 'How that model is trained.', unused, kinds, isPlain: true},
	eval: {rule: anyMap, description: 'How that model is tried.', unused, kinds, isPlain: true},
} as const satisfies Readonly<Record<string, Key>>;
