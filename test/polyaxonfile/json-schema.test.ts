import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createJsonSchema} from '../../source/polyaxonfile/json-schema.ts';
import {errorsOf, refused} from './rules/schema.ts';

const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';

test('the schema takes and refuses what check does', () => {
	expect(refused(head)).toEqual([]);
	expect(refused(`${head}foo: 1\n`)).toEqual(['']);
	expect(refused(`${head}environment: {resources: {cpu: {requests: "{{ n }}", limits: 2}, memory: {limits: 512Mi}}}\n`)).toContain(
		'/environment/resources/memory/limits',
	);
	expect(refused(`${head}environment: {replicas: {n_workers: "{{ n }}"}}\nframework: tensorflow\n`)).toEqual([]);
	expect(refused(`${head}build: {image: a, env_vars: [[A, 1], [B]]}\n`)).toContain('/build/env_vars/1');
	expect(refused(`${head}build: {build_steps: [a]}\n`)).toContain('/build');
	expect(refused('version: 1\nkind: build\nimage: a\nbuild_steps: [ls]\n')).toEqual([]);
	expect(refused('version: 1\nkind: foo\n')).toEqual(['/kind']);
	expect(refused('version: 2\nkind: job\n')).toContain('/version');
	expect(refused('version: 1\nkind: job\nbuild: {image: a}\n')).toEqual([]);
	expect(refused('version: 1\nkind: job\nrun: {cmd: ls}\n')).toEqual(['']);
	expect(refused('version: 1\nkind: group\nhptuning: {matrix: {lr: {values: [1], range: [1]}}}\nrun: {cmd: {if: {cond: a, do: b}}}\n')).toContain(
		'/hptuning/matrix/lr/range',
	);
});

test.each<[string, string | undefined]>([
	['build: {image: "a b"}', '/build/image'],
	['build: {image: "a:b:c"}', '/build/image'],
	['build: {image: "{{ i }}"}', undefined],
	['build: {image: a, env_vars: [[A B, c]]}', '/build/env_vars/0/0'],
	['build: {image: a, env_vars: [[A-B, c], [1, d], [yes, e]]}', undefined],
	['build: {image: a, env_vars: [[A, null]]}', '/build/env_vars/0/1'],
	['build: {image: "", dockerfile: D}', undefined],
	['build: {image: ""}', '/build'],
	['build: {ref: 1.5}', '/build/ref'],
	['name: a b', '/name'],
	['framework: tensorflow\nenvironment: {replicas: {}}', undefined],
	['framework: "{{ f }}"\nenvironment: {replicas: {}}', undefined],
	['environment: {replicas: {}}', ''],
	['framework: foo\nenvironment: {replicas: {}}', ''],
	['environment: {tensorflow: {}, horovod: {}}', '/environment'],
	['environment: {persistence: {}, data_refs: [a]}', '/environment'],
	['environment: {persistence: {}, data_refs: []}', undefined],
	['environment: {configmap_refs: [a], config_map_refs: [b]}', '/environment'],
	['environment: {configmap_refs: [a], config_map_refs: []}', undefined],
	['params: {a: 1}\ndeclarations: {b: 1}', ''],
	['params: {}\ndeclarations: {b: 1}', undefined],
	['inputs: [{name: a, default: 1}]', '/inputs/0'],
	['inputs: [{name: a, default: 0}]', undefined],
	['inputs: [{name: a, is_optional: yes, default: 1}]', undefined],
	['inputs: [{name: a, type: int, is_flag: true}]', '/inputs/0'],
	['model: {model_type: x}', '/model/model_type'],
	['environment: {max_restarts: "0x10", resources: {cpu: {limits: "{{ n }}"}}}', undefined],
	['environment: {max_restarts: 16Mi}', '/environment/max_restarts'],
	["environment: {secret_refs: \"['a', 'b']\"}", undefined],
	['environment: {secret_refs: a}', '/environment/secret_refs'],
])('%s: refused at %s', (lines, place) => {
	const places = refused(`${head}${lines}\n`);
	if (place === undefined) expect(places).toEqual([]);
	else expect(places).toContain(place);
});

test.each<[string, string | undefined]>([
	['matrix: {}', '/hptuning/matrix'],
	['matrix: {lr: {}}', '/hptuning/matrix/lr'],
	['matrix: {lr: {values: []}}', '/hptuning/matrix/lr'],
	['matrix: {lr: {values: [1], range: "0:1:1"}}', '/hptuning/matrix/lr'],
	['matrix: {lr: {values: [1], range: null}}', undefined],
	['matrix: {lr: {values: [null]}}', '/hptuning/matrix/lr/values/0'],
	['matrix: {lr: {values: [1]}}, grid_search: {}, bo: {}', '/hptuning'],
	['matrix: {lr: {values: [1]}}, grid_search: {}, bo: null', undefined],
	['matrix: {lr: {values: [1]}}, bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: a}, utility_function: {}}', '/hptuning/bo/utility_function'],
	['matrix: {lr: {values: [1]}}, bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: a}, utility_function: {kappa: 1}}', undefined],
	[
		'matrix: {lr: {values: [1]}}, bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: a}, utility_function: {acquisition_function: EI, kappa: 1}}',
		'/hptuning/bo/utility_function',
	],
])('hptuning: {%s}: refused at %s', (hptuning, place) => {
	const places = refused(`version: 1\nkind: group\nrun: {cmd: ls}\nhptuning: {${hptuning}}\n`);
	if (place === undefined) expect(places).toEqual([]);
	else expect(places).toContain(place);
});

test('every key of the schema says what it is', () => {
	const wanting: string[] = [];
	const look = (schema: unknown, path: string) => {
		if (typeof schema !== 'object' || schema === null) return;
		const {properties} = schema as {properties?: Readonly<Record<string, {readonly description?: string}>>};
		if (path.startsWith('#/$defs/') && path.split('/').length === 3)
			for (const [name, each] of Object.entries(properties ?? {})) if (!each.description?.endsWith('.')) wanting.push(`${path}.${name}`);
		for (const [key, each] of Object.entries(schema)) look(each, `${path}/${key}`);
	};
	look(createJsonSchema(), '#');
	expect(wanting).toEqual([]);
});

const folder = process.env.POLYAXON_TUI_FIXTURES ?? join(import.meta.dirname, '../../../shared/fixtures');

/** Files that check refuses and the schema does not: for what follows from templates, from names that are defined elsewhere, or from how large numbers are. */
const missed: Readonly<Record<string, readonly string[]>> = {
	circle: ['schemas/0.6.1/pipelines/cyclic_pipeline.yml'],
	'missing-input': [
		'schemas/0.6.1/typing/required_inputs.yml',
		'docs/0.6.1/references_polyflow__1.yml',
		'docs/0.6.1/references_polyflow_templates__1.yml',
		'docs/0.5.6/references_polyflow_templates__1.yml',
		'probes/inputs_missing_req.yml',
	],
	'not-in-algorithm': ['schemas/0.6.1/plain/wrong_grid_matrix_file.yml', 'probes/group_uniform_no_algo.yml', 'probes/group_bo_normal.yml'],
	'reads-as-literal': ['probes/cmd_numeric_str.yml', 'probes/cmd_list_str_looks.yml', 'probes/tags_numeric_string.yml', 'probes/build_commit_exp.yml'],
	reference: ['schemas/0.6.1/typing/run_with_refs.yml', 'probes/ref_param_bad.yml'],
	'template-error': ['probes/undefined_attr2.yml', 'probes/jinja_syntax_err.yml', 'probes/jinja_err2.yml', 'probes/param_with_dashes.yml'],
	'unexpected-parameter': ['schemas/0.6.1/typing/untyped_params.yml', 'probes/inputs_unexpected.yml'],
	'unknown-template': ['schemas/0.6.1/pipelines/pipeline_ops_not_corresponding_to_templates.yml'],
	'wrong-type': ['probes/inputs_int_for_float.yml'],
	'wrong-value': ['probes/group_linspace_num0.yml', 'probes/group_pvalues_1.yml'],
};

test.skipIf(!existsSync(join(folder, 'INDEX.tsv')))(
	'the schema takes every file of the platform that check takes, and refuses the others but for those that are listed',
	() => {
		const files = readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
			.trim()
			.split('\n')
			.slice(1)
			.flatMap(line => line.split('\t')[0] ?? []);
		const wrong: string[] = [];
		const found: Record<string, string[]> = {};
		for (const file of files) {
			const text = readFileSync(join(folder, file), 'utf8');
			const errors = errorsOf(text);
			if (!errors) continue;
			const places = refused(text);
			if (errors.length === 0 && places.length > 0) wrong.push(`${file}: ${places}`);
			const [code] = [...errors].sort();
			if (code !== undefined && places.length === 0) (found[code] ??= []).push(file);
		}
		expect(wrong).toEqual([]);
		expect(found).toEqual(missed);
	},
);
