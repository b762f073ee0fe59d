import {expect, test} from 'vitest';
import {checkImageReference} from '../../source/polyaxonfile/image-reference.ts';

test('image references that the platform takes are right', () => {
	for (const image of ['a', 'python:3.12-slim', 'tensorflow/tensorflow:1.4.1-py3', 'host:5000/x', 'host:5000/x:1', 'a@sha256:abc', 'h:5000/a@sha256:abc']) {
		expect(checkImageReference(image), image).toBeUndefined();
	}
});

test('what the platform refuses is said in words', () => {
	expect(checkImageReference('')).toBe('The image has no name. Write one as name:tag, such as python:3.12-slim.');
	expect(checkImageReference('a b')).toBe('The image "a b" has a blank in it. Write it as one word: registry/name:tag.');
	expect(checkImageReference('a:b:c')).toBe('The image "a:b:c" has two tags. Only a registry\'s port may have a colon of its own: registry:5000/name:tag.');
	expect(checkImageReference('a:/b:c')).toContain('two tags');
	expect(checkImageReference('h:5000/a:1@sha256:abc')).toContain('has 3 colons');
	expect(checkImageReference('python:')).toContain('nothing on one side of a colon');
});
