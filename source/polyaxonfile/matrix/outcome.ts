import {exponential, logarithm} from './exact-functions.ts';
import type {RandomState} from './random-state.ts';

/** numpy's `multinomial(1, probabilities)`: draws the place of the one that is hit; the last one gets what is missing to 1. */
export function createOutcome(probabilities: readonly number[]): (random: RandomState) => number {
	const chances: Chance[] = [];
	let left = 1;
	for (const probability of probabilities.slice(0, -1)) {
		chances.push(chanceOf(probability / left));
		left -= probability;
	}
	return random => {
		const place = chances.findIndex(chance => isHit(chance, random));
		return place === -1 ? chances.length : place;
	};
}

/** numpy's `binomial(1, probability)` draws the rarer of hit and miss, by inversion. */
type Chance = {readonly probability: number; readonly isRare: boolean; readonly common: number; readonly rare: number};

function chanceOf(probability: number): Chance {
	const isRare = probability <= 0.5;
	const share = isRare ? probability : 1 - probability;
	const rest = 1 - share;
	const common = exponential(logarithm(rest));
	return {probability, isRare, common, rare: (share * common) / rest};
}

function isHit({probability, isRare, common, rare}: Chance, random: RandomState): boolean {
	if (probability === 0) return false;
	for (;;) {
		const draw = random.double();
		if (!(draw > common)) return !isRare;
		// Rounding can leave a gap above both; a draw from it does not count.
		if (!(draw - common > rare)) return isRare;
	}
}
