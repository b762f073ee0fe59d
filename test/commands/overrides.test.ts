import {expect, test} from 'vitest';
import {parseOverrides} from '../../source/commands/overrides.ts';

test('the value is all after the first "=", and the last flag of a name counts', () => {
	expect(parseOverrides(['lr=0.1', 'name=a=b', 'empty=', 'lr=0.2'])).toEqual({lr: '0.2', name: 'a=b', empty: ''});
});

test('every flag without a name or value is named at once', () => {
	expect(() => parseOverrides(['lr', 'ok=1', '=2'])).toThrow('-P lr and -P =2: no value. Write -P name=value.');
});
