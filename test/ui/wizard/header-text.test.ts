import {expect, test} from 'vitest';
import {symbolsFor} from '../../../source/terminal/symbols.ts';
import {ageText} from '../../../source/ui/wizard/age-text.ts';
import {bytesText, placeText} from '../../../source/ui/wizard/header-text.ts';
import {emptyFacts} from '../../../source/wizard/facts.ts';

const symbols = symbolsFor(true);

test('the header says folder, branch and size, and keeps the end of a long path', () => {
	const facts = {...emptyFacts('/home/me/projects/digits'), gitBranch: 'main', size: {files: 1, bytes: 999, isCut: false}};
	expect(placeText(facts, '/home/me', 80, symbols)).toBe('~/projects/digits · git main · 1 file, 999 B');
	expect(placeText(facts, undefined, 46, symbols)).toBe('…me/projects/digits · git main · 1 file, 999 B');
	expect(placeText({...facts, gitBranch: undefined, size: {files: 20_000, bytes: 3e9, isCut: true}}, '/home/me/projects/digits', 80, symbols)).toBe(
		'~ · more than 20,000 files, 3.0 GB',
	);
});

test('sizes have a unit and few digits', () => {
	expect([0, 1000, 9940, 212_000, 5_400_000].map(bytesText)).toEqual(['0 B', '1.0 KB', '9.9 KB', '212 KB', '5.4 MB']);
});

test('ages are told in one unit', () => {
	expect([0, 59_000, 60_000, 7_200_000, 90_000_000, 200_000_000].map(ageText)).toEqual([
		'just now',
		'just now',
		'1 minute ago',
		'2 hours ago',
		'1 day ago',
		'2 days ago',
	]);
});
