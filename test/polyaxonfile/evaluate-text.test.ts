import {expect, test} from 'vitest';
import {evaluateValue} from '../../source/polyaxonfile/evaluate-text.ts';
import type {Problem} from '../../source/polyaxonfile/problem.ts';
import {dict} from '../../source/polyaxonfile/template/python/equality.ts';
import {createBudget} from '../../source/polyaxonfile/template/python/tools.ts';
import type {Python} from '../../source/polyaxonfile/template/python/values.ts';

const names = new Map<string, Python>([
	['lr', 0.1],
	['batch_size', 4n],
	['a-b', 1n],
]);

function evaluate(value: Python, path: Problem['path'] = ['run', 'cmd']): {readonly value: Python; readonly problems: readonly Problem[]} {
	const problems: Problem[] = [];
	return {value: evaluateValue(value, path, {names, spend: createBudget(), report: problem => problems.push(problem)}), problems};
}

const briefly = (value: Python, path?: Problem['path']) =>
	evaluate(value, path).problems.map(({severity, code, offset, hint}) => [severity, code, offset, hint]);

test('all that is wrong in a text is told, each with its own place', () => {
	expect(briefly('{{ lr.foo.bar }} {{ batchsize }} {{ lr + }} {{ zz }}')).toEqual([
		['warning', 'undeclared-name', 20, 'Did you mean batch_size?'],
		['warning', 'undeclared-name', 47, 'Declared: lr, batch_size, a-b.'],
		['error', 'template-error', 3, 'Known of float: real, imag, is_integer, conjugate, as_integer_ratio, hex.'],
		['error', 'template-error', 33, 'Write a name or value there.'],
	]);
	expect(evaluate('{{ lr.foo.bar }}').value).toBe('{{ lr.foo.bar }}');
});

test('an undeclared name is told of the name that is likely meant', () => {
	expect(briefly('x {{ params.lr }}')).toEqual([['error', 'template-error', 5, 'Declared names stand alone: {{ lr }}, not {{ params.lr }}.']]);
	expect(briefly('x {{ a-b }}')).toEqual([['error', 'template-error', 5, '"a-b" would be read as a subtraction: call it a_b.']]);
	expect(briefly('x {{ größe }}')).toEqual([['warning', 'undeclared-name', 5, 'Declared: lr, batch_size, a-b.']]);
});

test('texts that Python reads as a set, bytes or a complex number are told, with the way to keep them', () => {
	for (const [text, kept] of [
		['{1}', `"'{1}'"`],
		['...', `"'...'"`],
		["b'a'", `"\\"b'a'\\""`],
		['1+2j', `"'1+2j'"`],
		['[{1, 2}]', `"'[{1, 2}]'"`],
		['{[1]: 2}', `"'{[1]: 2}'"`],
	] as const) {
		// The platform refused each of them as a command (polyaxon-schemas 0.4.4)
		const [problem] = evaluate(text).problems;
		expect([problem?.severity, problem?.code, problem?.hint], text).toEqual([
			'error',
			'reads-as-literal',
			`To keep it as text, write Python's quotes around it too: ${kept}.`,
		]);
	}
	const severities = (text: string, path: Problem['path']) => evaluate(text, path).problems.map(({severity}) => severity);
	expect(severities('{1}', ['declarations', 'a'])).toEqual(['warning']);
	expect(severities('1+2j', ['build', 'env_vars', 0, 1])).toEqual(['warning']);
	expect(severities('{1}', ['build', 'env_vars', 0, 1])).toEqual(['error']);
	expect(severities('{[1]: 2}', ['declarations', 'a'])).toEqual(['error']);
});

test('a declared set is printed where it is asked for', () => {
	const value = evaluate('{1}', ['declarations', 'a']).value;
	const problems: Problem[] = [];
	const context = {names: new Map([['a', value]]), spend: createBudget(), report: (problem: Problem) => problems.push(problem)};
	expect(evaluateValue('x {{ a }}', ['run', 'cmd'], context)).toBe('x {1}');
	expect(problems).toEqual([]);
});

test('a key that becomes a list is an error, and not the end', () => {
	const {value, problems} = evaluate(dict([['[1]', 'x']]), ['environment', 'node_selector']);
	expect(problems.map(({message}) => message)).toEqual(['The platform reads this as a list, which cannot be a key.']);
	expect(value).toEqual(dict([['[1]', 'x']]));
});

test('a choice by chance and a changed declaration are warned of', () => {
	expect(briefly('x {{ [1, 2] | random }}')).toEqual([['warning', 'random-value', 5, 'To know what runs, write the value.']]);
	const problems: Problem[] = [];
	evaluateValue('x {{ l.append(3) }}', ['run', 'cmd'], {names: new Map([['l', [1n]]]), spend: createBudget(), report: problem => problems.push(problem)});
	expect(problems.map(({severity, code}) => [severity, code])).toEqual([['warning', 'changed-declaration']]);
});
