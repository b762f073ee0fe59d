import {expect, test} from 'vitest';
import {checkText, marksOf} from '../helpers/check-text.ts';

const head = 'version: 1\nkind: experiment\n';
const run = 'run: {cmd: ls}\n';

test('every section that a run uses is read', () => {
	const {rendered, problems} = checkText(`version: 1
kind: job
name: my-job
description: What it does
tags: [a, b, a]
params: {lr: 0.1, n: 1.0, l: [1, x]}
build: {image: a, build_steps: [ls], env_vars: [[A, 1], [B, yes], [C, 1.0], [D, [x]]]}
environment:
  resources: {cpu: {requests: 0.5, limits: "2"}, memory: {limits: 512}, gpu: {requests: 1}}
  secret_refs: [s]
  config_map_refs: [c]
run: {cmd: [a, b]}
`);
	expect(problems).toEqual([]);
	expect(JSON.parse(JSON.stringify(rendered))).toEqual({
		version: 1,
		kind: 'job',
		name: 'my-job',
		description: 'What it does',
		tags: ['a', 'b'],
		declarations: {lr: 0.1, n: 1, l: [1, 'x']},
		build: {
			image: 'a',
			build_steps: ['ls'],
			env_vars: [
				['A', '1'],
				['B', 'True'],
				['C', '1.0'],
				['D', "['x']"],
			],
		},
		command: 'a && b',
		environment: {resources: {cpu: {requests: 0.5, limits: 2}, memory: {limits: 512}, gpu: {requests: 1}}, secret_refs: ['s'], configmap_refs: ['c']},
	});
});

test('of kind build the keys stand at the top, or, as in older releases, under build', () => {
	const flat = checkText('version: 1\nkind: build\nimage: a\nbuild_steps: [ls]\n');
	const nested = checkText('version: 1\nkind: build\nbuild: {image: a, build_steps: [ls]}\n');
	expect(flat.problems).toEqual([]);
	expect(nested.problems.map(({code, severity, line, column}) => [code, severity, line, column])).toEqual([['older-shape', 'warning', 3, 1]]);
	expect(nested.rendered).toEqual(flat.rendered);
	expect(flat.rendered?.build).toEqual({image: 'a', build_steps: ['ls'], env_vars: []});
});

test.each<[string, readonly string[]]>([
	['kind: experiment\nrun: {cmd: ls}\n', ['missing-version 1:1+16']],
	['version: "1"\nkind: experiment\nrun: {cmd: ls}\n', ['wrong-type 1:10+3']],
	['version: 1.0\nkind: experiment\nrun: {cmd: ls}\n', []],
	['version: 2\nkind: experiment\nrun: {cmd: ls}\n', ['unsupported-version 1:10+1']],
	['version: yes\nkind: experiment\nrun: {cmd: ls}\n', ['wrong-type 1:10+3']],
	['version: 1\nrun: {cmd: ls}\n', ['missing-kind 1:1+10']],
	['version: 1\nkind: experimnet\nrun: {cmd: ls}\n', ['unknown-kind 2:7+10']],
	['version: 1\nkind: group\nhptuning: {matrix: {}}\n', ['missing-command 1:1+10', 'missing-key 3:12+6']],
	['version: 1\nkind: notebook\n', ['missing-key 1:1+10']],
	[head, ['missing-command 1:1+10']],
	[`${head}run: {}\n`, ['missing-command 3:1+3']],
	[`${head}run: {cmd: ""}\n`, ['missing-command 3:7+3']],
	[`${head}run: {cmd: }\n`, ['missing-command 3:7+3']],
	[`${head}run: ls\n`, ['wrong-type 3:6+2']],
	[`${head}run: {cmd: 3}\n`, ['wrong-type 3:12+1']],
	[`${head}run: {cmd: [ls, 3]}\n`, ['wrong-type 3:17+1']],
	['version: 1\nkind: job\nrun: {cmd: ls}\n', ['missing-key 1:1+10']],
	[`${head}${run}build:\n`, ['wrong-type 4:1+5']],
	[`${head}${run}build: {}\n`, ['missing-image 4:1+5']],
	[`${head}${run}build: {image: a, dockerfile: b}\n`, ['several-images 4:19+10']],
	[`${head}${run}build: {image: "a b"}\n`, ['bad-image 4:16+5']],
	[`${head}${run}build: {image: a, build_steps: ls}\n`, ['wrong-type 4:32+2']],
	[`${head}${run}build: {image: a, env_vars: {A: b}}\n`, ['bad-env-vars 4:29+6']],
	[
		`${head}${run}build: {image: a, env_vars: [A=b, [A], [1, 2], [A B, c], [A, ]]}\n`,
		['bad-env-vars 4:30+3', 'bad-env-vars 4:35+3', 'bad-env-var-name 4:41+1', 'bad-env-var-name 4:49+3', 'bad-env-vars 4:58+5'],
	],
	[`${head}${run}build: {image: a, nocache: 2}\n`, ['wrong-type 4:28+1']],
	[`${head}${run}build: {image: a, ref: 3}\n`, ['not-used-here 4:19+3', 'several-images 4:19+3']],
	[`${head}${run}biuld: {image: a}\n`, ['unknown-key 4:1+5']],
	[`${head}${run}hptuning: {}\n`, ['not-in-kind 4:1+8']],
	[`${head}${run}model: {}\n`, ['not-used-here 4:1+5']],
	[`${head}${run}image: a\n`, ['not-in-kind 4:1+5']],
	['version: 1\nkind: build\nimage: a\nrun: {cmd: ls}\ndeclarations: {a: 1}\n', ['not-in-kind 4:1+3', 'not-in-kind 5:1+12']],
	[
		'version: 1.1\nkind: operation\nmatrix: {}\nrun: {kind: job, container: {}}\n',
		['unsupported-version 1:10+3', 'unknown-kind 2:7+9', 'v11-key 3:1+6', 'missing-command 4:1+3', 'v11-key 4:7+4', 'v11-key 4:18+9'],
	],
	[`${head}${run}environment: {nodeSelector: {a: b}, foo: 1, index: 2, max_restarts: 2}\n`, ['v11-key 4:15+12', 'unknown-key 4:37+3', 'not-used-here 4:45+5']],
	[`${head}${run}environment: {secret_refs: a, configmap_refs: [b], config_map_refs: [c]}\n`, ['wrong-type 4:28+1', 'both-names 4:52+15']],
	[
		`${head}${run}environment: {resources: {cpu: 1, memory: {requests: 512Mi}, gpu: {request: 1}}}\n`,
		['wrong-type 4:32+1', 'wrong-type 4:54+5', 'unknown-key 4:68+7'],
	],
	[`${head}${run}params: {a: 1}\ndeclarations: {b: 1}\n`, ['both-names 5:1+12']],
	[`${head}${run}declarations: [1]\n`, ['wrong-type 4:15+3']],
	[`${head}${run}declarations: {a-b: 1, 1: 2}\n`, ['bad-declaration-name 4:16+3', 'bad-declaration-name 4:24+1']],
	[`${head}${run}name: a b\n`, ['bad-name 4:7+3']],
	[`${head}${run}tags: a\n`, ['wrong-type 4:7+1']],
	[`${head}${run}logging: {level: WARNING}\n`, ['not-used-here 4:1+7', 'unknown-word 4:18+7']],
	[`${head}${run}backend: foo\n`, ['not-used-here 4:1+7', 'unknown-word 4:10+3']],
	[`${head}${run}declarations:\ntags:\nlogging:\nenvironment:\nname:\n`, []],
])('%j is marked at the very place', (text, marks) => {
	expect(marksOf(text)).toEqual(marks);
});

test('all problems are told at once, each with the line, a caret and what to do', () => {
	const {printed} = checkText(
		'version: 1\nkind: experiment\nbuild:\n  imge: python:3.12\n  build_steps:\n    - 3\nenvironment:\n  resources:\n    memory: {requests: 1.5Gi}\n',
	);
	expect(printed).toBe(`polyaxonfile.yml:1:1: error: The experiment has no command.
  1 | version: 1
    | ^^^^^^^^^^
  → Write what to run: "run:", and on the next line "  cmd: python3 train.py".

polyaxonfile.yml:4:3: error: There is no key "imge" under build.
  4 |   imge: python:3.12
    |   ^^^^
  → Did you mean image?

polyaxonfile.yml:6:7: error: An entry of build_steps must be text, not the number 3.
  6 |     - 3
    |       ^
  → Put it in quotes.

polyaxonfile.yml:9:24: error: requests must be a number, not the text "1.5Gi".
  9 |     memory: {requests: 1.5Gi}
    |                        ^^^^^
  → Memory is a number of Mi without a unit: 1536.
`);
});

test('an unknown -P name is an error that names the nearest, and a known one replaces the value as text', () => {
	const text = `${head}declarations: {lr: 0.1, batch: 2}\nrun: {cmd: 't {{ lr }} {{ batch }}'}\n`;
	expect(checkText(text, {batc: '3'}).problems).toEqual([
		{
			code: 'unknown-declaration',
			severity: 'error',
			path: [],
			message: '-P names "batc", which the file neither declares nor uses.',
			hint: 'Did you mean batch?',
		},
	]);
	const {specification, rendered} = checkText(text, {lr: '1e-3', batch: '0x10'});
	expect(specification?.parameters).toEqual({lr: '1e-3', batch: '0x10'});
	expect([rendered?.declarations, rendered?.command]).toEqual([{lr: 0.001, batch: 16}, 't 0.001 16']);
	expect(checkText(text.replace('declarations', 'params'), {lr: 'a b'}).rendered?.command).toBe('t a b 2');
});

test('a template is checked when it is rendered: 0.4 took such an image', () => {
	const text = `${head}declarations: {v: 3, w: a b}\nbuild: {image: "tf:{{ v }}"}\n${run}`;
	expect(checkText(text).rendered?.build?.image).toBe('tf:3');
	expect(marksOf(text.replace('{{ v }}', '{{ w }}'))).toEqual(['bad-image 4:16+12']);
});

test('problems of merged and aliased values are marked where the value is written', () => {
	expect(marksOf(`x: &b {image: "a b"}\n${head}build: {<<: *b}\n${run}`)).toEqual(['unknown-key 1:1+1', 'bad-image 1:15+5']);
});

test('what is wrong in templates is told together with everything else, and each thing once', () => {
	const text = `version: 1
kind: experiment
declarations:
  lr: 0.1
  memory: 1.5Gi
build:
  imge: python:3.12
  build_steps: ["pip install {{ lrr }}"]
environment:
  resources:
    memory: {requests: "{{ memory }}", limits: 2Gi}
run:
  cmd: python3 train.py {{ lr | foo }}
`;
	expect(marksOf(text)).toEqual(['unknown-key 7:3+4', 'undeclared-name 8:33+3', 'reads-as-literal 11:24+14', 'wrong-type 11:48+3', 'template-error 13:33+3']);
});

test('of a group whose runs cannot be told nothing is evaluated', () => {
	const text = 'version: 1\nkind: group\nhptuning:\n  matrix:\n    lr: {valuez: [1]}\nrun: {cmd: "a {{ lr }}"}\n';
	expect(marksOf(text)).toEqual(['unknown-key 5:10+6']);
});

test('what is wrong in a nested build of kind build is marked there', () => {
	const text = 'version: 1\nkind: build\nbuild:\n  image: "a b"\n  build_steps: [3]\n  imge: x\n';
	expect(marksOf(text)).toEqual(['older-shape 3:1+5', 'bad-image 4:10+5', 'wrong-type 5:17+1', 'unknown-key 6:3+4']);
});

test.each<[string, string, string | undefined]>([
	['declarations: {a: 1}', 'environment: {resources: {requests: {cpu: 1}}}', 'Write "cpu: {requests: 1}".'],
	['declarations: {a: 1}', 'environment: {env_vars: [[A, b]]}', 'Put it under build.'],
	['declarations: {a: 1}', 'build: {image: a, ref: 3}', 'Keep one of them.'],
])('%s and %s: what to do is said', (one, other, hint) => {
	const {problems} = checkText(`version: 1\nkind: experiment\n${one}\n${other}\nrun: {cmd: ls}\n`);
	expect(problems.map(problem => problem.hint)).toContain(hint);
});
