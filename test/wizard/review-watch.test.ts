import {expect, test, vi} from 'vitest';
import {emptyAnswers} from '../../source/wizard/answers.ts';
import type {ClusterReview} from '../../source/wizard/cluster-review.ts';
import {emptyFacts} from '../../source/wizard/facts.ts';
import {createReviewWatch} from '../../source/wizard/review-watch.ts';
import type {WizardState} from '../../source/wizard/wizard-state.ts';

const review: WizardState = {
	answers: {...emptyAnswers, engine: 'kubernetes'},
	facts: emptyFacts('/code'),
	step: 'review',
	visited: [],
	file: 'polyaxonfile.yml',
};
const found = {strategy: {type: 'none', why: 'Nothing to bake.'} as const, checks: [], problems: []};
const looking = {isLooking: true, checks: [], problems: []};

function open(look: (wizard: WizardState, signal: AbortSignal) => Promise<typeof found>) {
	const heard: Array<ClusterReview | undefined> = [];
	const looked = vi.fn(look);
	const watch = createReviewWatch(looked);
	const end = watch.start(told => heard.push(told));
	return {watch, end, heard, looked};
}

test('the list is made when the review is entered, and anew each time', async () => {
	const {watch, end, heard, looked} = open(async () => found);
	watch.see({...review, step: 'engine'});
	expect(heard).toEqual([]);
	watch.see(review);
	await vi.waitFor(() => expect(heard).toEqual([looking, {...found, isLooking: false}]));
	// Facts that come in do not matter
	watch.see({...review, facts: {...review.facts, localImages: ['a']}});
	expect(looked).toHaveBeenCalledOnce();
	watch.see({...review, step: 'engine'});
	expect(heard.at(-1)).toBeUndefined();
	watch.see(review);
	await vi.waitFor(() => expect(heard.at(-1)).toEqual({...found, isLooking: false}));
	end();
	expect(looked).toHaveBeenCalledTimes(2);
});

test('answers that changed end the looking for the old ones', async () => {
	const signals: AbortSignal[] = [];
	const {watch, end, heard, looked} = open((wizard, signal) => {
		signals.push(signal);
		return wizard.answers.image === '' ? new Promise(() => {}) : Promise.resolve(found);
	});
	watch.see(review);
	watch.see({...review, answers: {...review.answers, image: 'busybox:1'}});
	await vi.waitFor(() => expect(heard.at(-1)).toEqual({...found, isLooking: false}));
	end();
	expect(signals.map(({aborted}) => aborted)).toEqual([true, true]);
	expect(looked).toHaveBeenCalledTimes(2);
});

test('on other engines nobody is asked', () => {
	const {watch, end, heard, looked} = open(async () => found);
	watch.see({...review, answers: {...review.answers, engine: 'podman'}});
	end();
	expect([heard, looked.mock.calls]).toEqual([[], []]);
});

test('what breaks the looking is told as a problem', async () => {
	const {watch, end, heard} = open(() => Promise.reject(new Error('boom')));
	watch.see(review);
	await vi.waitFor(() => expect(heard.at(-1)?.problems.map(({message}) => message)).toEqual(['The cluster could not be looked at: boom.']));
	end();
});
