import {expect, test} from 'vitest';
import {parseEnvFile} from '../../source/engines/env-file.ts';

test('names, quotes, comments and export are read as in the env files of other tools', () => {
	const text = [
		'# comment',
		'',
		'PLAIN=value with blanks  ',
		'  export EXPORTED = yes',
		'COMMENTED=value # comment',
		'HASH=a#b',
		'EMPTY=',
		'DOUBLE="line one\\nline \\"two\\" \\$HOME $HOME"  # comment',
		"SINGLE='as it is \\n $HOME'",
		'EQUALS=a=b==',
		'LINES="first',
		'second"',
		'OPEN="never closed',
		'PLAIN=last counts\r',
		'JSON={"a": 1}',
	].join('\n');
	expect(Object.fromEntries(parseEnvFile(text).values)).toEqual({
		PLAIN: 'last counts',
		EXPORTED: 'yes',
		COMMENTED: 'value',
		HASH: 'a#b',
		EMPTY: '',
		DOUBLE: 'line one\nline "two" $HOME $HOME',
		SINGLE: 'as it is \\n $HOME',
		EQUALS: 'a=b==',
		LINES: 'first\nsecond',
		OPEN: '"never closed',
		JSON: '{"a": 1}',
	});
});

test('lines that are no variable are told by their number only', () => {
	expect(parseEnvFile('A=1\nno equals sign\n1B=2\nB-C=3\n\nD=4\n').badLines).toEqual([2, 3, 4]);
	expect([...parseEnvFile('A=1\nno equals sign\nD=4').values.keys()]).toEqual(['A', 'D']);
});
