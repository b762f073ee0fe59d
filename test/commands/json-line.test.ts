import {expect, test} from 'vitest';
import {toJsonLine} from '../../source/commands/json-line.ts';

test('a value is one line in which no character is obeyed by a terminal, and reads back the same', () => {
	const text = 'a\u001b[2J\u009b2J\u007f\u202e\u2028\nb é 漢';
	const line = toJsonLine({text});
	expect(line).toBe('{"text":"a\\u001b[2J\\u009b2J\\u007f\\u202e\\u2028\\nb é 漢"}\n');
	expect(JSON.parse(line)).toEqual({text});
});
