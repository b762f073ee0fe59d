import {expect, test} from 'vitest';
import {createBudget} from '../../source/polyaxonfile/template/python/tools.ts';
import type {Python} from '../../source/polyaxonfile/template/python/values.ts';
import {inspectTemplate} from '../../source/polyaxonfile/template.ts';

const names = new Map<string, Python>([
	['lr', 0.1],
	['l', [1n, 2n]],
	['s', 'foo'],
]);

/** Each error as the text that it marks, what is wrong, and what to do. */
function errorsIn(template: string): ReadonlyArray<readonly [string, string, string | undefined]> {
	const {errors} = inspectTemplate(template, names, createBudget());
	return errors.map(({message, start, end, hint}) => [template.slice(start, end), message, hint] as const);
}

/** The undeclared names that are told, each with where it stands. */
function missingIn(template: string): ReadonlyArray<readonly [string | undefined, number]> {
	return inspectTemplate(template, names, createBudget()).missing.map(({name, start}) => [name, start] as const);
}

test.each<[template: string, mark: string, message: string, hint: string]>([
	['{% if lr %}a{% else if lr == 1 %}b{% endif %}', 'else if', '"else if" is no statement.', 'Write {% elif … %}.'],
	['{% if lr %}a{% else foo %}b{% endif %}', 'foo', '"else" has no condition.', 'Write {% elif … %} for one, or {% else %}.'],
	['{% if lr %}a{% elseif 1 %}b{% endif %}', 'elseif', 'There is no statement "elseif".', 'Write {% elif … %}.'],
	['{% if lr %}a{% end if %}', 'end if', 'There is no statement "end if".', 'Write {% endif %}.'],
	['{% if lr %}a{% fi %}', 'fi', 'There is no statement "fi".', 'Write {% endif %}.'],
	['{% if lr %}a', '{% if lr %}', 'The block of "if" is not ended.', 'Write {% endif %} after it.'],
	['{% for loop in l %}{% endfor %}', 'loop', '"loop" is what Jinja2 knows about the loop, and cannot be given a value in one.', 'Use another name.'],
	['{%+ if lr %}x{% endif %}', '{%+', '"{%+" does not start a statement here.', 'Write "{%" or "{%-".'],
	['{% foreach x in l %}{{ x }}{% endforeach %}', '{% foreach x in l %}', 'There is no statement "foreach".', 'Did you mean for?'],
	[
		'{% include "x" %}',
		'{% include "x" %}',
		'The statement "include" reads another template, and a polyaxonfile has none.',
		'Write what it would read here, or put it into a script.',
	],
	['{% do l.append(1) %}', '{% do l.append(1) %}', 'There is no statement "do".', 'It is an extension of Jinja2 that the platform does not load.'],
	[
		'{% autoescape true %}{% endautoescape %}',
		'{% autoescape true %}',
		'Escaping everything for HTML is not done here: no command line wants it.',
		'Take "autoescape" away, and write "| e" after what is to be escaped.',
	],
	['{{ range() }}', 'range()', 'range() needs "start".', 'It takes: start, stop (if you like), step (if you like).'],
	['{{ lr }', '}', 'One "}" does not end the "{{".', 'Write "}}".'],
	['{{ lr %}', '%}', '"%}" does not end the "{{".', 'Write "}}".'],
	['{% if lr }}x{% endif %}', '}}', '"}}" does not end the "{%".', 'Write "%}".'],
	['{{ lr', '{{ lr', '"{{" has no "}}".', 'Write }} after the name.'],
	['{{ (lr }}', '}', '"}" stands where ")" should be.', '"(" is open: write ")" first.'],
	["{{ 'abc }}", "'", "The text that starts with ' here is not ended.", "Write another ' after it."],
	['{{ lr ? 1 : 2 }}', '?', '"?" cannot stand in a template here.', 'Write {{ a if b else c }} to choose one of two.'],
	['{{ $lr }}', '$', '"$" cannot stand in a template here.', 'Names of the file stand without "$": {{ lr }}.'],
	['{{ 1e-3 }}', 'e', '"e" stands where the end should be.', 'The template language has no 1e-3: write 0.001, or declare it.'],
	['{{ lr = 1 }}', '=', '"=" stands where the end should be.', 'To compare, write "==".'],
	['{{ lr s }}', 's', '"s" stands where the end should be.', 'Write an operator between the two, such as "+" or "~", or quotes around text.'],
	['{{ lr | uper }}', 'uper', 'There is no filter "uper".', 'Did you mean upper?'],
	['{{ lr is nosuch }}', 'nosuch', 'There is no test "nosuch".', 'Known: defined, undefined, none, string, number, mapping, sequence, iterable and 18 more.'],
	['{{ s.foo() }}', 's.foo', 'The text has no "foo".', 'Known of text: upper, lower, casefold, capitalize, title, swapcase, isdigit, isdecimal and 36 more.'],
	[
		'{{ s.encode() }}',
		's.encode',
		'The template language here has no "encode" of text: it gives bytes, and a command line takes text.',
		'Put what it does into a script.',
	],
	['{{ s + 1 }}', 's + 1', '"+" cannot be used between text and int.', 'To join texts, write "~".'],
	['{{ s.replace("o") }}', 's.replace("o")', 'replace() needs "new".', 'It takes: old, new, count (if you like).'],
	['{{ l | join(sep=",") }}', 'l | join(sep=",")', 'The filter "join" has no parameter "sep".', 'It takes: d (if you like), attribute (if you like).'],
	['{% macro m(a) %}{% endmacro %}{{ m(b=1) }}', 'm(b=1)', '"m" has no parameter "b".', 'It takes: a.'],
	["{{ '{} {}'.format(1) }}", "'{} {}'.format(1)", 'There is no value for "{}".', 'Give format() one for each {}.'],
])('%s is explained', (template, mark, message, hint) => {
	expect(errorsIn(template)).toEqual([[mark, message, hint]]);
});

test('each error of a template is told, at its own place', () => {
	expect(errorsIn('{{ lr + }} {{ s.a.b }} {{ lr | nosuch }} {{ s + 1 }}').map(([mark]) => mark)).toEqual(['{{ lr + }}', 's.a', 'nosuch', 's + 1']);
	expect(errorsIn('{{ lr } {{ s } {% if lr } {% endif %}{{ s').map(([mark]) => mark)).toEqual(['}', '}', '}', '{{ s']);
	expect(errorsIn('{% if lr %}{% for x in l %}{% endif %}{% endfor %}').map(([mark]) => mark)).toEqual(['{% endif %}', '{% endfor %}']);
	expect(errorsIn('{% for x in l %}{{ x.a.b }}{% endfor %}').map(([mark]) => mark)).toEqual(['x.a']);
});

test('all undeclared names are told, whatever is wrong beside them', () => {
	expect(missingIn('{{ a }} {{ lr.x.y }} {{ b }} {{ lr + }} {{ c }} {{ s | nosuch(d) }} {{ e')).toEqual([
		['a', 3],
		['b', 24],
		['c', 43],
		['d', 62],
		['e', 71],
	]);
	expect(missingIn('{{ lr } {{ a }}').map(([name]) => name)).toEqual(['a']);
	expect(missingIn('{{ (a ~ lr }} {{ b }}').map(([name]) => name)).toEqual(['a', 'b']);
	expect(missingIn('{% if a and %}{{ b }}{% else %}{{ c }}{% endif %}{{ d }}').map(([name]) => name)).toEqual(['a', 'b', 'c', 'd']);
	expect(missingIn('{% for x in lr %}{{ x }}{{ a }}{{ loop.index }}{% endfor %}').map(([name]) => name)).toEqual(['a']);
	expect(missingIn('{{ lr.a.b ~ c ~ (d is defined) ~ (e | default(f)) }}').map(([name]) => name)).toEqual(['c', 'f']);
});

test('a name that is used as if it were something is told, one that is only asked for is not', () => {
	expect(missingIn("{{ a | upper }}{{ 'x' ~ b }}{{ [c] }}{{ l | join(d) }}{{ e == 1 }}{% for x in f %}{% endfor %}").map(([name]) => name)).toEqual([
		...'abcdef',
	]);
	expect(missingIn("{{ a | default(1) }}{{ b is defined }}{{ 'x' if c else 'y' }}{{ d or 1 }}{% if e %}{% endif %}{{ not f }}")).toEqual([]);
	expect(missingIn('{% for x in l %}{{ a }}{% endfor %}{{ a }}')).toEqual([
		['a', 19],
		['a', 38],
	]);
});

test('what follows from an error is not told', () => {
	expect(errorsIn('{% set x = lr.a.b %}{{ x + 1 }}{{ x.y }}{% for y in x %}{% endfor %}').map(([mark]) => mark)).toEqual(['lr.a']);
	expect(missingIn('{% set x = 1 + %}{{ x }}{% for y in %}{{ y }}{% endfor %}{% macro m(z %}{{ z }}{% endmacro %}{% sett q = 1 %}{{ q }}')).toEqual([]);
	expect(missingIn('{{ a.b }}')).toEqual([]);
});
