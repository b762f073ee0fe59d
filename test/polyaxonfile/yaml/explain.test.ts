import {expect, test} from 'vitest';
import {parsePolyaxonfile} from '../../../source/polyaxonfile/document.ts';

const quote = 'This quote is not closed.';
const bracket = 'This bracket is not closed.';
const indentation = 'The indentation does not fit the lines above.';
const after = 'There is something after the end of this value.';
const colon = 'There is a second ": " on this line, or a key stands deeper than the value above.';
const template = 'A value that starts with {{ is a mapping in YAML.';
const dots = 'The line "..." ends a document in YAML.';
const comma = 'A comma or a closing bracket is missing before this.';
const start = 'Text cannot start with this character.';
const tag = 'The platform knows no such tag (a word that starts with "!").';

// The caret, and what is said
test.each([
	['a: "x\n', '1:4+1', quote],
	['a: "x\nb: "y"\nc: "z"\n', '1:4+1', quote],
	["a: 'x\nb: 1\nc: 'y'\n", '1:4+1', quote],
	['a: b\nc: ["d", "e]\nf: "g"\n', '2:10+1', quote],
	['a: "b\n---\nc"\n', '1:4+1', quote],
	['a: [1, 2\nb: 3\n', '1:4+1', bracket],
	['steps: [a b,\n  c d\nrun:\n  cmd: echo [1]\n', '1:8+1', bracket],
	['a: [1, {b: 2]\n', '1:8+1', bracket],
	['a: [x, "]", # ]\n', '1:4+1', bracket],
	['a: {b: c, d: [e}\n', '1:14+1', bracket],
	['a: {\n', '1:4+1', bracket],
	['a: [x, @\nb: 1\n', '1:4+1', bracket],
	['a: [x, @]\n', '1:8+1', start],
	['a: [b c: d e: f]\n', '1:13+1', colon],
	['a: {b: 1, c\nd: 2}\n', '2:2+1', comma],
	['a: [b?c]\n', '1:6+1', comma],
	['a: [1, 2]]\n', '1:10+1', after],
	['cmd: "a" b\n', '1:10+1', after],
	['a: &x 1\nb: *x y\n', '2:7+1', after],
	['a:\n    b: 1\n  c: 2\n', '3:3+1', indentation],
	[' a: 1\nb: 2\n', '2:1+1', indentation],
	['a: "x"\n  b: 1\n', '2:3+1', indentation],
	['a: |\n  x\n y\n', '3:2+1', indentation],
	['a:\n  - b\n c: d\n', '3:2+1', indentation],
	['cmd: echo "a: b"\n', '1:13+1', colon],
	['kind: x\n  run: y\n', '2:6+1', colon],
	['a: - b\n', '1:4+1', 'A list cannot start here.'],
	['a: 1\n- b\n', '2:1+1', 'A list cannot start here.'],
	['a: ? b\n', '1:4+1', 'A key cannot start here.'],
	['version: 1\nkind\nrun: x\n', '2:1+1', 'A key is missing its ": ", or a quote is not closed.'],
	[`a: 1\n${'k'.repeat(1030)}: 1\n`, '2:1+1', 'A key can have 1,024 characters, and this one has more.'],
	[`a: {${'k'.repeat(1030)}: 1}\n`, '1:5+1030', 'A key can have 1,024 characters, and this one has more.'],
	['a: {: b}\n', '1:5+1', 'There is no key before this colon.'],
	['a: ]\n', '1:4+1', 'There is no value before this.'],
	['a: [,]\n', '1:5+1', 'There is no value before this.'],
	['a: @b\n', '1:4+1', start],
	['a: > text\n', '1:6+4', 'Nothing but "+", "-" and a digit can follow "|" or ">" on its line.'],
	['a: *.py\n', '1:4+1', 'A word that starts with "*" or "&" is an alias or an anchor, and this is no name for one.'],
	['a: [*x]\n', '1:5+2', 'There is no anchor &x before this alias.'],
	['a: &x 1\nb: &x 2\n', '2:4+2', 'There are two anchors of the name x.'],
	['a: "\\q"\n', '1:5+2', 'This backslash sequence has no meaning between double quotes.'],
	['%foo\na: 1\n', '1:1+4', 'A line that starts with "%" is an order to the reader of YAML, and this is none.'],
	['%YAML 2.0\n---\na: 1\n', '1:1+9', 'The platform reads YAML of version 1.'],
	['a: {{ x }}\n', '1:4+7', template],
	['a:\n  - {{ x }}/y\n', '2:5+7', template],
	['a: {b: {{ x }}}\n', '1:8+7', template],
	['a: [{{ x }}/y]\n', '1:5+7', template],
	['a: {[b]: c}\n', '1:5+3', 'A list or a mapping cannot be a key.'],
	['a: &x [1]\n*x : b\n', '2:1+2', 'A list or a mapping cannot be a key.'],
	['a: =\n', '1:4+1', '"=" has a meaning of its own in YAML, and is no value.'],
	['a: [<<]\n', '1:5+2', '"<<" has a meaning of its own in YAML, and is no value.'],
	['a: !foo 1\n', '1:4+4', tag],
	['a: !<x\n', '1:4+3', tag],
	['a: !!int abc\n', '1:4+9', '!!int wants a whole number after it.'],
	['a: !!bool maybe\n', '1:4+12', '!!bool wants yes, no, true, false, on or off after it.'],
	['a: !!str [1]\n', '1:4+5', '!!str does not fit: the value is a list.'],
	['a: !!map x\n', '1:4+5', '!!map does not fit: the value is this text.'],
	['a: !!omap [b: 1]\n', '1:4+6', '!!omap makes pairs of Python, which nothing here can use.'],
	['a: 2020-13-45\n', '1:4+10', '2020-13-45 is read as a date, and there is no such date.'],
	['a: ._\n', '1:4+2', '._ is read as a number, and is none.'],
	['a: 1\n...\nb: 2\n', '2:1+3', dots],
	['environment:\n  ...\n  secret_refs: [a]\n', '2:3+3', dots],
	['a: \tb\n', '1:4+1', 'There is a tab here. YAML takes spaces only.'],
	['a: |\n\tb\n', '2:1+1', 'There is a tab here. YAML takes spaces only.'],
])('%j is marked at what has to change', (text, mark, message) => {
	const {problems} = parsePolyaxonfile(text);
	expect(problems.map(({line, column, length, message, severity}) => [`${line}:${column}+${length}`, message, severity])).toEqual([[mark, message, 'error']]);
	for (const {hint = ''} of problems) expect(hint).toMatch(/^[A-Z].*[.'"]$/);
});

test('what the platform turns into nothing is null, with a warning', () => {
	const {values, problems} = parsePolyaxonfile('a: 2020-01-02\nb: !!binary aGk=\nc: !!set {x, y}\nd: [!!set {x}]\n');
	expect(values).toEqual({a: null, b: null, c: null, d: [null]});
	expect(problems.map(({code, severity, line, column}) => [code, severity, line, column])).toEqual([
		['date', 'warning', 1, 4],
		['lost-value', 'warning', 2, 4],
		['lost-value', 'warning', 3, 4],
		['lost-value', 'warning', 4, 5],
	]);
});
