import {expect, test} from 'vitest';
import {diagnoseCluster} from '../../../../source/engines/kubernetes/status/diagnose.ts';
import {endOfStuck, type Stuck, stuckOf} from '../../../../source/engines/kubernetes/status/stuck.ts';
import {now, readFixture} from './fixture.ts';

const diagnose = (name: string) => {
	const {namespace, observed} = readFixture(name);
	return diagnoseCluster({...observed, namespace, mainContainer: 'main', now});
};
const sticky = diagnose('secret-missing');

test('a wait that does not end by itself ends the run after the time of the settings, with the hint', () => {
	let stuck: Stuck | undefined;
	const ends = [0, 60_000, 119_999, 120_000].map(at => {
		stuck = stuckOf(stuck, sticky, at);
		return endOfStuck(stuck, at, 120);
	});
	expect(ends).toEqual([
		undefined,
		undefined,
		undefined,
		{
			status: 'failed',
			reason: 'secret-missing',
			message:
				'It did not get any further: the secret no-such-secret is not in the namespace slice-status. Create it (kubectl create secret generic no-such-secret --from-literal=KEY=VALUE --namespace slice-status), or correct the name in environment.secret_refs.',
		},
	]);
});

test('the time begins anew when the cause was away for longer, or is another', () => {
	const first = stuckOf(undefined, sticky, 0);
	expect([
		stuckOf(stuckOf(first, undefined, 14_999), sticky, 15_000)?.since,
		stuckOf(stuckOf(first, undefined, 15_000), sticky, 15_001)?.since,
		stuckOf(first, diagnose('image-not-found'), 1000)?.since,
	]).toEqual([0, 15_001, 1000]);
});

test('what may end by itself, and a moment without the cause, end nothing', () => {
	const away = stuckOf(stuckOf(undefined, sticky, 0), undefined, 14_000);
	expect([stuckOf(undefined, diagnose('unschedulable-taint'), 0), endOfStuck(away, 14_000, 5)]).toEqual([undefined, undefined]);
});

test('an image that its registry does not have is not waited for longer than a moment', () => {
	let stuck: Stuck | undefined;
	const ends = [0, 19_999, 20_000].map(at => {
		stuck = stuckOf(stuck, diagnose('image-not-found'), at);
		return endOfStuck(stuck, at, 120)?.reason;
	});
	expect(ends).toEqual([undefined, undefined, 'image-not-found']);
});
