import {expect, test} from 'vitest';
import {isReference} from '../../source/image/reference.ts';

test.each([
	'busybox',
	'python:3.12-slim',
	'tensorflow/tensorflow:1.4.1-py3',
	'localhost/python3:bookworm',
	'127.0.0.1:5056/team/a_b/c__d/e-f:V1.0_x',
	'[::1]:5000/a',
	'registry.example.com/a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	'h:5000/a:1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	'scratch',
])('%s is a reference', text => {
	expect(isReference(text)).toBe(true);
});

test.each([
	'',
	'Python:3',
	'a b',
	'a AS b',
	'a\nRUN true',
	'a\\',
	'$IMAGE',
	'${IMAGE:-a}',
	'--platform=linux/arm64',
	'-a',
	'a:',
	':a',
	'a@sha256:123',
	'a/',
	'a//b',
	'#a',
	'"a"',
	'a:b:c',
	'é',
	'a'.repeat(600),
])('%j is none', text => {
	expect(isReference(text)).toBe(false);
});
