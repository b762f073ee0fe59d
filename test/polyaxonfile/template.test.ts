import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {TemplateError} from '../../source/polyaxonfile/template/python/values.ts';
import {renderTemplate} from '../../source/polyaxonfile/template.ts';
import {checkText} from '../helpers/check-text.ts';

const folder = new URL('../fixtures/polyaxonfile/', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('templates.json', folder), 'utf8')) as ReadonlyArray<readonly [string, string | null]>;
const declarations = readFileSync(new URL('declarations.yml', folder), 'utf8');

const checkCommand = (command: string) => checkText(declarations.replace('{cmd: ls}', () => `{cmd: ${JSON.stringify(command)}}`));

test('commands are rendered as Jinja2 2.10 renders them on Python 3, and fail where it fails', () => {
	// The second column was printed by the platform's own parser (polyaxon-schemas 0.4.4) for each command; null: it refused it.
	const rendered = cases.map(([command]) => [command, checkCommand(command).rendered?.command ?? null]);
	expect(rendered).toEqual(cases);
	expect(cases.length).toBeGreaterThan(1400);
});

test('every error of a template says what to do', () => {
	const problems = cases.filter(([, output]) => output === null).flatMap(([command]) => checkCommand(command).problems);
	expect(problems.filter(({code, hint}) => code === 'template-error' && hint === undefined)).toEqual([]);
});

test('nothing of JavaScript or of Python itself can be reached', () => {
	const names = new Map([['d', {type: 'dict', entries: new Map()} as const]]);
	for (const name of ['__proto__', 'constructor', 'toString', 'entries', 'type']) {
		expect(renderTemplate(`{{ d.${name} }}{{ d['${name}'] }}{{ ${name} }}{{ 'a'.${name} }}{{ 'a' | attr('${name}') }}`, names).text).toBe('');
		expect(renderTemplate(`{% for x in [1] %}{{ loop.${name} }}{{ (1).${name} }}{{ range(3).${name} }}{% endfor %}`, names).text).toBe('');
	}
	expect(() => renderTemplate("{{ 'a' | constructor }}", names)).toThrow('There is no filter "constructor".');
	expect(() => renderTemplate("{{ ['a'] | map('__proto__') | list }}", names)).toThrow('There is no filter "__proto__".');
	expect(() => renderTemplate("{{ ['a'] | select('constructor') | list }}", names)).toThrow('There is no test "constructor".');
	expect(() => renderTemplate("{{ ''.__class__ }}", names)).toThrow('"__class__" leads into Python itself');
	expect(() => renderTemplate("{{ '{0.__class__}'.format(1) }}", names)).toThrow('"__class__" leads into Python itself');
	expect(() => renderTemplate("{{ [''] | map(attribute='__class__') | list }}", names)).toThrow('"__class__" leads into Python itself');
});

/** A namespace whose value doubles ninety times. */
const doubling = (start: string, twice: string, end: string) =>
	`{% set ns = namespace(v=${start}) %}{% for i in range(90) %}{% set ns.v = ${twice} %}{% endfor %}${end}`;

test.each([
	'{{ "a" * 1000000000 }}',
	'{{ 9 ** 9 ** 9 ** 9 ** 9 }}',
	'{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}',
	'{{ "%999999999d" % 1 }}',
	'{{ "{:999999999}".format(1) }}',
	'{{ "x".center(1000000000) }}',
	'{{ "x".zfill(1000000000) }}',
	'{{ "\\t".expandtabs(1000000000) }}',
	'{{ range(1000000000) | list }}',
	'{{ [1] | batch(1000000000, 1) | list }}',
	'{{ [1] | slice(1000000000) | list }}',
	`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
	'{% if 1 %}'.repeat(2000),
	`{{ ${'not '.repeat(20)}${'-'.repeat(20)}"a" }}`,
	'{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
	'{% block b %}{{ self.b() }}{% endblock %}',
	'{% for x in [1] recursive %}{{ loop([x]) }}{% endfor %}',
	'{% macro m(n) %}{% for i in range(9) %}{{ m(n + 1) if n < 9 }}{% endfor %}{% endmacro %}{{ m(0) }}',
	doubling('"aaaaaaaaaa"', 'ns.v + ns.v', '{{ ns.v }}'),
	doubling('"aaaaaaaaaa"', 'ns.v ~ ns.v', '{{ ns.v | length }}'),
	doubling('"aaaaaaaaaa"', 'ns.v.replace("a", "aa")', '{{ ns.v | length }}'),
	doubling('"aaaaaaaaaa"', 'ns.v.join([ns.v, ns.v])', '{{ ns.v | length }}'),
	doubling('"aaaaaaaaaa"', '[ns.v, ns.v] | join', '{{ ns.v | length }}'),
	doubling('[1]', '[ns.v, ns.v]', '{{ ns.v }}'),
	doubling('[1]', '[ns.v, ns.v]', '{{ ns.v | string | length }}'),
	doubling('[1]', '[ns.v, ns.v]', '{{ ns.v | tojson }}'),
	doubling('[1]', '[ns.v, ns.v]', '{{ ns.v | pprint }}'),
	doubling('[1]', '[ns.v, ns.v]', '{{ "%s" % (ns.v,) }}'),
	doubling('[1]', '[ns.v, ns.v]', '{% set w = namespace(v=[1]) %}{% for i in range(90) %}{% set w.v = [w.v, w.v] %}{% endfor %}{{ ns.v == w.v }}'),
	doubling('(1,)', '(ns.v, ns.v)', '{{ {ns.v: 1} }}'),
	doubling('[1]', 'ns.v + ns.v', '{{ ns.v | length }}'),
	'{% set ns = namespace(v=[1]) %}{% for i in range(20000) %}{% set ns.v = [ns.v] %}{% endfor %}{{ ns.v }}',
	'{% set a = [1] %}{% for i in range(90) %}{{ a.extend(a) }}{% endfor %}',
])('case %# does too much and ends in an error', {timeout: 10_000}, template => {
	const start = performance.now();
	expect(() => renderTemplate(template, new Map())).toThrow(TemplateError);
	expect(performance.now() - start).toBeLessThan(8000);
});

test('what long texts and large numbers cost is counted', () => {
	const template = '{% set t = "aA " * 100000 %}{% for i in range(50000) %}{% if t.upper().lower() == t.title() %}{% endif %}{% endfor %}';
	const start = performance.now();
	expect(() => renderTemplate(template, new Map())).toThrow('The template does too much.');
	expect(() => renderTemplate(template.replace('t.upper().lower()', 't | wordcount'), new Map())).toThrow('The template does too much.');
	expect(() => renderTemplate('{% for i in range(90000) %}{% set x = (9 ** 4000) | string %}{% endfor %}', new Map())).toThrow('The template does too much.');
	expect(performance.now() - start).toBeLessThan(20_000);
});

test('a template changes copies of what is declared, and lists of its own', () => {
	const list = [1n, 2n];
	const names = new Map([['l', list]]);
	const output = renderTemplate('{{ l.append(3) }}{{ l }}{% set m = l %}{{ m.pop(0) }}{{ l }}', names);
	expect(output.text).toBe('None[1, 2, 3]1[2, 3]');
	expect(output.remarks.map(({code}) => code)).toEqual(['changed-declaration', 'changed-declaration']);
	expect(list).toEqual([1n, 2n]);
	expect(renderTemplate('{% set m = [1] %}{{ m.append(2) }}{{ m }}{{ l }}', names)).toMatchObject({text: 'None[1, 2][1, 2]', remarks: []});
});

test('what would print as an address in memory is an error', () => {
	const hint = (template: string) => {
		try {
			return renderTemplate(template, new Map()).text;
		} catch (error) {
			return (error as TemplateError).hint;
		}
	};
	expect(hint("{{ ['a'] | map('upper') }}")).toBe('Write "| list" or "| join(\' \')" after it.');
	expect(hint('{{ [1] | reverse }}')).toBe('Write "| list" or "| join(\' \')" after it.');
	expect(hint("{{ 'a'.upper }}")).toBe('To call it, write brackets after it: upper().');
	expect(hint('{{ range }}')).toBe("<class 'range'>");
});

test('a choice by chance is always the first, with a warning', () => {
	const {text, remarks} = renderTemplate('{{ [4, 5, 6] | random }}', new Map());
	expect(text).toBe('4');
	expect(remarks).toMatchObject([{code: 'random-value', start: 3, end: 21}]);
	expect(() => renderTemplate('{{ lipsum() }}', new Map())).toThrow('lipsum() makes up text by chance');
});
