import {newerRunNames} from './newer-names.ts';
import {type Key, section, textOrList} from './rule.ts';

/** `run`: what is executed. */
export const run = {
	rule: section({cmd: {rule: textOrList, description: 'One command, or a list of commands that are joined with &&.'}}, {strangers: newerRunNames}),
	description: 'What is executed, with /bin/bash.',
	hasOperators: true,
	kinds: ['experiment', 'group', 'job'],
} as const satisfies Key;
