import {expect, test} from 'vitest';
import {checkText, marksOf} from '../helpers/check-text.ts';

const file = (declarations: string, cmd: string) => `version: 1\nkind: experiment\ndeclarations: ${declarations}\nrun:\n  cmd: ${cmd}\n`;

test('values are printed as Python prints them', () => {
	const text = file(
		'{i: 3, f: 0.1, one: 1.0, s: foo, b: true, n: null, e: 1e-4, big: 1000000.0, small: 0.00001, l: [1, 2.0, a], d: {a: 1, b: x}}',
		'"{{i}} {{f}} {{one}} {{s}} {{b}} {{n}} {{e}} {{big}} {{small}} {{l}} {{d}} {{d.a}} {{l[0]}}"',
	);
	expect(checkText(text).rendered?.command).toBe("3 0.1 1.0 foo True None 0.0001 1000000.0 1e-05 [1, 2.0, 'a'] {'a': 1, 'b': 'x'} 1 1");
});

test('texts that are Python literals are evaluated, others stay', () => {
	const text = file('{s: "003", t: "1_000", u: "0x10", v: "True", w: "None", x: "1,2", y: "yes"}', '"t {{s}} {{t}} {{u}} {{v}} {{w}} {{x}} {{y}}"');
	const {rendered} = checkText(text);
	expect([rendered?.command, rendered?.declarations]).toEqual([
		't 003 1000 16 True None (1, 2) yes',
		{s: '003', t: 1000, u: 16, v: true, w: null, x: [1, 2], y: 'yes'},
	]);
});

test('what a template gives is evaluated again, forward and backward', () => {
	expect(checkText(file('{a: 1, b: "{{ a }}0", c: "{{ b }}"}', '"{{ b }} {{ c }}"')).rendered?.declarations).toEqual({a: 1, b: 10, c: 10});
	expect(checkText(file('{a: "{{ a }}"}', '"t {{ a }}"')).rendered?.command).toBe('t {{ a }}');
	expect(checkText(file('{a: 4}', '"t {% raw %}{{ a }}{% endraw %}"')).rendered?.command).toBe('t 4');
	expect(checkText(file('{a: [x, y]}', '"{{ a }}"')).rendered?.command).toBe('x && y');
});

test('declarations that name each other without end are an error', () => {
	expect(marksOf(file('{a: "{{ b }}x", b: "{{ a }}"}', 'ls'))).toEqual(['template-error 3:19+10', 'template-error 3:34+9']);
});

test('an undeclared name is nothing, and a warning at the name with the nearest one', () => {
	const {rendered, printed} = checkText(file('{batch_size: 1}', 'echo "{{ batchsize }}" end'));
	expect(rendered?.command).toBe('echo "" end');
	expect(printed).toBe(
		`polyaxonfile.yml:5:17: warning: "batchsize" is not declared, so nothing is put in its place.
  5 |   cmd: echo "{{ batchsize }}" end
    |                 ^^^^^^^^^
  → Did you mean batch_size?
`,
	);
});

test('names are found in blocks, in quotes, and the second time they stand there', () => {
	expect(marksOf(file('{a: 1}', '|\n    echo {{ a }}\n    echo {{ zz }} {{ a }} {{ zz }}'))).toEqual([
		'joined-lines 5:8+1',
		'undeclared-name 7:13+2',
		'undeclared-name 7:30+2',
	]);
	expect(marksOf(file('{a: 1}', '"x\\ty {{ zz }}"'))).toEqual(['undeclared-name 5:17+2']);
	expect(marksOf(file('{a: 1}', "['it''s', 'x {{ zz }}']"))).toEqual(['undeclared-name 5:24+2']);
});

test('a name that is given a default, or asked for, is no problem', () => {
	expect(marksOf(file('{a: 1}', "\"x {{ b | default(3) }} {{ 'y' if b is defined else 'n' }}\""))).toEqual([]);
});

test.each<[string, string]>([
	['"t {{ u.v }}"', 'template-error 5:14+1'],
	['"t {{ a "', 'template-error 5:11+5'],
	['"t {{ a | nofilter }}"', 'template-error 5:18+8'],
	['"t {{ a + \'x\' }}"', 'template-error 5:14+7'],
	['echo ${#list[@]}', 'template-error 5:14+2'],
	['"{% for x in l %}"', 'template-error 5:9+16'],
	['"3"', 'reads-as-literal 5:8+3'],
	['"[1]"', 'reads-as-literal 5:3+3'],
	['"{{ zz }}"', 'undeclared-name 5:12+2'],
])('%s is marked where it is wrong', (cmd, mark) => {
	expect(marksOf(file('{a: 1}', cmd))).toContain(mark);
});

test('names with dashes are explained', () => {
	const {problems} = checkText(file('{a-b: 4}', '"t {{ a-b }}"'));
	expect(problems.map(({code, hint}) => [code, hint])).toEqual([
		['bad-declaration-name', 'Call it a_b.'],
		['template-error', '"a-b" would be read as a subtraction: call it a_b.'],
	]);
});

test('values of environment variables that the platform evaluates are told, with the way to keep them', () => {
	const text = `version: 1\nkind: build\nimage: a\nenv_vars:\n  - [A, "1e5"]\n  - [B, "'1e5'"]\n  - [C, "None"]\n  - [D, "0123"]\n`;
	const {rendered, problems} = checkText(text);
	expect(rendered).toBeUndefined();
	expect(problems.map(({severity, line, message, hint}) => [severity, line, message, hint])).toEqual([
		['warning', 5, 'The platform evaluates this value: A becomes 100000.0.', `To keep it as text, write Python's quotes around it too: "'1e5'".`],
		['warning', 6, 'The platform evaluates this value: B becomes 1e5.', `To keep it as text, write Python's quotes around it too: "\\"'1e5'\\"".`],
		['error', 7, 'The variable C has no value once this is evaluated.', `To keep it as text, write Python's quotes around it too: "'None'".`],
	]);
});

test('lines that become one, and entries that end with an operator, are warned of', () => {
	expect(marksOf(file('{}', '|\n    cd a\n    python train.py'))).toEqual(['joined-lines 5:8+1']);
	expect(marksOf(file('{}', '|\n    cd a &&\n    python train.py \\\n      --lr=1\n      --b=2\n'))).toEqual([]);
	expect(marksOf(file('{}', '[cmd1;, "", cmd3;]'))).toEqual(['dangling-operator 5:9+5', 'empty-command 5:16+2']);
});

test('tags, secrets and build steps are rendered, names and descriptions are not', () => {
	const {rendered} = checkText(
		`version: 1\nkind: experiment\nname: n\ndescription: "{{ a }}"\ntags: [foo, "v{{a}}"]\ndeclarations: {a: 1}\nbuild: {image: "x:{{a}}", build_steps: ["pip install x=={{ a }}"], env_vars: [["K{{a}}", "{{a}}"]]}\nenvironment: {secret_refs: ["s{{a}}"]}\nrun: {cmd: ls}\n`,
	);
	expect(JSON.parse(JSON.stringify(rendered))).toEqual({
		version: 1,
		kind: 'experiment',
		name: 'n',
		description: '{{ a }}',
		tags: ['foo', 'v1'],
		declarations: {a: 1},
		build: {image: 'x:1', build_steps: ['pip install x==1'], env_vars: [['K1', '1']]},
		environment: {secret_refs: ['s1'], configmap_refs: []},
		command: 'ls',
	});
});

test('what Kubernetes uses of the environment is rendered as the file says it', () => {
	const environment =
		'{node_selector: {"polyaxon.com": "{{ a }}"}, tolerations: [{key: k, operator: Exists, tolerationSeconds: 30}], affinity: {nodeAffinity: {x: [{weight: 1.0}]}}, labels: {team: ml}, annotations: {note: "a b"}, service_account: robot, image_pull_secrets: [pull], max_restarts: 2, persistence: {data: [d]}}';
	const {rendered, problems} = checkText(`version: 1\nkind: job\nbuild: {image: a}\ndeclarations: {a: 1}\nenvironment: ${environment}\nrun: {cmd: ls}\n`);
	expect(problems.map(({code, path}) => `${code} ${path.join('.')}`)).toEqual(['not-used-here environment.persistence']);
	expect(JSON.parse(JSON.stringify(rendered?.environment))).toEqual({
		secret_refs: [],
		configmap_refs: [],
		node_selector: {'polyaxon.com': 1},
		tolerations: [{key: 'k', operator: 'Exists', tolerationSeconds: 30}],
		affinity: {nodeAffinity: {x: [{weight: 1}]}},
		labels: {team: 'ml'},
		annotations: {note: 'a b'},
		service_account: 'robot',
		image_pull_secrets: ['pull'],
		max_restarts: 2,
	});
});

test('the work of all templates of a file is bounded together', () => {
	const bomb = '{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}';
	const {problems} = checkText(file(`{${Array.from({length: 50}, (_, index) => `d${index}: "${bomb}"`).join(', ')}}`, 'ls'));
	expect(problems.filter(({code}) => code === 'template-error').length).toBe(50);
});

test('a limit of 0 is no limit of processor and memory, and no GPU', () => {
	const amounts = 'cpu: {limits: 0, requests: 1}, memory: {limits: "{{ none }}"}, gpu: {limits: 0, requests: 1}';
	const {rendered} = checkText(`${file('{none: 0}', 'ls')}environment: {resources: {${amounts}}}\n`);
	expect(rendered?.environment.resources).toEqual({cpu: {requests: 1}, memory: {}, gpu: {limits: 0, requests: 1}});
});
