import {expect, test} from 'vitest';
import {inlineInstead, strategyOf, strategyProblems} from '../../../source/engines/kubernetes/strategy.ts';
import {bareImage} from '../../../source/image/plan.ts';
import {planOf} from './plan-of.ts';

const bare = bareImage('python:3.12');
const steps = {...bare, steps: ['pip install six']};
const own = {...bare, dockerfile: 'docker/Dockerfile', ownDockerfile: 'FROM a'};

test.each([
	['nothing to bake', strategyOf(bare, {builder: 'kaniko', registry: 'r'}), 'none: There are no build steps and no code to bake: the image is run as it is.'],
	['no registry', strategyOf(steps, {builder: 'auto'}), 'inline: No registry is set: the build steps run at the start of the pod.'],
	[
		'a registry',
		strategyOf(steps, {builder: 'auto', registry: 'r.io/a'}),
		'kaniko: A registry is set: kaniko builds the image in the cluster and pushes it to r.io/a.',
	],
	['the setting kaniko', strategyOf(steps, {builder: 'kaniko', registry: 'r.io/a'}), 'kaniko: The settings say builder: kaniko; the image goes to r.io/a.'],
	[
		'the setting inline',
		strategyOf(steps, {builder: 'inline', registry: 'r.io/a'}),
		'inline: The settings say builder: inline: the build steps run at the start of the pod.',
	],
	['an own Dockerfile', strategyOf(own, {builder: 'auto'}), 'kaniko: docker/Dockerfile is your own Dockerfile, which only a builder can read.'],
	[
		'a run that ends with an image',
		strategyOf(steps, {builder: 'auto'}, 'build'),
		'kaniko: A run of kind build ends with an image, which only a builder makes.',
	],
])('with %s there is one strategy, and one reason for it', (_, {type, why}, expected) => {
	expect(`${type}: ${why}`).toBe(expected);
});

test('what a strategy cannot do is said before', () => {
	const problemsOf = (change: Parameters<typeof planOf>[0]) => strategyProblems(planOf(change)).map(({code, message}) => `${code} ${message}`);
	const build = {kind: 'build', command: undefined} as const;
	expect([
		problemsOf({}),
		problemsOf({kubernetes: {registry: 'r.io'}}),
		problemsOf({image: own}),
		problemsOf({image: own, kubernetes: {registry: 'r.io'}}),
		problemsOf({image: own, kubernetes: {registry: 'r.io', builder: 'inline'}}),
		problemsOf({kubernetes: {builder: 'kaniko'}}),
		problemsOf({specification: build}),
		problemsOf({specification: build, kubernetes: {builder: 'inline'}}),
	]).toEqual([
		[],
		[],
		['no-registry Your own Dockerfile makes an image, and no registry is set that it could be pushed to.'],
		[],
		['inline-dockerfile docker/Dockerfile is your own Dockerfile, which cannot be carried out at the start of a pod.'],
		['no-registry kaniko makes an image, and no registry is set that it could be pushed to.'],
		['no-registry A run of kind build makes an image, and no registry is set that it could be pushed to.'],
		['inline-build A run of kind build ends with an image, and steps at the start of a pod leave none.'],
	]);
});

test('a plan for kaniko becomes one without it', () => {
	const {strategy, repository, buildJob, job, annotations} = inlineInstead(planOf({kubernetes: {registry: 'r.io'}}), 'The namespace lets no builder in.');
	expect({strategy, repository, buildJob}).toEqual({
		strategy: {type: 'inline', why: 'The namespace lets no builder in.'},
		repository: undefined,
		buildJob: undefined,
	});
	expect(job).toBe(planOf().job);
	// Other machines go by these
	const told = ['strategy', 'strategy-why', 'repository', 'build-job'].map(key => annotations[`polyaxon-tui/${key}`]);
	expect(told).toEqual(['inline', 'The namespace lets no builder in.', undefined, undefined]);
});
