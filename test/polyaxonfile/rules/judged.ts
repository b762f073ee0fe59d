/** A file of our own: the releases that take it, the errors that we report, and why, where those are at odds. */
export type Judged = {readonly text: string; readonly takenBy: readonly string[]; readonly codes: readonly string[]; readonly reason?: string};

const all = ['0.3.9', '0.4.4', '0.6.1'];
const fromFlat = ['0.4.4', '0.6.1'];
const last = ['0.6.1'];
const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';

const inExperiment = (lines: string, takenBy: readonly string[], codes: readonly string[] = [], reason?: string): Judged => ({
	text: `${head}${lines}\n`,
	takenBy,
	codes,
	reason,
});
const inBuild = (keys: string, takenBy: readonly string[], codes: readonly string[] = [], reason?: string) =>
	inExperiment(`build: {${keys}}`, takenBy, codes, reason);
const variable = (name: string, codes: readonly string[] = [], reason?: string) => inBuild(`image: a, env_vars: [[${name}, x]]`, all, codes, reason);
const inGroup = (hptuning: string, takenBy: readonly string[], codes: readonly string[] = [], reason?: string): Judged => ({
	text: `version: 1\nkind: group\nhptuning: {${hptuning}}\nrun: {cmd: ls}\n`,
	takenBy,
	codes,
	reason,
});
const inPipeline = (lines: string, takenBy: readonly string[], codes: readonly string[] = []): Judged => ({
	text: `version: 1\nkind: pipeline\n${lines}\ntemplates: [{kind: job, name: a, build: {image: a}, run: {cmd: x}}]\n`,
	takenBy,
	codes,
});
const olderBuild = (lines: string, takenBy: readonly string[], codes: readonly string[] = []): Judged => ({
	text: `version: 1\nkind: build\n${lines}\n`,
	takenBy,
	codes,
});
const ops = 'ops: [{template: {name: a}, name: b}]';

const noImage = 'no engine can have an image of that name';
const noAmount = 'no container can have less than nothing';
const noName = 'neither a container nor a Dockerfile can have a variable of that name';

/** What the files of the index do not have: found by a review, and judged by the platform's parsers. */
export const judged: readonly Judged[] = [
	// A shell cannot read such variables, and a container can have them
	variable('A-B'),
	variable('A.B'),
	variable('1A'),
	variable('yes'),
	variable('1'),
	variable('"A B"', ['bad-env-var-name'], noName),
	variable('"A=B"', ['bad-env-var-name'], noName),
	variable('""', ['bad-env-var-name'], noName),
	variable('[a]', ['bad-env-var-name'], noName),
	inBuild('image: a, env_vars: [[null, x]]', [], ['bad-env-var-name']),
	inBuild('image: a, env_vars: [[A, null]]', [], ['bad-env-vars']),

	inBuild('image: "a:"', all, ['bad-image'], noImage),
	inBuild('image: ":a"', all, ['bad-image'], noImage),
	inBuild('image: "a\\tb"', all, ['bad-image'], noImage),
	inBuild('image: "", dockerfile: D', all),
	inBuild('image: null, dockerfile: D', all),
	inBuild('image: a, dockerfile: ""', all),
	inBuild('image: ""', [], ['missing-image']),
	inBuild('image: a, ref: 0', [], ['several-images']),

	...['cpu: {limits: -1}', 'memory: {requests: -5}', 'gpu: {limits: -0.5}', 'tpu: {limits: "-1"}'].map(amount =>
		inExperiment(`environment: {resources: {${amount}}}`, all, ['wrong-value'], noAmount),
	),
	inExperiment('environment: {resources: {cpu: {limits: 0, requests: 0}, memory: {limits: 0}, gpu: {limits: 0}}}', all),

	inExperiment('environment: {config_map_refs: null, configmap_refs: [b]}', last),
	inExperiment('environment: {config_map_refs: [], configmap_refs: [b]}', last),
	inExperiment('environment: {config_map_refs: [a], configmap_refs: []}', last),
	inExperiment('environment: {config_map_refs: [a], configmap_refs: [b]}', [], ['both-names']),
	inExperiment('params: {}\ndeclarations: {a: 1}', last),
	inExperiment('params:\ndeclarations: {a: 1}', last),
	inExperiment('declarations: {a: 1}\nparams: {b: 1}', [], ['both-names']),

	inBuild('image: a, inputs: []', last),
	inBuild('image: a, inputs: [{name: x}], outputs: [{name: y}]', last),
	inBuild('ref: 1.5', [], ['wrong-type']),
	inBuild('ref: 1.0', [], ['wrong-type']),
	inBuild('ref: "1.5"', [], ['reads-as-literal']),
	inBuild('ref: 7', last),
	inBuild('ref: true', last),
	inExperiment('environment: {outputs: {jobs: [2.5]}}', [], ['wrong-type']),
	inExperiment('environment: {outputs: {jobs: [2, a]}}', all),

	...['tomorrow', '2018-01-01', '2018-02-30T00:00:00', '2018-01-01T25:00:00', '2018-01-01T10', '2018-01-01T24:00:01', '2018-01-01T00:00:00 Z'].map(time =>
		inPipeline(`schedule: {kind: interval, frequency: 2, start_at: "${time}"}\n${ops}`, [], ['bad-time']),
	),
	...['2018-01-01T00:00:00', '2018-01-01 00:00:00', '2018-01-01T00:00', '2018-01-01T00:00:00.123Z', '2018-01-01T24:00', '2018-01-01T00:00:00+0200'].map(time =>
		inPipeline(`schedule: {kind: interval, frequency: 2, start_at: "${time}"}\n${ops}`, last),
	),
	inPipeline('ops: [{template: {name: a}, name: b, declarations: {x: 1}}]', [], ['unknown-key']),
	inPipeline('ops: [{template: {name: a, url: b}, name: b}]', [], ['several-templates']),

	...['build: {image: a}', 'build: {image: a}\ntags: [a]', 'build: {image: a, backend: native}'].map(lines => olderBuild(lines, ['0.3.9'])),
	// No release took keys of both shapes
	...['build: {image: a}\nimage: b', 'build: {image: a}\nbuild_steps: [a]', 'build: {image: a}\nbackend: native', 'build: {image: a}\ninputs: []'].map(lines =>
		olderBuild(lines, [], lines.includes('\nimage') ? ['not-in-kind'] : ['missing-image', 'not-in-kind']),
	),

	inExperiment('model: {model_type: x}', [], ['unknown-word']),
	inExperiment('model: {clasifier: {}}', [], ['unknown-word']),
	inExperiment('model: {}', ['0.3.9']),
	inExperiment('model: {classifier: {}}', [], [], 'what is in a model is not looked at, because nothing here runs it'),

	{text: 'version: 1\nkind: job\ndeclarations: {a: 1}\nbuild: {image: a}\nrun: {cmd: ls}\n', takenBy: ['0.4.4'], codes: []},
	{
		text: 'version: 1\nkind: job\ndeclarations:\nbuild: {image: a}\nrun: {cmd: ls}\n',
		takenBy: [],
		codes: [],
		reason: '0.4.4 takes declarations in a job, and crashed on a section with nothing in it',
	},
	inExperiment('declarations:', last),
	inExperiment('params: []', last),
	inExperiment('params: ""', last),
	inExperiment('params: [1]', [], ['wrong-type']),
	inExperiment('declarations: "1"', [], ['wrong-type']),
	inExperiment('declarations: "{\'a\': 1}"', [], ['wrong-type']),

	inGroup('seed: x, matrix: {lr: {values: [1]}}, grid_search: {n_experiments: 1}, random_search: {n_experiments: 1}', [], ['wrong-type', 'several-algorithms']),
	inGroup('matrix: {lr: {values: [1]}}, grid_search: {}, random_search: {n_experiments: 1}', [], ['several-algorithms']),
	inGroup('matrix: {lr: {values: [1]}}, grid_search: null, random_search: {n_experiments: 1}', last),
	inGroup('matrix: {lr: {values: [], range: "0:1:1"}}', [], [], 'an empty list counts as none, and the platform drew from it all the same'),
	inGroup('matrix: {lr: {values: [1], range: {}}}', [], ['wrong-value']),
	inGroup('matrix: {lr: {logspace: {start: 1, stop: 2, base: 2}}}', [], ['wrong-value']),
	inGroup('matrix: {lr: {logspace: {start: 1, stop: 2, num: 2, base: 2}}}', all),
	inGroup('matrix: {lr: {linspace: [false, true, 2]}}', all),
	inGroup('matrix: {lr: {uniform: {low: 1, size: 2}}}, random_search: {n_experiments: 1}', [], ['wrong-value']),
	inGroup('matrix: {lr: {uniform: {low: 1, high: 2, size: null}}}, random_search: {n_experiments: 1}', [], ['wrong-value']),
	inExperiment('framework: tensorflw', fromFlat),
	inExperiment('framework: tensorflw\nenvironment: {replicas: {n_workers: 1}}', [], ['unknown-word']),
	inExperiment('environment: {persistence: {}, data_refs: [a]}', [], ['both-names']),
	inExperiment('inputs: [{name: x, type: int, default: 1, is_optional: true}]', last),
	inExperiment('inputs: [{name: x, type: int, default: 1}]', [], ['missing-input', 'wrong-value']),
	inExperiment('inputs: [{name: x, type: int, is_optional: true, is_flag: true}]', [], ['wrong-value']),
	inExperiment('inputs: [{name: x, type: bool, is_flag: 1, default: true, is_optional: true}]', last),
];
