import {expect, test} from 'vitest';
import {askedOf, type Clusters, namespaceOf, placeOf} from '../../source/wizard/clusters.ts';

const contexts = [
	{name: 'lab', namespace: 'default', isCurrent: false},
	{name: 'prod', namespace: 'team', isCurrent: true},
];

test.for<readonly [string, Parameters<typeof placeOf>[0], Clusters['usual'], ReturnType<typeof placeOf>]>([
	['the current context without any word', {}, {}, {context: 'prod', namespace: 'team'}],
	['what the settings say', {}, {context: 'lab', namespace: 'ml'}, {context: 'lab', namespace: 'ml'}],
	['the answers before the settings', {context: 'prod', namespace: 'x'}, {context: 'lab', namespace: 'ml'}, {context: 'prod', namespace: 'x'}],
	['the namespace of the settings in the context of the answers, as a run takes it', {context: 'prod'}, {namespace: 'ml'}, {context: 'prod', namespace: 'ml'}],
	['nothing where the kubeconfig has no such context', {context: 'gone'}, {}, undefined],
])('a run goes to %s', ([, answers, usual, place]) => {
	expect(placeOf(answers, {contexts, usual})).toEqual(place);
});

test('a context that the settings do not mean is offered with its own namespace', () => {
	const clusters = {contexts, usual: {namespace: 'ml'}};
	expect(contexts.map(context => namespaceOf(context, clusters))).toEqual(['default', 'ml']);
});

test('what was asked is found by context and namespace', () => {
	const asked = [
		{context: 'lab', namespace: 'a', isAsking: false, problems: []},
		{context: 'lab', namespace: 'b', isAsking: true, problems: []},
	];
	expect(askedOf({context: 'lab', namespace: 'b'}, {asked})).toBe(asked[1]);
	expect(askedOf({context: 'prod', namespace: 'b'}, {asked})).toBeUndefined();
	expect(askedOf(undefined, {asked})).toBeUndefined();
});
