import {expect, test} from 'vitest';
import {writePolyaxonfile} from '../../source/polyaxonfile/write.ts';
import {UserError} from '../../source/user-error.ts';

const whole = `version: 1

kind: experiment

declarations:
  batch_size: 128
  lr: 0.1
  twice: '{{ lr }}'
  day: '2019-01-01'
  sizes: [1, 2]

build:
  image: tensorflow/tensorflow:1.4.1-py3
  build_steps:
    - pip install scikit-learn
    - ./setup.sh
  env_vars:
    - [A, 'yes']
    - [B, '1e5']
    - [C, '0123']
    - [D, 'a: b']
    - [E, "x\\ny"]

environment:
  resources:
    cpu:
      requests: 0.5
      limits: 2
    memory:
      requests: 512
  secret_refs: [s1]
  configmap_refs: [c1, c2]

run:
  cmd: python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}
`;

test('a new file is written in the order and style of the reference', () => {
	expect(
		writePolyaxonfile({
			kind: 'experiment',
			image: 'tensorflow/tensorflow:1.4.1-py3',
			buildSteps: ['pip install scikit-learn', './setup.sh'],
			envVars: [
				['A', 'yes'],
				['B', '1e5'],
				['C', '0123'],
				['D', 'a: b'],
				['E', 'x\ny'],
			],
			declarations: [
				['batch_size', {yaml: '128'}],
				['lr', {yaml: '0.1'}],
				['twice', {yaml: '{{ lr }}'}],
				['day', {yaml: '2019-01-01'}],
				['sizes', {value: [1, 2]}],
			],
			cmd: 'python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}',
			secretRefs: ['s1'],
			configmapRefs: ['c1', 'c2'],
			resources: {cpu: {requests: 0.5, limits: 2}, memory: {requests: 512}},
		}),
	).toBe(whole);
});

const own = `# my file
version: 1   # one
kind: "experiment"

declarations: &d   # all of them
  # rate
  lr: 0.1  # slow
  batch_size: 1_000

build:
  image: 'a:1' # base
  build_steps:
    # first
    - pip install a   # aa
    # second
    - "pip install b"
  env_vars:
  - ['KEY', "value"]   # pair
  unknown: {x:  1}
run: {cmd: ls, more: yes}
# end
`;

test('of an existing file only the values change that are given', () => {
	const changed = writePolyaxonfile(
		{
			image: 'b:2',
			declarations: [
				['lr', {yaml: '0.2'}],
				['batch_size', {yaml: '1000'}],
			],
			envVars: [['KEY', 'other']],
			cmd: 'pwd',
			secretRefs: ['s'],
		},
		own,
	);
	expect(changed).toBe(
		own
			.replace('0.1  #', '0.2  #')
			.replace("'a:1'", "'b:2'")
			.replace('"value"', '"other"')
			.replace('cmd: ls', 'cmd: pwd')
			.replace('run:', 'environment:\n  secret_refs: [s]\n\nrun:')
			.replace('1}\nenv', '1}\n\nenv'),
	);
});

test('what means the same is not touched, not even in its spelling', () => {
	expect(
		writePolyaxonfile(
			{
				kind: 'experiment',
				image: 'a:1',
				buildSteps: ['pip install a', 'pip install b'],
				declarations: [
					['lr', {yaml: '0.10'}],
					['batch_size', {yaml: '1000'}],
				],
				cmd: 'ls',
			},
			own,
		),
	).toBe(own);
	expect(writePolyaxonfile({}, own)).toBe(own);
});

test('entries of lists take their comments along when they move, and only what changed is written anew', () => {
	const changed = writePolyaxonfile({buildSteps: ['pip install b', 'pip install c', 'pip install a2']}, own);
	expect(changed).toContain(`  build_steps:
    # second
    - "pip install b"
    # first
    - pip install c   # aa
    - pip install a2
  env_vars:`);
	expect(writePolyaxonfile({buildSteps: ['pip install b']}, own)).toContain('  build_steps:\n    # second\n    - "pip install b"\n  env_vars:');
});

test('declarations are added, removed and moved with their comments', () => {
	expect(
		writePolyaxonfile(
			{
				declarations: [
					['batch_size', {yaml: '1000'}],
					['new', {yaml: 'yes'}],
					['lr', {yaml: '0.1'}],
				],
			},
			own,
		),
	).toContain('declarations: &d   # all of them\n  batch_size: 1_000\n  new: yes\n  # rate\n  lr: 0.1  # slow\n');
	expect(writePolyaxonfile({declarations: [['batch_size', {yaml: '1000'}]]}, own)).toContain('declarations: &d   # all of them\n  batch_size: 1_000\n\nbuild:');
});

test('a section that is emptied goes, with all that only held it', () => {
	const less = writePolyaxonfile({buildSteps: [], envVars: null, declarations: null, secretRefs: [], configmapRefs: [], resources: null}, whole);
	expect(less).toBe(
		'version: 1\n\nkind: experiment\n\nbuild:\n  image: tensorflow/tensorflow:1.4.1-py3\n\nrun:\n  cmd: python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}\n',
	);
	expect(writePolyaxonfile({cmd: null}, 'version: 1\nkind: build\nimage: a\n\nrun:\n  cmd: ls\n')).toBe('version: 1\nkind: build\nimage: a\n');
});

test('one resource changes, the others stay', () => {
	expect(writePolyaxonfile({resources: {cpu: {limits: 4}, gpu: {requests: 1}, memory: null}}, whole)).toContain(
		'  resources:\n    cpu:\n      limits: 4\n    gpu:\n      requests: 1\n  secret_refs',
	);
});

test('a command becomes a list and a list a command, with the comment beside it', () => {
	const one = 'version: 1\nkind: experiment\nrun:\n  cmd: ls  # why\n';
	const many = "version: 1\nkind: experiment\nrun:\n  cmd: # why\n    - a\n    - 'b: c'\n";
	expect(writePolyaxonfile({cmd: ['a', 'b: c']}, one)).toBe(many);
	expect(writePolyaxonfile({cmd: 'ls'}, many)).toBe('version: 1\nkind: experiment\nrun:\n  cmd: ls # why\n');
	expect(writePolyaxonfile({cmd: 'a\nb\n'}, one)).toBe('version: 1\nkind: experiment\nrun:\n  cmd: | # why\n    a\n    b\n');
	expect(writePolyaxonfile({cmd: 'pwd'}, 'version: 1\nkind: experiment\nrun:\n  cmd: |\n    a\n    b\n\ntags: [x]\n')).toBe(
		'version: 1\nkind: experiment\nrun:\n  cmd: pwd\n\ntags: [x]\n',
	);
});

test('the names that a file has for its sections are kept', () => {
	const later = 'version: 1\nkind: job\nparams: {a: 1}\nbuild: {image: a}\nenvironment: {config_map_refs: [c]}\nrun: {cmd: ls}\n';
	expect(
		writePolyaxonfile(
			{
				declarations: [
					['a', {yaml: '2'}],
					['b', {yaml: 'x'}],
				],
				configmapRefs: ['d'],
			},
			later,
		),
	).toBe('version: 1\nkind: job\nparams: {a: 2, b: x}\nbuild: {image: a}\nenvironment: {config_map_refs: [d]}\nrun: {cmd: ls}\n');
});

test('a value that another place shares by an alias is written out before it changes', () => {
	const aliased = 'version: 1\nkind: experiment\nx: &e {secret_refs: [a]}\nenvironment: *e\nrun: {cmd: ls}\n';
	expect(writePolyaxonfile({secretRefs: ['b']}, aliased)).toBe(
		'version: 1\nkind: experiment\nx: &e {secret_refs: [a]}\nenvironment: {secret_refs: [b]}\nrun: {cmd: ls}\n',
	);
});

const shared = 'version: 1\nkind: experiment\nenvironment:\n  secret_refs: &s [a, "b"]\n  configmap_refs: *s # both\nx: *s\n';

test('a value that others share by an anchor goes or changes, and they keep it: the anchor moves to the first of them', () => {
	expect(writePolyaxonfile({secretRefs: null}, shared)).toBe(shared.replace(/ {2}secret.*\n/, '').replace('*s #', '&s [a, "b"] #'));
	expect(writePolyaxonfile({secretRefs: ['q']}, shared)).toBe(shared.replace('&s [a, "b"]', '[q]').replace('*s #', '&s [a, "b"] #'));
	expect(writePolyaxonfile({secretRefs: ['a', 'q']}, shared)).toBe(shared.replace('&s [a, "b"]', '[a, "q"]').replace('*s #', '&s [a, "b"] #'));
	expect(writePolyaxonfile({configmapRefs: ['q']}, shared)).toBe(shared.replace('*s #', '[q] #'));
	expect(writePolyaxonfile({secretRefs: null, configmapRefs: null}, shared)).toBe('version: 1\nkind: experiment\nx: &s [a, "b"]\n');
	expect(
		writePolyaxonfile(
			{resources: {cpu: {limits: 2}}},
			'environment: &e\n  resources: # all\n    cpu: &c {limits: 1}\n    memory: *c\nother: *e\nkind: job\nversion: 1\n',
		),
	).toBe(
		'environment:\n  resources: # all\n    cpu: {limits: 2}\n    memory: &c {limits: 1}\nother: &e {resources: {cpu: {limits: 1}, memory: *c}}\nkind: job\nversion: 1\n',
	);
});

test('anchors in sections that another kind has no place for move to where they are used', () => {
	const text =
		"version: 1\nkind: experiment\ndeclarations:\n  image: &i 'a:1'\n  steps: &s\n    - x # why\n    - &y y\n    - *y\nbuild:\n  image: *i\n  build_steps: *s\nrun: {cmd: *i}\ntags: [*y]\n";
	expect(writePolyaxonfile({kind: 'build', cmd: null, declarations: null}, text)).toBe(
		"version: 1\nkind: build\ntags: [&y y]\nimage: 'a:1'\nbuild_steps: [x, y, y]\n",
	);
});

test('entries that change their order keep their anchors before the aliases', () => {
	const text = 'version: 1\nkind: job\ndeclarations:\n  a: &a 1\n  b: *a\nbuild:\n  build_steps: [&x x, y, *x]\n';
	expect(
		writePolyaxonfile(
			{
				declarations: [
					['b', {value: 1}],
					['a', {value: 1}],
				],
			},
			text,
		),
	).toBe(text.replace('  a: &a 1\n  b: *a\n', '  b: 1\n  a: &a 1\n'));
	expect(writePolyaxonfile({buildSteps: ['x', 'x', 'z']}, text)).toBe(text.replace('[&x x, y, *x]', '[&x x, *x, z]'));
	expect(writePolyaxonfile({buildSteps: ['y', 'x', 'x']}, text)).toBe(text.replace('[&x x, y, *x]', '[y, &x x, *x]'));
});

const merging =
	'version: 1\nkind: experiment\nbase: &b {secret_refs: [a], resources: {cpu: {limits: 1}, memory: {limits: 5}}}\nenvironment:\n  <<: *b # as ever\n';

test('what a merge brings is changed beside it, and gone from it', () => {
	expect(writePolyaxonfile({secretRefs: ['q']}, merging)).toBe(`${merging}  secret_refs: [q]\n`);
	expect(writePolyaxonfile({resources: {cpu: {limits: 2}}}, merging)).toBe(`${merging}  resources: {cpu: {limits: 2}, memory: {limits: 5}}\n`);
	expect(writePolyaxonfile({secretRefs: null}, merging)).toBe(merging.replace('*b #', '{resources: {cpu: {limits: 1}, memory: {limits: 5}}} #'));
	expect(writePolyaxonfile({secretRefs: null, resources: null}, merging)).toBe(merging.slice(0, merging.indexOf('environment')));
});

test('the quotes of a pair stay when another one changes, in brackets and on lines of their own', () => {
	const pairs = `build: {env_vars: [['A', "1"], ["B", '2'], [C, c]]}\n`;
	const changed = {
		envVars: [
			['A', '1'],
			['B', 'x'],
			['C', 'c'],
		],
	};
	expect(writePolyaxonfile(changed, pairs)).toBe(pairs.replace("'2'", "'x'"));
	const lines = 'build:\n  env_vars:\n  - - A # name\n    - "1"   # value\n  -\n    - "B"\n    - \'2\' # two\n  - [C, c]\n';
	expect(writePolyaxonfile(changed, lines)).toBe(lines.replace("'2'", "'x'"));
});

test('comments between brackets stay with what is beside them', () => {
	const text = 'environment:\n  secret_refs: [\n    a, # A\n    "b", # B\n    # the last\n    c # C\n  ] # end\n';
	expect(writePolyaxonfile({secretRefs: ['a', 'x', 'c']}, text)).toBe(text.replace('"b"', '"x"'));
	expect(writePolyaxonfile({secretRefs: ['a', 'c']}, text)).toBe(text.replace('    "b", # B\n', ''));
	expect(writePolyaxonfile({secretRefs: ['a', 'b']}, text)).toBe(text.replace('"b", # B', '"b" # B').replace('    c # C\n', ''));
	expect(writePolyaxonfile({secretRefs: ['a', 'b', 'c', 'd']}, text)).toBe(text.replace('c # C', 'c, # C\n    d'));
});

test('a comment that stands apart stays when the section above it goes', () => {
	const text = '# the file\nname: x\n\n# --- what is run ---\n\nrun:\n  cmd: ls\nversion: 1\n';
	expect(writePolyaxonfile({name: null}, text)).toBe('# the file\n# --- what is run ---\n\nrun:\n  cmd: ls\nversion: 1\n');
});

test('blank lines that belong to a text neither grow nor vanish', () => {
	const text = 'version: 1\nrun:\n  cmd: |+\n    a\n\n\nkind: job\n\ntags: [x]\n';
	expect(writePolyaxonfile({name: 'q', secretRefs: ['s']}, text)).toBe(
		text.replace('kind: job\n\ntags: [x]\n', 'kind: job\n\nname: q\n\ntags: [x]\n\nenvironment:\n  secret_refs: [s]\n'),
	);
	expect(writePolyaxonfile({tags: null}, 'version: 1\nrun:\n  cmd: |+\n    a\n\ntags: [x]\n\n\n')).toBe('version: 1\nrun:\n  cmd: |+\n    a\n\n');
	expect(writePolyaxonfile({cmd: 'ls'}, 'version: 1\nname: |\n  a\n  b')).toBe('version: 1\nname: |-\n  a\n  b\nrun:\n  cmd: ls\n');
});

test('a build under build in kind build keeps its shape', () => {
	const nested = 'version: 1\nkind: build\nbuild: {image: a}\n';
	expect(writePolyaxonfile({kind: 'build', image: 'b', buildSteps: ['ls']}, nested)).toBe('version: 1\nkind: build\nbuild: {image: b, build_steps: [ls]}\n');
	expect(writePolyaxonfile({kind: 'job', cmd: 'ls'}, nested)).toBe('version: 1\nkind: job\nbuild: {image: a}\nrun:\n  cmd: ls\n');
	expect(writePolyaxonfile({image: 'b'}, `${nested}image: c\n`)).toBe(`${nested}image: b\n`);
});

test('when the kind changes, the keys of the build move as they are written, and what nobody knows too', () => {
	const experiment =
		'version: 1\nkind: experiment\nframework: x\n\n# the image\nbuild: # base\n    # img\n    image: "a" # A\n    strange: {x:  1}\n    env_vars:\n    - [A, "x"] # first\nrun: {cmd: a}\n';
	expect(writePolyaxonfile({kind: 'build'}, experiment)).toBe(
		'version: 1\nkind: build\n\n# the image\n# base\n# img\nimage: "a" # A\n\nenv_vars:\n- [A, "x"] # first\n\nstrange: {x:  1}\n',
	);
	expect(writePolyaxonfile({kind: 'job'}, experiment)).toBe(experiment.replace('kind: experiment\nframework: x\n', 'kind: job\n'));
});

test('a file in JSON stays JSON, with its tabs', () => {
	const text = '{\n\t"version": 1,\n\t"declarations": {"a": 1e-4},\n\t"run": {"cmd": "ls"}\n}\n';
	const changed = writePolyaxonfile(
		{
			image: 'q',
			cmd: ['a', 'b'],
			declarations: [
				['a', {yaml: '1e-4'}],
				['b', {yaml: 'x'}],
			],
		},
		text,
	);
	expect(changed).toBe('{\n\t"version": 1,\n\t"declarations": {"a": 1e-4, "b": "x"},\n\t"build": {"image": "q"},\n\t"run": {"cmd": ["a", "b"]}\n}\n');
});

test('comments stay when a command gets another form', () => {
	const lines = 'run:\n  cmd: # why\n    # more\n    - a\n  # end\n';
	expect(writePolyaxonfile({cmd: 'x'}, lines)).toBe('run:\n  cmd: x # why\n    # more\n  # end\n');
	expect(writePolyaxonfile({cmd: 'x\ny'}, lines)).toBe('run:\n  cmd: "x\\ny" # why\n    # more\n  # end\n');
	expect(writePolyaxonfile({cmd: 'x'}, 'run:\n  cmd: | # why\n    a\n\n  # end\n')).toBe('run:\n  cmd: x # why\n\n  # end\n');
	expect(writePolyaxonfile({cmd: ['x', 'z']}, 'run:\n  cmd: # why\n    # more\n    !!str a # tail\n')).toBe(
		'run:\n  cmd: # why\n    # more\n    # tail\n    - x\n    - z\n',
	);
});

test('between build and the other kinds the build keys change their place', () => {
	const build = writePolyaxonfile({kind: 'build'}, whole);
	expect(build).toBe(`version: 1

kind: build

image: tensorflow/tensorflow:1.4.1-py3

build_steps:
  - pip install scikit-learn
  - ./setup.sh

env_vars:
  - [A, 'yes']
  - [B, '1e5']
  - [C, '0123']
  - [D, 'a: b']
  - [E, "x\\ny"]

environment:
  resources:
    cpu:
      requests: 0.5
      limits: 2
    memory:
      requests: 512
  secret_refs: [s1]
  configmap_refs: [c1, c2]
`);
	expect(writePolyaxonfile({kind: 'experiment', cmd: 'ls'}, build)).toBe(whole.replace(/declarations:[\s\S]*?\n\n/, '').replace(/cmd: .*/, 'cmd: ls'));
});

test('line ends of Windows, a byte order mark and a last line without an end stay', () => {
	const windows = '\ufeffversion: 1\r\nkind: experiment\r\nrun:\r\n  cmd: ls';
	expect(writePolyaxonfile({cmd: 'pwd'}, windows)).toBe('\ufeffversion: 1\r\nkind: experiment\r\nrun:\r\n  cmd: pwd');
	expect(writePolyaxonfile({image: 'a'}, windows)).toBe('\ufeffversion: 1\r\nkind: experiment\r\nbuild:\r\n  image: a\r\nrun:\r\n  cmd: ls');
});

test('a file with comments only keeps them; one that is no YAML is not written over', () => {
	expect(writePolyaxonfile({kind: 'job', cmd: 'ls'}, '# mine\n')).toBe('# mine\nversion: 1\n\nkind: job\n\nrun:\n  cmd: ls\n');
	expect(() => writePolyaxonfile({cmd: 'ls'}, 'a: "b\n')).toThrow(
		new UserError('The polyaxonfile cannot be changed, because it is not valid YAML: This quote is not closed. (line 1). Correct it first.'),
	);
});
