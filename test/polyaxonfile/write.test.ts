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
	const shared = 'version: 1\nkind: experiment\nx: &e {secret_refs: [a]}\nenvironment: *e\nrun: {cmd: ls}\n';
	expect(writePolyaxonfile({secretRefs: ['b']}, shared)).toBe(
		'version: 1\nkind: experiment\nx: &e {secret_refs: [a]}\nenvironment: {secret_refs: [b]}\nrun: {cmd: ls}\n',
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
	expect(writePolyaxonfile({image: 'a'}, windows)).toBe('\ufeffversion: 1\r\nkind: experiment\r\nbuild:\r\n  image: a\r\nrun:\r\n  cmd: ls\r\n');
});

test('a file with comments only keeps them; one that is no YAML is not written over', () => {
	expect(writePolyaxonfile({kind: 'job', cmd: 'ls'}, '# mine\n')).toBe('# mine\nversion: 1\n\nkind: job\n\nrun:\n  cmd: ls\n');
	expect(() => writePolyaxonfile({cmd: 'ls'}, 'a: "b\n')).toThrow(
		new UserError('The polyaxonfile cannot be changed, because it is not valid YAML: This quote is not closed. (line 1). Correct it first.'),
	);
});
