import {expect, test} from 'vitest';
import {checksEditOf, tickedOf} from '../../../source/ui/parts/checks-edit.ts';
import type {Press} from '../../../source/ui/parts/press.ts';
import {editSearch, leaveSearch, type SearchedChecks, startSearch, withKnownNames} from '../../../source/ui/wizard/ref-search.ts';

const names = ['db', 'token-1', 'token-2'];
const key = (name: string): Press => ({type: 'key', name, text: name.length === 1 ? name : name === 'space' ? ' ' : ''});

function press(keys: readonly string[], from: SearchedChecks = startSearch({checks: checksEditOf(names, ['db'])})): SearchedChecks {
	return keys.reduce<SearchedChecks>((now, name) => (now.search ? editSearch({checks: now.checks, search: now.search}, key(name))! : now), from);
}

const seen = ({checks, search}: SearchedChecks) => ({ticked: tickedOf(checks), at: checks.at, query: search?.query.text});

test.for<readonly [string, readonly string[], ReturnType<typeof seen>]>([
	['Space ticks what is selected and stays in the search', ['t', 'o', 'space'], {ticked: ['db', 'token-1'], at: 3, query: 'to'}],
	['Space again takes the tick away', ['t', 'o', 'space', 'space'], {ticked: ['db'], at: 3, query: 'to'}],
	['Enter ticks, and asks for the next one', ['2', 'enter'], {ticked: ['db', 'token-2'], at: 3, query: ''}],
	['Enter never takes a tick away', ['d', 'b', 'enter'], {ticked: ['db'], at: 3, query: ''}],
	['Enter without a word is done', ['2', 'enter', 'enter'], {ticked: ['db', 'token-2'], at: 4, query: undefined}],
	['a name that is nowhere is taken as it is', ['n', 'e', 'w', 'enter'], {ticked: ['db', 'new'], at: 4, query: ''}],
	['Esc leaves, and half a word ticks nothing', ['t', 'o', 'esc'], {ticked: ['db'], at: 4, query: undefined}],
	['Esc keeps a name that is nowhere', ['n', 'e', 'w', 'esc'], {ticked: ['db', 'new'], at: 5, query: undefined}],
])('%s', ([, keys, after]) => {
	const result = press(keys);
	expect({...seen(result), at: result.search ? after.at : result.checks.at}).toEqual(after);
});

test('what is searched is no answer before it was ticked', () => {
	expect(tickedOf(press(['t', 'o']).checks)).toEqual(['db']);
	expect(tickedOf(leaveSearch(press(['t', 'o'])).checks)).toEqual(['db']);
});

test('names that become known stand below, and the pointer stays on its row', () => {
	const last = {checks: checksEditOf(['db'], [])};
	expect(withKnownNames(last, ['db', 'x', 'y']).checks).toEqual({names: ['db', 'x', 'y'], ticked: [], at: 4});
	const first = {checks: {...checksEditOf(['db'], []), at: 0}};
	expect(withKnownNames(first, ['x']).checks).toEqual({names: ['db', 'x'], ticked: [], at: 0});
	expect(withKnownNames({checks: checksEditOf([], [])}, ['x']).checks).toEqual({names: ['x'], ticked: [], at: 2});
	expect(withKnownNames(first, ['db'])).toEqual(first);
});
