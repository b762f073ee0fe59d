import {type BuildStep, nameOf} from './build-steps.ts';

/** From so many milliseconds on it is worth saying which step took long. */
const long = 2000;

/** What a build came to, to go after the name of its image: `: 3 steps (1 from the cache), step 2 of 3: pip install six took 38 s`. */
export function summaryOf(steps: readonly BuildStep[], own: readonly string[]): string {
	const runs = steps.filter(({isRun}) => isRun);
	const cached = runs.filter(({state}) => state === 'cached').length;
	if (runs.length === 0) return '';
	const count = `${runs.length} ${runs.length === 1 ? 'step' : 'steps'}`;
	const how = cached === 0 ? '' : cached === runs.length ? ' from the cache' : ` (${cached} from the cache)`;
	const longest = runs.toSorted((one, other) => (other.duration ?? 0) - (one.duration ?? 0))[0];
	const duration = longest?.duration ?? 0;
	const what = longest && duration >= long ? `, ${nameOf(longest, steps, own)} took ${Math.round(duration / 1000)} s` : '';
	return `: ${count}${how}${what}`;
}
