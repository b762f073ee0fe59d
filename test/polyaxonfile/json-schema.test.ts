import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import {expect, test} from 'vitest';
import {createJsonSchema} from '../../source/polyaxonfile/json-schema.ts';
import {isError} from '../../source/polyaxonfile/problem.ts';
import {checkText} from '../helpers/check-text.ts';

const validate = new Ajv2020({allErrors: true, strictTypes: false, strictRequired: false}).compile(createJsonSchema());

/** The places that the schema refuses. */
function refused(text: string): readonly string[] {
	validate(JSON.parse(JSON.stringify(checkText(text).document.values ?? null)));
	return [...new Set((validate.errors ?? []).filter(({keyword}) => keyword !== 'if').map(({instancePath}) => instancePath))];
}

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

test.skipIf(!existsSync(join(folder, 'INDEX.tsv')))('the schema takes every file of the platform that check takes', () => {
	const files = readFileSync(join(folder, 'INDEX.tsv'), 'utf8')
		.trim()
		.split('\n')
		.slice(1)
		.flatMap(line => line.split('\t')[0] ?? []);
	const counts = {taken: 0, refused: 0, missed: 0};
	const wrong: string[] = [];
	for (const file of files) {
		const text = readFileSync(join(folder, file), 'utf8');
		const {problems, document} = checkText(text);
		if (!document.values) continue;
		const isValid = !problems.some(problem => isError(problem) && problem.code !== 'missing-command');
		const places = refused(text);
		const isTaken = places.length === 0;
		if (isValid && !isTaken) wrong.push(`${file}: ${places}`);
		counts[isTaken ? (isValid ? 'taken' : 'missed') : 'refused']++;
	}
	console.log(`${counts.taken} taken, ${counts.refused} refused, ${counts.missed} taken that check refuses`);
	expect(wrong).toEqual([]);
});
