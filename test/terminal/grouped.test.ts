import {expect, test} from 'vitest';
import {grouped} from '../../source/terminal/grouped.ts';

test('thousands stand apart', () => {
	expect([0, 999, 1000, 12_408, 123_456, 1_234_567].map(grouped)).toEqual(['0', '999', '1,000', '12,408', '123,456', '1,234,567']);
});
