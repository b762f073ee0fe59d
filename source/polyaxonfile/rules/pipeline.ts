import {buildSource, nestedBuildKeys} from './build.ts';
import {logging} from './header.ts';
import {checkGraph} from './pipeline-graph.ts';
import {distributedEnvironment} from './replicas.ts';
import {flag, type Key, list, number, oneOf, type SectionRule, section, text, variant, whole} from './rule.ts';

const time = text;
const kind = {rule: text, description: 'Which of them it is.'} as const;

const templateRef = section(
	{
		name: {rule: text, description: 'The name of a template of this file.'},
		url: {rule: text, description: 'An address.'},
		path: {rule: text, description: 'A path.'},
		action: {rule: text, description: 'An action of the platform.'},
		event: {rule: text, description: 'An event of the platform.'},
	},
	{
		oneOf: {
			keys: ['name', 'url', 'path', 'action', 'event'],
			none: 'The template is not named.',
			hint: 'Write one of them: name: my-template.',
		},
	},
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

const op = section({
	version: {rule: number, description: 'The version, as at the top.'},
	kind: {rule: text, description: 'The kind of the op.'},
	template: {rule: templateRef, description: 'What the op runs.'},
	logging: {rule: logging, description: 'How the platform logs.'},
	name: {rule: text, description: 'The name of the op.'},
	description: {rule: text, description: 'What the op is about.'},
	tags: {rule: list(text), description: 'Words to find it by.'},
	params: {rule: {type: 'any'}, description: 'The inputs of its template.', otherName: 'declarations'},
	environment: {rule: distributedEnvironment.rule, description: 'What it needs.'},
	build: {rule: section(nestedBuildKeys, {oneOf: buildSource}), description: 'Its image.'},
	concurrency: {rule: whole, description: 'How many of its runs go on at a time.'},
	dependencies: {rule: list(text), description: 'The ops that come before it.'},
	trigger: {rule: oneOf('all_succeeded', 'all_failed', 'all_done', 'one_succeeded', 'one_failed', 'one_done'), description: 'What must have come of them.'},
	conditions: {rule: conditions, description: 'When it is run at all.'},
	max_retries: {rule: whole, description: 'How often it is tried again.'},
	retry_delay: {rule: whole, description: 'Seconds before it is tried again.'},
	retry_exp_backoff: {rule: flag, description: 'Whether that grows each time.'},
	max_retry_delay: {rule: whole, description: 'The most seconds.'},
	skip_on_upstream_skip: {rule: flag, description: 'Whether it is left out when one before it was.'},
});

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
		ops: {rule: list(op), description: 'What is run, and after what.', isPlain: true},
		templates: {rule: list(variant('kind', templates)), description: 'What ops can run.', isPlain: true},
		schedule: {rule: schedule, description: 'When the pipeline is run.', isPlain: true},
		concurrency: {rule: whole, description: 'How many ops go on at a time.'},
	};
}

/** What must hold between the sections of a pipeline. */
export const pipelineChecks = checkGraph;
