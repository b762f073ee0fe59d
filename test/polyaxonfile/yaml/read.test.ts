import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {parsePolyaxonfile} from '../../../source/polyaxonfile/document.ts';
import {Numeral, printFloat} from '../../../source/polyaxonfile/numeral.ts';
import {isList} from '../../../source/polyaxonfile/print-value.ts';
import {isError} from '../../../source/polyaxonfile/problem.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';
import {hasJudge, verdictsOf} from '../../helpers/judge.ts';

const cases = JSON.parse(readFileSync(new URL('../../fixtures/polyaxonfile/yaml.json', import.meta.url), 'utf8')) as ReadonlyArray<
	readonly [string, object | null]
>;

/** As the fixture has it: a number is `{"!int": "1"}` or `{"!float": "1.0"}`, as Python prints it. */
function plain(value: Value): unknown {
	if (typeof value === 'number') return Number.isInteger(value) ? {'!int': String(value)} : {'!float': printFloat(value)};
	if (value instanceof Numeral) return {[value.isFloat ? '!float' : '!int']: value.text};
	if (isList(value)) return value.map(plain);
	if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
	return value;
}

test('every text is read as PyYAML 5.1 reads it, and refused where it refuses it', () => {
	// The second column was printed by Python: yaml.safe_load(text) of release 0.4.4; null: it raised an error. Dates, bytes and sets are null, as rendered.
	const read = cases.map(([text]) => {
		const {values, problems} = parsePolyaxonfile(text);
		return [text, problems.some(isError) ? null : plain(values ?? null)];
	});
	expect(read).toEqual(cases);
	expect(cases.filter(([, value]) => value !== null).length).toBeGreaterThan(500);
	expect(cases.filter(([, value]) => value === null).length).toBeGreaterThan(150);
});

test('quotes and brackets may go on in any column', () => {
	const text = `run:
  cmd: "python3 train.py
  --lr=0.1"
build_steps: ["pip install x",
  'pip
install y']
declarations: {lr: 1,
bs: 2}
environment: {
resources: [a,
  # c
  b]
}
`;
	expect(parsePolyaxonfile(text)).toMatchObject({
		problems: [],
		values: {
			run: {cmd: 'python3 train.py --lr=0.1'},
			build_steps: ['pip install x', 'pip install y'],
			declarations: {lr: 1, bs: 2},
			environment: {resources: ['a', 'b']},
		},
	});
});

const file = (value: string) => `version: 1\nkind: experiment\nbuild: {image: a}\nrun: {cmd: 'echo {{ x }}'}\ndeclarations:\n  x: ${value}\n`;

/** Corners of YAML, one in a file each. */
const corners = [
	...[
		'!!float 3',
		'!!binary aGk=',
		'!!int "3"',
		'!!int 3.5',
		'!!set {a, b}',
		'[a: 1]',
		'2020-01-02',
		'2020-13-45',
		'=',
		'<<',
		'{: b}',
		'! "3"',
		'!foo 3',
		'&a [*a]',
	],
	...[
		'[&a 1, &a 2]',
		'{[1]: 2}',
		'{~: 2}',
		'[a?b]',
		'"a\n  b"',
		'"a\nb"',
		'[a,\nb]',
		'{a: 1,\nb: 2\n}',
		'[a',
		'"a',
		'"\\ud83d\\ude00"',
		'"\\UFFFFFFFF"',
		'a\tb',
	],
].map(file);
const files = [
	...corners,
	...[file('3').replaceAll('\n', '\r'), `%YAML 1.2\n---\n${file('3')}`, `%YAML 2.0\n---\n${file('3')}`, `${file('3')}  ${'k'.repeat(1030)}: 1\n`],
	...[file('{a: 1'), `${file('3')}...\n`, `${file('3')}---\n`],
];

test.skipIf(!hasJudge('0.4.4', '0.6.1'))('two releases of the platform take the same of these files as is taken here', () => {
	const ours = files.map(text => [text, !parsePolyaxonfile(text).problems.some(isError)]);
	for (const release of ['0.4.4', '0.6.1']) {
		const verdicts = verdictsOf(files, release);
		expect(
			files.map((text, index) => [text, verdicts[index]?.ok]),
			release,
		).toEqual(ours);
	}
});

test.each([
	['brackets', `a: ${'['.repeat(20_000)}`],
	['braces', '{a: '.repeat(20_000)],
	['dashes', '- '.repeat(20_000)],
	['maps', Array.from({length: 3000}, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
	['lists', Array.from({length: 3000}, (_, level) => `${' '.repeat(level)}-\n`).join('')],
])('%s thousands deep end soon in one problem, where the level is that is too much', (_, text) => {
	const start = performance.now();
	const {problems} = parsePolyaxonfile(text);
	expect(performance.now() - start).toBeLessThan(3000);
	expect(problems.map(({code, message}) => [code, message])).toEqual([['too-deep', 'Values are nested more than 200 levels deep here.']]);
});

test('200 levels are read', () => {
	expect(parsePolyaxonfile(`a: ${'['.repeat(200)}${']'.repeat(200)}`).problems).toEqual([]);
	expect(parsePolyaxonfile(`a: ${'['.repeat(201)}${']'.repeat(201)}`).problems.map(({line, column}) => [line, column])).toEqual([[1, 204]]);
});

test('long texts take no longer than their length lets them', () => {
	const start = performance.now();
	const [blanks, words] = [' '.repeat(200_000), 'x '.repeat(100_000)];
	for (const text of [`a: "${blanks}x"`, `a: ${words}`, `a: [${words}`, `a: "${words}\n`, `a: |\n${'  x\n'.repeat(50_000)}`, `a: 1${'_'.repeat(200_000)}x`])
		parsePolyaxonfile(text);
	expect(performance.now() - start).toBeLessThan(5000);
});
