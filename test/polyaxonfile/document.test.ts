import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {parsePolyaxonfile} from '../../source/polyaxonfile/document.ts';
import {printValue} from '../../source/polyaxonfile/print-value.ts';
import type {Value} from '../../source/polyaxonfile/specification.ts';
import {marksOf} from '../helpers/check-text.ts';

const head = 'version: 1\nkind: experiment\nrun: {cmd: ls}\n';

test('plain words are read as PyYAML reads them', () => {
	// Printed by Python: {k: yaml.safe_load(v) for …}, PyYAML 5.1 and 6.0.2.
	const words: Readonly<Record<string, string>> = {
		yes: 'True',
		Off: 'False',
		y: 'y',
		n: 'n',
		TRUE: 'True',
		'012': '10',
		'0o17': '0o17',
		'08': '08',
		'0x1F': '31',
		'0b101': '5',
		'1_000': '1000',
		'+1': '1',
		'1:30': '90',
		'190:20:30': '685230',
		'1:30.5': '90.5',
		'1e-4': '1e-4',
		'1.0e-4': '0.0001',
		'1.5e3': '1.5e3',
		'1.5e+3': '1500.0',
		'1.': '1.0',
		'.5': '0.5',
		'-.5': '-.5',
		'1.0': '1.0',
		'.inf': 'inf',
		'-.INF': '-inf',
		'.nan': 'nan',
		'~': 'None',
		null: 'None',
		NULL: 'None',
		none: 'none',
		'2001-1-1': '2001-1-1',
		'12345678901234567890': '12345678901234567890',
		'"1"': '1',
		"'yes'": 'yes',
		'[1, 1.0, a]': "[1, 1.0, 'a']",
		'{a: 1, 2: b}': "{'2': 'b', 'a': 1}",
		'a:b': 'a:b',
		'0.00001': '1e-05',
	};
	const read = Object.fromEntries(Object.keys(words).map(word => [word, printValue(parsePolyaxonfile(`x: ${word}\n`).values?.x as Value)]));
	expect(read).toEqual(words);
});

test('anchors, aliases and merges give the values, and the later of two keys counts', () => {
	const text = 'a: &a {x: 1, y: 2}\nb: *a\nc: {<<: *a, y: 3}\nd: {<<: [{x: 9}, *a]}\ne: 1\ne: 2\n';
	const {values, problems} = parsePolyaxonfile(text);
	expect(values).toEqual({a: {x: 1, y: 2}, b: {x: 1, y: 2}, c: {x: 1, y: 3}, d: {x: 9, y: 2}, e: 2});
	expect(problems.map(({code, severity, line, column}) => [code, severity, line, column])).toEqual([['duplicate-key', 'warning', 6, 1]]);
});

test('names of JavaScript are keys like any other', () => {
	const {values} = parsePolyaxonfile('__proto__: {a: 1}\nconstructor: 2\n');
	expect(Object.entries(values ?? {})).toEqual([
		['__proto__', {a: 1}],
		['constructor', 2],
	]);
	expect(({} as {a?: number}).a).toBeUndefined();
});

test('JSON, CRLF, a byte order mark, "---" and "..." around one document are read', () => {
	const expected = {version: 1, kind: 'experiment', run: {cmd: 'ls'}};
	expect(parsePolyaxonfile('{"version": 1, "kind": "experiment", "run": {"cmd": "ls"}}').values).toEqual(expected);
	for (const text of [head.replaceAll('\n', '\r\n'), `\ufeff${head}`, `---\n${head}...\n`]) expect(parsePolyaxonfile(text).values, text).toEqual(expected);
});

test.each([
	['', ['empty-file 1:1+1']],
	['# only a comment\n', ['empty-file 1:1+1']],
	['- a\n- b\n', ['not-a-mapping 1:1+1']],
	['hello\n', ['not-a-mapping 1:1+1']],
	['version: 1\n\tkind: x\n', ['tab 2:1+1']],
	['a:\t1\n', ['tab 1:3+1']],
	['a: b\tc\n', ['tab 1:5+1']],
	[`${head}---\n${head}`, ['several-documents 4:1+3']],
	['---\n...\n\nrun:\n  cmd: ls\n', ['not-yaml 2:1+3']],
	['environment:\n  ...\n  secret_refs: [a]\n', ['not-yaml 2:3+3']],
	['cmd: {{ lr }}\n', ['unquoted-template 1:6+8']],
	['cmd: {{ lr }}/x\n', ['unquoted-template 1:6+8']],
	['a: "x\n', ['not-yaml 1:4+1']],
	['a: [1, 2\nb: 3\n', ['not-yaml 1:4+1']],
	['cmd: echo "a: b"\n', ['not-yaml 1:13+1']],
	['a: *x\n', ['unknown-anchor 1:4+2']],
	['a: &a [*a]\n', ['endless-alias 1:8+2']],
	['a: !foo 1\n', ['not-yaml 1:4+4']],
	['a: \u0007\n', ['control-character 1:4+1']],
	['a: "\\q"\n', ['not-yaml 1:5+2']],
	['a: \0\n', ['not-text 1:4+1']],
	['a: \udce9\n', ['not-utf-8 1:4+1']],
	['\udcff\udcfea: 1\n', ['not-utf-8 1:1+2']],
])('%j is one clear problem', (text, marks) => {
	const problems = parsePolyaxonfile(text).problems;
	expect(problems.map(({code, line, column, length}) => `${code} ${line}:${column}+${length}`)).toEqual(marks);
	for (const {message, hint} of problems) expect([message.endsWith('.'), hint?.endsWith('.') || hint?.endsWith('".')]).toEqual([true, true]);
});

test('tabs are no problem inside quotes, blocks and comments', () => {
	expect(parsePolyaxonfile('a: "x\ty" # c\td\nb: |\n  x\ty\n').problems).toEqual([]);
});

test('a few lines of aliases that stand for billions of values are one problem', () => {
	const names = 'abcdefghij'.split('');
	const text = names
		.map(
			(name, index) =>
				`${name}: &${name} [${Array(10)
					.fill(index === 0 ? 'x' : `*${names[index - 1]}`)
					.join(', ')}]`,
		)
		.join('\n');
	expect(parsePolyaxonfile(text).problems.map(({code}) => code)).toEqual(['too-large']);
});

test('a few lines of aliases that nest a value thousands of levels deep are one problem', () => {
	const nested = (inner: string) => `${'['.repeat(90)}${inner}${']'.repeat(90)}`;
	const text = Array.from({length: 40}, (_, index) => `a${index}: &a${index} ${nested(index === 0 ? 'x' : `*a${index - 1}`)}\n`).join('');
	expect(parsePolyaxonfile(text).problems.map(({code, line}) => [code, line])).toEqual([['too-deep', 3]]);
});

test('of several mappings that are merged the first counts in a list, and the last of several "<<"', () => {
	const {values} = parsePolyaxonfile('a: &a {x: 1, y: 2}\nb: &b {x: 3, z: 4}\nc: {<<: [*a, *b]}\nd: {<<: *a, <<: *b}\n');
	expect([Object.entries(values?.c ?? {}), Object.entries(values?.d ?? {})]).toEqual([
		[
			['x', 1],
			['z', 4],
			['y', 2],
		],
		[
			['x', 3],
			['y', 2],
			['z', 4],
		],
	]);
});

test('ten thousand build steps are read, each with its place', () => {
	const steps = Array.from({length: 10_000}, (_, index) => `    - echo ${index}`).join('\n');
	const text = `version: 1\nkind: experiment\nbuild:\n  image: a\n  build_steps:\n${steps}\n    - 3\nrun: {cmd: ls}\n`;
	expect(marksOf(text)).toEqual(['wrong-type 10006:7+1']);
});

test('the fixture with the declarations of the template tests is what it says', () => {
	const text = readFileSync(new URL('../fixtures/polyaxonfile/declarations.yml', import.meta.url), 'utf8');
	expect(parsePolyaxonfile(text).problems).toEqual([]);
});
