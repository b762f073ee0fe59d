import {expect, test} from 'vitest';
import {parseOverrides} from '../../source/commands/overrides.ts';

test('the value is all after the first "="', () => {
	expect(parseOverrides(['lr=0.1', 'name=a=b', 'empty='])).toEqual({lr: '0.1', name: 'a=b', empty: ''});
});

test('a name that is given twice is refused', () => {
	expect(() => parseOverrides(['lr=0.1', 'n=1', 'lr=0.2'])).toThrow('-P lr is given twice. Keep one of them.');
});

test('every flag without a name or value is named at once', () => {
	expect(() => parseOverrides(['lr', 'ok=1', '=2'])).toThrow('-P lr and -P =2: no value. Write -P name=value.');
	expect(() => parseOverrides(['=2'])).toThrow('-P =2: no name. Write -P name=value.');
});
