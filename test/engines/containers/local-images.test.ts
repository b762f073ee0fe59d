import {expect, test} from 'vitest';
import {namedImages, withTagsHere} from '../../../source/engines/containers/local-images.ts';

test('images are those with a name, as people write it, without our own', () => {
	const output =
		'localhost/python3:bookworm\n<none>:<none>\ndocker.io/library/python:3.12-slim\ndocker.io/pytorch/pytorch:2.1\r\nlocalhost/plx-digits:0a1b\nghcr.io/a/b:1\n';
	expect(namedImages(output)).toEqual(['localhost/python3:bookworm', 'python:3.12-slim', 'pytorch/pytorch:2.1', 'ghcr.io/a/b:1']);
});

test('an image of this computer that is not here is answered with the tags that are', () => {
	const output = 'localhost/base:1\nlocalhost/base:2\r\nlocalhost/base:<none>\nlocalhost/base-more:3\ndocker.io/library/base:4\n';
	const none = 'on this computer, where all images with localhost/ in their name are built.';
	expect(withTagsHere('localhost/base:9', output)).toBe(`There is no image localhost/base:9 ${none} Here is localhost/base:1, localhost/base:2.`);
	expect(withTagsHere('localhost/base', output)).toBe(`There is no image localhost/base:latest ${none} Here is localhost/base:1, localhost/base:2.`);
	expect(withTagsHere('localhost/a/base:1', output)).toBe(`There is no image localhost/a/base:1 ${none} Here is none of another tag.`);
	expect(withTagsHere('localhost/base:2', output)).toBeUndefined();
});

test('of a repository with very many tags the newest are named', () => {
	const output = Array.from({length: 12}, (_, index) => `localhost/base:v${index}\n`).join('');
	expect(withTagsHere('localhost/base:9', output)).toMatch(/localhost\/base:v9, …\.$/);
});
