import {type Key, list, oneOf, section, text} from './rule.ts';

/** `logging`. */
export const logging = section({
	level: {rule: oneOf('INFO', 'DEBUG', 'WARN', 'ERROR', 'FATAL'), description: 'How much is logged.'},
	formatter: {rule: text, description: 'The format of a log line.'},
	path: {rule: text, description: 'Where logs were written, in releases up to 0.4.'},
});

/** What every file may start with. `version` and `kind` are read before the other sections, because those depend on them. */
export const header = {
	version: {rule: {type: 'any'}, description: 'The version of the polyaxonfile: 1.'},
	kind: {rule: {type: 'any'}, description: 'What the file describes, such as an experiment or a job.'},
	name: {rule: {type: 'text', code: 'bad-name', check: checkName}, description: 'A name for the run.', isPlain: true},
	description: {rule: text, description: 'What the run is about.', isPlain: true},
	tags: {rule: list(text), description: 'Words to find the run by.'},
	logging: {rule: logging, description: 'How the platform logs.', unused: 'everything that a run prints is logged'},
} as const satisfies Readonly<Record<string, Key>>;

function checkName(name: string): string | undefined {
	return /^[-a-zA-Z0-9_]+$/.test(name) ? undefined : `The name "${name}" has other characters than letters, digits, "-" and "_". Leave them away.`;
}
