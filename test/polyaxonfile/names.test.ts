import {expect, test} from 'vitest';
import {checkDeclarationName, checkEnvVarName, checkRefName, meantHint, nearest} from '../../source/polyaxonfile/names.ts';

test('names of environment variables have letters, digits and underscores', () => {
	expect(checkEnvVarName('DATA_DIR2')).toBeUndefined();
	expect(checkEnvVarName('')).toBe('The variable has no name. Write one, such as DATA_DIR.');
	expect(checkEnvVarName('2A')).toBe('The variable name "2A" starts with a digit. Start it with a letter or "_".');
	expect(checkEnvVarName('A=1')).toBe('The variable name "A=1" has a "=" in it. Write the name and the value as two texts.');
	expect(checkEnvVarName('A B')).toBe('"A B" cannot be the name of an environment variable. Use letters, digits and "_" only.');
});

test('a declaration that templates cannot reach gets a usable name', () => {
	expect(checkDeclarationName('lr')).toBeUndefined();
	expect(checkDeclarationName('batch-size')).toBe('"batch-size" cannot be used in {{ }}: it would be read as a subtraction. Call it batch_size.');
	expect(checkDeclarationName('1st')).toBe('"1st" cannot be used in {{ }}: a name has letters, digits and "_" only. Call it _1st.');
	expect(checkDeclarationName('if')).toBe('"if" is a word of the template language. Choose another name, such as if_value.');
	expect(checkDeclarationName('größe')).toBeUndefined();
	expect(checkDeclarationName('日本')).toBeUndefined();
	expect(checkDeclarationName('日-本')).toBe('"日-本" cannot be used in {{ }}: it would be read as a subtraction. Call it 日_本.');
	expect(checkDeclarationName('a²')).toBe('"a²" cannot be used in {{ }}: a name has letters, digits and "_" only. Call it a_.');
});

test('names of secrets and config maps are those of Kubernetes', () => {
	expect(checkRefName('my-secret.v1')).toBeUndefined();
	expect(checkRefName('My_Secret')).toContain('cannot be a name in Kubernetes');
	expect(checkRefName('a'.repeat(254))).toContain('longer than the 253 characters');
	expect(checkRefName('')).toBe('The reference has no name.');
});

test('the nearest word forgives case, dashes and a slip of the finger, and no more', () => {
	const words = ['build_steps', 'env_vars', 'image'];
	expect(nearest('buildSteps', words)).toBe('build_steps');
	expect(nearest('imgae', words)).toBe('image');
	expect(nearest('env-var', words)).toBe('env_vars');
	expect(nearest('lr', words)).toBeUndefined();
	expect(nearest('x', [])).toBeUndefined();
});

test('a word of one or two letters is near to none but itself in another case', () => {
	expect(nearest('z', ['a', 'b'])).toBeUndefined();
	expect(nearest('ls', ['lr'])).toBeUndefined();
	expect(nearest('rl', ['lr'])).toBeUndefined();
	expect(nearest('LR', ['lr'])).toBe('lr');
	expect(nearest('lrr', ['lr'])).toBe('lr');
});

test('what to do about an unknown word is the nearest one, or some of the known', () => {
	const say = (words: string) => `One of: ${words}.`;
	const many = Array.from({length: 25}, (_, index) => `name_${index}x`);
	expect(meantHint('imgae', ['image', 'steps'], say)).toBe('Did you mean image?');
	expect(meantHint('foo', ['image', 'steps'], say)).toBe('One of: image, steps.');
	expect(meantHint('foo', many.slice(0, 9), say)).toBe(`One of: ${many.slice(0, 9).join(', ')}.`);
	expect(meantHint('foo', many, say)).toBe(`One of: ${many.slice(0, 8).join(', ')} and 17 more.`);
	// Those that have a part in common come first
	expect(meantHint('dataVolumes', [...many, 'data_refs'], say)).toBe(`One of: data_refs, ${many.slice(0, 7).join(', ')} and 18 more.`);
});
