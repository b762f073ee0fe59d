import {expect, test} from 'vitest';
import {namedImages} from '../../../source/engines/containers/local-images.ts';

test('images are those with a name, as people write it, without our own', () => {
	const output =
		'localhost/python3:bookworm\n<none>:<none>\ndocker.io/library/python:3.12-slim\ndocker.io/pytorch/pytorch:2.1\r\nlocalhost/plx-digits:0a1b\nghcr.io/a/b:1\n';
	expect(namedImages(output)).toEqual(['localhost/python3:bookworm', 'python:3.12-slim', 'pytorch/pytorch:2.1', 'ghcr.io/a/b:1']);
});
