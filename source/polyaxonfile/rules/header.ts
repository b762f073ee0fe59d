import {kindRule} from './kind.ts';
import {type Key, list, oneOf, section, type TextRule, text} from './rule.ts';
import {versionRule} from './version.ts';

/** `logging`. */
export const logging = section({
	level: {rule: oneOf('INFO', 'DEBUG', 'WARN', 'ERROR', 'FATAL'), description: 'How much is logged.'},
	formatter: {rule: text, description: 'The format of a log line.'},
	path: {rule: text, description: 'Where logs were written, in releases up to 0.4.'},
});

const name: TextRule = {
	type: 'text',
	code: 'bad-name',
	pattern: /^[-a-zA-Z0-9_]+$/,
	why: word => ({message: `The name "${word}" has other characters than letters, digits, "-" and "_".`, hint: 'Leave them away.'}),
};

/** What every file may start with. `version` and `kind` are read before the other sections, because those depend on them. */
export const header = {
	version: {rule: versionRule, description: 'The version of the polyaxonfile: 1.', isPlain: true, isNeverNull: true},
	kind: {rule: kindRule, description: 'What the file describes, such as an experiment or a job.', isPlain: true, isNeverNull: true},
	name: {rule: name, description: 'A name for the run.', isPlain: true},
	description: {rule: text, description: 'What the run is about.', isPlain: true},
	tags: {rule: list(text), description: 'Words to find the run by.'},
	logging: {rule: logging, description: 'How the platform logs.', unused: 'everything that a run prints is logged'},
} as const satisfies Readonly<Record<string, Key>>;
