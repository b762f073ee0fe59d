import {buildSource, nestedBuildKeys} from './build.ts';
import {logging} from './header.ts';
import {newerOpNames} from './newer-names.ts';
import {distributedEnvironment} from './replicas.ts';
import {type Choice, flag, type Key, list, number, oneOf, type SectionRule, section, type TextRule, text, variant, whole} from './rule.ts';

/** What is named by others has a name. */
export const needed = {isNeeded: true, example: 'Write one: "name: …".'} as const;

/** A day and a time of it, as the platform's schema library read it. */
const day = '(?!0000)\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|[12]\\d))';
const timeOfDay = '(?:(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?|24:00(?::00)?)';
const zone = '(?:Z|[-+](?:[01]\\d|2[0-3])(?::?[0-5]\\d)?)';
const time: TextRule = {
	type: 'text',
	code: 'bad-time',
	pattern: new RegExp(`^${day}[T ]${timeOfDay}${zone}?$`),
	why: word => ({message: `"${word}" is no time.`, hint: 'Write the day and the time of day: "2018-06-01T08:00:00".'}),
};
const kind = {rule: text, description: 'Which of them it is.'} as const;

const templateChoice: Choice = {
	keys: ['name', 'url', 'path', 'action', 'event'],
	none: () => ({code: 'missing-key', message: 'The template is not named.', hint: 'Write one of them: name: my-template.'}),
	several: (first, second) => ({code: 'several-templates', message: `"${first}" and "${second}" both say which template is meant.`, hint: 'Keep one of them.'}),
};

const templateRef = section(
	{
		name: {rule: text, description: 'The name of a template of this file.'},
		url: {rule: text, description: 'An address.'},
		path: {rule: text, description: 'A path.'},
		action: {rule: text, description: 'An action of the platform.'},
		event: {rule: text, description: 'An event of the platform.'},
	},
	{choices: [templateChoice]},
);

const conditions = variant('kind', {
	status: section({
		kind,
		op: {rule: text, description: 'The op that is looked at.', isNeeded: true},
		trigger: {rule: oneOf('succeeded', 'failed', 'done'), description: 'The status that counts.', isNeeded: true},
	}),
	outputs: section({
		kind,
		op: {rule: text, description: 'The op that is looked at.', isNeeded: true},
		exp: {rule: oneOf('eq', 'ne'), description: 'How values are compared.', isNeeded: true},
		params: {rule: list(list({type: 'any'})), description: 'Names and values.', isNeeded: true},
	}),
});

const opKeys = {
	version: {rule: number, description: 'The version, as at the top.'},
	kind: {rule: text, description: 'The kind of the op.'},
	template: {rule: templateRef, description: 'What the op runs.'},
	logging: {rule: logging, description: 'How the platform logs.'},
	name: {rule: text, description: 'The name of the op.', ...needed},
	description: {rule: text, description: 'What the op is about.'},
	tags: {rule: list(text), description: 'Words to find it by.'},
	params: {rule: {type: 'any'}, description: 'The inputs of its template.'},
	environment: {rule: distributedEnvironment.rule, description: 'What it needs.'},
	build: {rule: section(nestedBuildKeys, {choices: [buildSource]}), description: 'Its image.'},
	concurrency: {rule: whole, description: 'How many of its runs go on at a time.'},
	dependencies: {rule: list(text), description: 'The ops that come before it.'},
	trigger: {rule: oneOf('all_succeeded', 'all_failed', 'all_done', 'one_succeeded', 'one_failed', 'one_done'), description: 'What must have come of them.'},
	conditions: {rule: conditions, description: 'When it is run at all.'},
	max_retries: {rule: whole, description: 'How often it is tried again.'},
	retry_delay: {rule: whole, description: 'Seconds before it is tried again.'},
	retry_exp_backoff: {rule: flag, description: 'Whether that grows each time.'},
	max_retry_delay: {rule: whole, description: 'The most seconds.'},
	skip_on_upstream_skip: {rule: flag, description: 'Whether it is left out when one before it was.'},
} as const satisfies Readonly<Record<string, Key>>;
const op = section(opKeys, {strangers: newerOpNames});

const schedule = variant('kind', {
	interval: section({
		kind,
		start_at: {rule: time, description: 'When it begins.', isNeeded: true},
		end_at: {rule: time, description: 'When it ends.'},
		frequency: {rule: whole, description: 'Seconds between two of them.', isNeeded: true},
		depends_on_past: {rule: flag, description: 'Whether one waits for the one before.'},
	}),
	cron: section({
		kind,
		start_at: {rule: time, description: 'When it begins.'},
		end_at: {rule: time, description: 'When it ends.'},
		cron: {rule: text, description: 'When, as in a crontab.', isNeeded: true},
		depends_on_past: {rule: flag, description: 'Whether one waits for the one before.'},
	}),
});

/** The sections that only a pipeline has. `templates` are files of the other kinds, as sections. */
export function pipelineKeys(templates: Readonly<Record<string, SectionRule>>): Readonly<Record<string, Key>> {
	return {
		ops: {
			rule: list(op),
			description: 'What is run, and after what.',
			example: 'Write "ops:", and on the next line "  - {name: train, template: {name: …}}".',
			empty: {message: 'The pipeline has no ops.', hint: 'Write them under "ops:".'},
			isNeeded: true,
			isPlain: true,
		},
		templates: {
			rule: list(variant('kind', templates)),
			description: 'What ops can run.',
			example: 'Write "templates:", and under it what the ops run: "  - {kind: job, name: …, build: …, run: …}".',
			empty: {message: 'The pipeline has no templates, so its ops have nothing to run.', hint: 'Write them under "templates:".'},
			isNeeded: true,
			isPlain: true,
		},
		schedule: {rule: schedule, description: 'When the pipeline is run.', isPlain: true},
		concurrency: {rule: whole, description: 'How many ops go on at a time.'},
	};
}
