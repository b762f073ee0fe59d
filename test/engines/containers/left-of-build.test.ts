import {expect, test} from 'vitest';
import {leftContainers} from '../../../source/engines/containers/left-of-build.ts';

const one = '3294500bef88c4e391fd541740326a5a5c9e7a8d692d78851a77ae467edc7a6b';
const two = '842b664ebec107239d91a40c2e3141554da379f82256306aebe3256821bc30a0';
const log = 'STEP 1/5: FROM ada.lab:5000/a/base:1\nSTEP 2/5: RUN one\n--> 3294500bef8\nSTEP 3/5: RUN two\n--> 842b664ebec\nSTEP 4/5: RUN sleep 55\n';
const build = {log, since: 100, until: 110, steps: ['cccccccccccc']};

const container = (id: string, image: string, change: object = {}) => ({
	Id: id.repeat(64),
	Command: ['buildah'],
	Names: [`${image.slice(0, 12)}-working-container`],
	ImageID: image,
	Created: 105,
	...change,
});
const left = (...containers: readonly object[]) => leftContainers(JSON.stringify(containers), build).map(id => id[0]);

const own = [container('a', 'base'), container('b', one), container('c', two)];

test('a build that was killed leaves a container of its base image and of each step', () => {
	expect(left(...own)).toEqual(['c', 'a', 'b']);
});

test('what others have from the same image and time is not taken, and what cannot be told from it stays', () => {
	expect(left(...own, container('d', 'base', {Names: ['base-working-container-1']}), container('e', two))).toEqual(['c', 'b']);
});

test('containers of other images, of other times, and those that run are not taken', () => {
	const others = [
		container('a', 'base-more'),
		container('b', one, {Created: 99}),
		container('d', two, {Created: 111}),
		container('e', two, {Command: ['sh']}),
		container('f', two, {Command: null}),
	];
	expect(left(...others)).toEqual([]);
	expect(leftContainers('Error: no', build)).toEqual([]);
	expect(leftContainers('null', build)).toEqual([]);
});

test('of an image that it had just made, the build may have had no container yet', () => {
	const justMade = {...build, steps: [], log: log.slice(0, log.indexOf('STEP 4/5'))};
	expect(leftContainers(JSON.stringify(own), justMade).map(id => id[0])).toEqual(['a', 'b']);
});
