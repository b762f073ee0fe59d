import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {TemplateError} from '../../source/polyaxonfile/template/values.ts';
import {renderTemplate} from '../../source/polyaxonfile/template.ts';
import {checkText} from '../helpers/check-text.ts';

const folder = new URL('../fixtures/polyaxonfile/', import.meta.url);
const cases = JSON.parse(readFileSync(new URL('templates.json', folder), 'utf8')) as ReadonlyArray<readonly [string, string | null]>;
const declarations = readFileSync(new URL('declarations.yml', folder), 'utf8');

test('commands are rendered as Jinja2 2.10 renders them on Python 3, and fail where it fails', () => {
	// The second column was printed by the platform's own parser (polyaxon-schemas 0.4.4) for each command; null: it refused it.
	const rendered = cases.map(([command]) => [
		command,
		checkText(declarations.replace('{cmd: ls}', () => `{cmd: ${JSON.stringify(command)}}`)).rendered?.command ?? null,
	]);
	expect(rendered).toEqual(cases);
	expect(cases.length).toBeGreaterThan(430);
});

test('nothing of JavaScript can be reached', () => {
	const names = new Map([['d', {type: 'dict', entries: new Map()} as const]]);
	for (const name of ['__proto__', 'constructor', 'toString', 'entries', 'type']) {
		expect(renderTemplate(`{{ d.${name} }}{{ d['${name}'] }}{{ ${name} }}{{ 'a'.${name} }}`, names).text).toBe('');
	}
	expect(() => renderTemplate("{{ 'a' | constructor }}", names)).toThrow('There is no filter "constructor".');
	expect(() => renderTemplate("{{ ['a'] | map('__proto__') }}", names)).toThrow('There is no filter "__proto__".');
});

test.each([
	'{{ "a" * 1000000000 }}',
	'{{ 9 ** 9 ** 9 ** 9 ** 9 }}',
	'{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}',
	'{{ "%999999999d" % 1 }}',
	'{{ "x".center(1000000000) }}',
	'{{ "x".zfill(1000000000) }}',
	'{{ range(1000000000) }}',
	'{% set ns = namespace(s="aaaaaaaaaa") %}{% for i in range(90) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}',
	`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`,
	'{% if 1 %}'.repeat(2000),
	`{{ ${'not '.repeat(20)}${'-'.repeat(20)}"a" }}`,
])('case %# does too much and ends in an error', template => {
	expect(() => renderTemplate(template, new Map())).toThrow(TemplateError);
});
