import {either, list, number, oneOfAnyCase, section, text, variant, whole} from './rule.ts';
import {optimization} from './search.ts';

const kind = {rule: text, description: 'The policy.'} as const;
const evaluation_interval = {rule: whole, description: 'How often it is looked at.', isNeeded: true} as const;

/** How runs of a group are ended; one word in releases up to 0.4. */
const policy = either(
	'keys with values (kind, evaluation_interval)',
	variant('kind', {
		median: section({kind, evaluation_interval}),
		average: section({kind, evaluation_interval}),
		truncation: section({kind, percent: {rule: whole, description: 'How many of a hundred runs are ended.', isNeeded: true}, evaluation_interval}),
	}),
	oneOfAnyCase('experiment', 'group', 'all'),
);

/** `early_stopping`: a list of conditions. */
export const earlyStopping = list(
	section({
		metric: {rule: text, description: 'The metric that is looked at.', isNeeded: true},
		value: {rule: number, description: 'The value that is good enough.'},
		optimization: {rule: optimization, description: 'Which way is better; maximize when it is not said.'},
		policy: {rule: policy, description: 'Which runs are ended, and when.'},
	}),
);
