import {expect, test} from 'vitest';
import {readLiteral} from '../../source/polyaxonfile/template/literal.ts';
import {reprOf} from '../../source/polyaxonfile/template/print.ts';

test('texts that are Python literals become their values', () => {
	// Printed by repr(ast.literal_eval(text)) of Python 3.11.
	const literals: Readonly<Record<string, string>> = {
		'1': '1',
		'-1': '-1',
		'- 1': '-1',
		'1_000': '1000',
		'0x1F': '31',
		'0o17': '15',
		'0b11': '3',
		'00': '0',
		'1.': '1.0',
		'.5': '0.5',
		'1e5': '100000.0',
		'1E-05': '1e-05',
		'1_0.0_1': '10.01',
		True: 'True',
		None: 'None',
		'1,2': '(1, 2)',
		'1,': '(1,)',
		'()': '()',
		'(1)': '1',
		'(None)': 'None',
		'[1, [2], ]': '[1, [2]]',
		"{'a': 1, 2: (3,)}": "{'a': 1, 2: (3,)}",
		"'a'": "'a'",
		'"it\'s"': '"it\'s"',
		"'a' 'b'": "'ab'",
		"r'\\n'": "'\\\\n'",
		"u'é'": "'é'",
		"'''a\nb'''": "'a\\nb'",
		"'\\x41\\u00e9\\n'": "'Aé\\n'",
		'1 # one': '1',
		'[1,\n2]': '[1, 2]',
		'12345678901234567890': '12345678901234567890',
	};
	expect(Object.fromEntries(Object.keys(literals).map(text => [text, reprOf(readLiteral(text) ?? null)]))).toEqual(literals);
});

test('other texts stay texts', () => {
	for (const text of [
		'003',
		'0123',
		'yes',
		'true',
		'50%',
		'1__0',
		'1_',
		'1a',
		'2018-1',
		'1.2.3',
		' 1',
		'--1',
		'a',
		'',
		'[1',
		'(1, 2',
		"{'a'}",
		"b'x'",
		'1+2j',
		'[a]',
		'1 2',
		"'a",
		"'a'x",
		'None1',
		'1\n2',
		'[1] [2]',
		'10:30',
		'+',
		'-',
		'(',
		'.',
		"f'a'",
	]) {
		expect(readLiteral(text), text).toBeUndefined();
	}
	expect(readLiteral('['.repeat(10_000))).toBeUndefined();
});
