import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {withBlocks} from '../../media/readme-blocks.ts';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';

test('the readme has the help and the keys of the program as it is (npx tsx media/readme-blocks.ts)', () => {
	const readme = readFileSync(path.resolve(import.meta.dirname, '../../readme.md'), 'utf8');
	expect(readme).toBe(withBlocks(readme));
});

test('the readme has the Role that the preflight asks for', () => {
	expect(readFileSync('readme.md', 'utf8')).toContain(roleFor('experiments'));
});
