import {expect, test} from 'vitest';
import {kinds} from '../../../source/polyaxonfile/rules/kind.ts';
import type {Key, Rule} from '../../../source/polyaxonfile/rules/rule.ts';
import {fileRule} from '../../../source/polyaxonfile/rules/sections.ts';
import {checkText} from '../../helpers/check-text.ts';

const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';

/** `code message → hint` of what is found. */
function said(text: string): readonly string[] {
	return checkText(text).problems.map(({code, message, hint}) => `${code} ${message} → ${hint}`);
}

test.each<[string, string]>([
	['environment: {max_restarts: x}', 'wrong-type max_restarts must be a whole number, not the text "x". → Write a whole number, such as 1.'],
	['environment: {resources: {gpu: {limits: [1]}}}', 'wrong-type limits must be a number, not a list. → Write a number, such as 1.'],
	['environment: {resources: {cpu: {limits: 500m}}}', 'wrong-type limits must be a number, not the text "500m". → Write it in cores: 0.5.'],
	['environment: {resources: {memory: {limits: -5}}}', 'wrong-value limits must be at least 0, not -5. → Write 0 or more.'],
	['build: {image: a, nocache: 2}', 'wrong-type nocache must be true or false, not the number 2. → Write true or false.'],
	['build: {image: a, ref: [1]}', 'wrong-type ref must be a whole number or text, not a list. → Write a whole number or text.'],
	['build: {image: [a]}', 'wrong-type image must be text, not a list. → Write one text. Where the key can have several, each is an entry of its own.'],
	['tags: a', 'wrong-type tags must be a list of texts, not the text "a". → Write each entry on a line of its own, with "- " before it.'],
	['tags: [null]', 'wrong-type An entry of tags must be text, not nothing. → Write the text, or delete the entry.'],
	[
		'environment: {affinity: x}',
		'wrong-type affinity must be keys with values, not the text "x". → Write it on lines of their own, two blanks further in: "key: value".',
	],
	[
		'environment: 3',
		'wrong-type environment must be keys with values (resources, secret_refs, configmap_refs, data_refs, …), not the number 3. → Write it on lines of their own, two blanks further in: "resources: …".',
	],
	['framework: tensorflw', 'unknown-word "tensorflw" is no framework that the platform knew. → Did you mean tensorflow?'],
	['backend: kubflow', 'unknown-word "kubflow" is none of the words that backend can be. → Did you mean kubeflow?'],
	['backend: foo', 'unknown-word "foo" is none of the words that backend can be. → Write one of: native, kubeflow, mpi, other.'],
	[
		'environment: {outputs: {jobs: [1]}}',
		'not-used-here "outputs" has no effect: runs of this release use the folders of this machine. → Leave it for the platform, and give the command the folder as a declaration: "data: /path/to/data".',
	],
	[
		'build: {image: a, branch: main}',
		'not-used-here "branch" has no effect: the code of this folder is taken as it is. → Check it out before you run: "git checkout …".',
	],
	[
		'environment: {cluster_uuid: a}',
		'not-used-here "cluster_uuid" has no effect: there is no platform with clusters here. → Delete it, or leave it for the platform.',
	],
	[
		'environment: {foo: 1}',
		'unknown-key There is no key "foo" under environment. → Known keys: resources, secret_refs, configmap_refs, config_map_refs, data_refs, artifact_refs, persistence, outputs and 15 more.',
	],
	[
		'environment: {data_volumes: 1}',
		'unknown-key There is no key "data_volumes" under environment. → Known keys: data_refs, resources, secret_refs, configmap_refs, config_map_refs, artifact_refs, persistence, outputs and 15 more.',
	],
	['build: {image: a, logging: {foo: 1}}', 'unknown-key There is no key "foo" under build.logging. → Known keys: level, formatter, path.'],
])('%s', (lines, expected) => {
	expect(said(`${head}${lines}\n`)).toContain(expected);
});

test('a list in a list of commands is said to be one', () => {
	expect(said('version: 1\nkind: experiment\nrun: {cmd: [[ls]]}\n')).toEqual([
		'wrong-type An entry of cmd must be text, not a list. → Write one text. Where the key can have several, each is an entry of its own.',
	]);
});

/** A value that no rule of a type takes. */
const misfits: Readonly<Record<Rule['type'], readonly unknown[]>> = {
	text: [3, [], {}],
	number: ['x', [], {}],
	flag: ['x', 3, []],
	list: ['x', 3],
	'text-or-list': [3, {}],
	map: ['x', []],
	either: [null],
	variant: ['x', {}, {kind: 'x'}],
	section: ['x', [], {no_such_key: 1}],
	any: [],
	own: ['', 3, [3], [[]], {a: 3}],
};

const seen = new Set<Rule>();

/** Misfits of a rule and of all that it is made of, each with the value around it; a rule that several have is tried once. */
function misfitsOf(rule: Rule, around: (value: unknown) => unknown): readonly unknown[] {
	if (seen.has(rule)) return [];
	seen.add(rule);
	const inner = (() => {
		if (rule.type === 'list') return misfitsOf(rule.of, value => around([value]));
		if (rule.type === 'map') return rule.of ? misfitsOf(rule.of, value => around({a: value})) : [];
		if (rule.type === 'either') return rule.of.flatMap(each => misfitsOf(each, around));
		if (rule.type === 'variant')
			return Object.entries(rule.cases).flatMap(([word, each]) =>
				misfitsOf(each, value => around(typeof value === 'object' ? {[rule.by]: word, ...value} : value)),
			);
		if (rule.type === 'section') return Object.entries<Key>(rule.keys).flatMap(([name, key]) => misfitsOf(key.rule, value => around({[name]: value})));
		return [];
	})();
	return [...misfits[rule.type].map(around), ...inner];
}

test('whatever is wrong, what to do is said', () => {
	const silent = new Set<string>();
	let looked = 0;
	for (const kind of kinds)
		for (const values of misfitsOf(fileRule(kind), value => (typeof value === 'object' && value !== null ? {version: 1, kind, ...value} : value))) {
			for (const {code, message, hint} of checkText(JSON.stringify(values)).problems) if (!hint) silent.add(`${code} ${message}`);
			looked++;
		}
	expect(looked).toBeGreaterThan(300);
	expect([...silent]).toEqual([]);
});
