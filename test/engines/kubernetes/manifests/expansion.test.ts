import {expect, test} from 'vitest';
import {withoutExpansion} from '../../../../source/engines/kubernetes/manifests/expansion.ts';

/** What the kubelet does to commands, arguments and variables: Expand of third_party/forked/golang/expansion/expand.go. */
function expand(text: string, variables: Readonly<Record<string, string>>): string {
	let out = '';
	let checkpoint = 0;
	for (let cursor = 0; cursor < text.length; cursor++) {
		if (text[cursor] !== '$' || cursor + 1 >= text.length) continue;
		out += text.slice(checkpoint, cursor);
		const next = text[cursor + 1];
		const end = next === '(' ? text.indexOf(')', cursor + 2) : -1;
		if (next === '$') out += '$';
		else if (next === '(' && end !== -1) {
			const name = text.slice(cursor + 2, end);
			out += variables[name] ?? `$(${name})`;
		} else out += `$${next}`;
		cursor += end === -1 ? 1 : end - cursor;
		checkpoint = cursor + 1;
	}
	return out + text.slice(checkpoint);
}

const texts = [
	'$(HOME)',
	'$$(HOME)',
	'$$',
	'$',
	'$$$',
	'a$',
	'$(',
	'$(HOME',
	'$$(',
	'$x$',
	'$$$(HOME)$(HOME)',
	'[ $$ = 1 ]',
	'$(date) ${HOME} $HOME',
	'\\$(HOME)',
];

test('the kubelet would change texts with two dollars or with a variable in brackets', () => {
	expect(texts.filter(text => expand(text, {HOME: '/root'}) !== text).length).toBeGreaterThan(5);
});

test.each(texts)('"%s" arrives as it is', text => {
	expect(expand(withoutExpansion(text), {HOME: '/root'})).toBe(text);
});

test('texts without either are written as they are', () => {
	expect(withoutExpansion('echo ${A} $B "$@"')).toBe('echo ${A} $B "$@"');
	expect(withoutExpansion('$(HOME)')).toBe('$$(HOME)');
});
