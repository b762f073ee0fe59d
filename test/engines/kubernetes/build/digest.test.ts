import {expect, test} from 'vitest';
import {digestOf, imageForNodes} from '../../../../source/engines/kubernetes/build/digest.ts';

const digest = `sha256:${'0a'.repeat(32)}`;

test.each([
	[{exitCode: 0, message: digest}, digest],
	[{exitCode: 0, message: `${digest}\n`}, digest],
	// That of the last layer which went to the cache
	[{exitCode: 3, message: digest}, undefined],
	[{exitCode: 0}, undefined],
	[{exitCode: 0, message: `${digest}${digest}`}, undefined],
	[{exitCode: 0, message: 'sha256:short'}, undefined],
])('the digest of %j is %s', (end, expected) => {
	expect(digestOf(end)).toBe(expected);
});

test.each([
	['r.example:5000/team/plx-a:1', {}, `r.example:5000/team/plx-a@${digest}`],
	['r.example:5000/team/plx-a', {}, `r.example:5000/team/plx-a@${digest}`],
	['r.example/plx-a:1', {registry: 'r.example', registryForNodes: 'localhost:32000'}, `localhost:32000/plx-a@${digest}`],
	['r.example/team/plx-a:1', {registry: 'r.example/team', registryForNodes: 'other/group'}, `other/group/plx-a@${digest}`],
	['r.example.org/plx-a:1', {registry: 'r.example', registryForNodes: 'other'}, `r.example.org/plx-a@${digest}`],
	[`r.example/plx-a:1@sha256:${'1'.repeat(64)}`, {}, `r.example/plx-a@${digest}`],
])('nodes run %s with %j as %s', (reference, settings, expected) => {
	expect(imageForNodes(reference, digest, settings)).toBe(expected);
});

test('without a digest the tag is run', () => {
	expect(imageForNodes('r.example/plx-a:1', undefined, {registry: 'r.example', registryForNodes: 'n'})).toBe('n/plx-a:1');
});
