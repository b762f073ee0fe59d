import {expect, test} from 'vitest';
import {isError} from '../../../source/polyaxonfile/problem.ts';
import {checkText} from '../../helpers/check-text.ts';

/** The codes of the errors in a file, in its order. */
function errorsOf(text: string): readonly string[] {
	return checkText(text)
		.problems.filter(isError)
		.map(({code}) => code);
}

const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';
const group = (hptuning: string) => `version: 1\nkind: group\nrun: {cmd: ls}\nhptuning: {matrix: {lr: {values: [1]}}, ${hptuning}}\n`;

test.each<[string, readonly string[]]>([
	[group('seed: x, grid_search: {n_experiments: 1}, random_search: {n_experiments: 1}'), ['wrong-type', 'several-algorithms']],
	[group('foo: 1, grid_search: {n_experiments: x}, bo: {}'), ['unknown-key', 'wrong-type', 'missing-key', 'missing-key', 'missing-key', 'several-algorithms']],
	[`${head}environment: {foo: 1, persistence: {data: [a]}, data_refs: [b]}\n`, ['unknown-key', 'both-names']],
	[`${head}environment: {foo: 1, tensorflow: {n_workers: 1}, replicas: {n_workers: 1}}\nframework: mxnet\n`, ['unknown-key', 'several-frameworks']],
	[`${head}build: {image: "a b"}\nenvironment: {replicas: {n_workers: 1}}\n`, ['bad-image', 'missing-framework']],
	[`${head}foo: 1\nframework: horovod\nenvironment: {max_restarts: x, replicas: {n_ps: 1}}\n`, ['unknown-key', 'wrong-type', 'not-in-framework']],
	[`${head}environment: {foo: 1, configmap_refs: [a], config_map_refs: [b]}\n`, ['unknown-key', 'both-names']],
	[`${head}build: {imag: 1, image: a, dockerfile: b, build_steps: x}\n`, ['unknown-key', 'several-images', 'wrong-type']],
	[
		'version: 1\nkind: group\nrun: {cmd: ls}\nhptuning: {seed: x, matrix: {lr: {uniform: [0, 1]}, a: {values: 3}}}\n',
		['wrong-type', 'not-in-algorithm', 'wrong-type'],
	],
	['version: 1\nkind: group\nrun: {cmd: ls}\nhptuning: {matrix: {lr: {foo: 1, values: [1], range: "0:1:1"}}}\n', ['unknown-key', 'several-options']],
	[
		'version: 1\nkind: pipeline\nfoo: 1\ntemplates: [{kind: job, name: a, build: {image: "a b"}, run: {cmd: x}}]\nops: [{name: b, template: {name: c}}]\n',
		['unknown-key', 'bad-image', 'unknown-template'],
	],
	[`${head}inputs: [{name: 3, type: int, is_flag: true, is_optional: true}]\n`, ['wrong-type', 'wrong-value']],
])('what is wrong with a key hides nothing that stands beside it: %j', (text, codes) => {
	expect(errorsOf(text)).toEqual(codes);
});

test.each<[string, readonly string[]]>([
	// The framework is said, but wrongly
	[`${head}framework: 3\nenvironment: {replicas: {n_workers: 1}}\n`, ['wrong-type']],
	[`${head}framewrok: tensorflow\nenvironment: {replicas: {n_workers: 1}}\n`, ['unknown-key']],
	// There may be no replicas
	[`${head}environment: {replicas: 3}\n`, ['wrong-type']],
	// Which algorithm is meant is not known
	[group('random_search: 3').replace('values: [1]', 'uniform: [0, 1]'), ['wrong-type']],
	[group('random_serch: {}').replace('values: [1]', 'uniform: [0, 1]'), ['unknown-key']],
	[group('bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: a}, utility_function: {acquisition_function: foo}}'), ['unknown-word']],
	[`${head}build: {imgae: a}\n`, ['unknown-key']],
	[`${head}inputs: [{name: a, type: foo, is_flag: true, is_optional: true}]\n`, ['unknown-word']],
	[`${head}inputs: [{name: a, type: int, default: x, is_optional: 3}]\n`, ['missing-input', 'wrong-type', 'wrong-type']],
])('what reads a wrong key says nothing: %j', (text, codes) => {
	expect(errorsOf(text)).toEqual(codes);
});

test.each<[string, readonly string[]]>([
	[`${head}framework: "{{ f }}"\ndeclarations: {f: tensorflow}\nenvironment: {replicas: {n_workers: 1}}\n`, []],
	[`${head}framework: "{{ f }}"\ndeclarations: {f: foo}\nenvironment: {replicas: {n_workers: 1}}\n`, ['unknown-word']],
	[`${head}framework: "{{ f }}"\ndeclarations: {f: ""}\nenvironment: {replicas: {n_workers: 1}}\n`, ['missing-framework']],
	[`${head}build: {image: "{{ i }}"}\ndeclarations: {i: ""}\n`, ['missing-image']],
])('what a template gives is looked at once it is evaluated: %j', (text, codes) => {
	expect(errorsOf(text)).toEqual(codes);
});

test('of two names for one thing the one that has something is read', () => {
	const read = (environment: string) => checkText(`${head}environment: {${environment}}\n`).rendered?.environment.configmap_refs;
	expect(read('config_map_refs: [], configmap_refs: [b]')).toEqual(['b']);
	expect(read('configmap_refs: [b], config_map_refs: []')).toEqual(['b']);
	expect(read('configmap_refs: null, config_map_refs: [a]')).toEqual(['a']);
});

test('an image without a name is none beside a Dockerfile', () => {
	expect(checkText(`${head}build: {image: "", dockerfile: D}\n`).rendered?.build).not.toHaveProperty('image');
});
