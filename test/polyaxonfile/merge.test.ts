import {expect, test} from 'vitest';
import {checkPolyaxonfile} from '../../source/polyaxonfile/check-file.ts';

const base = 'version: 1\nkind: experiment\ndeclarations: {lr: 0.1, tags: [a, b]}\nrun: {cmd: "t {{ lr }} {{ tags }}"}\n';

test('of several files mappings are joined, and of everything else the last counts', () => {
	const over = [
		{text: 'declarations: {lr: 0.2, tags: [c]}\n', file: 'b.yml'},
		{text: 'environment: {secret_refs: [s]}\n', file: 'c.yml'},
	];
	const {rendered, problems} = checkPolyaxonfile(base, {file: 'a.yml', over});
	expect(problems).toEqual([]);
	expect([rendered?.command, rendered?.environment.secret_refs]).toEqual(["t 0.2 ['c']", ['s']]);
});

test('problems are marked in the file that the value is from', () => {
	const over = [{text: 'build: {image: "a b"}\n\nfoo: 1\n', file: 'b.yml'}];
	const {problems} = checkPolyaxonfile(`${base}bar: 2\n`, {file: 'a.yml', over});
	expect(problems.map(({code, file, line, column}) => [code, file, line, column])).toEqual([
		['unknown-key', 'a.yml', 5, 1],
		['bad-image', 'b.yml', 1, 16],
		['unknown-key', 'b.yml', 3, 1],
	]);
});

test('one file that is no YAML stops them all', () => {
	const {problems, rendered} = checkPolyaxonfile(base, {file: 'a.yml', over: [{text: 'a: [', file: 'b.yml'}]});
	expect(rendered).toBeUndefined();
	expect(problems.map(({file, code}) => [file, code])).toEqual([['b.yml', 'not-yaml']]);
});
