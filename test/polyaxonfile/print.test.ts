import {expect, test} from 'vitest';
import {printProblems} from '../../source/polyaxonfile/print.ts';
import type {Problem} from '../../source/polyaxonfile/problem.ts';
import {plainStyle} from '../helpers/plain-style.ts';

const problem: Problem = {code: 'x', severity: 'error', message: 'It is wrong.', hint: 'Do it right.', path: [], file: 'a.yml', line: 2, column: 4, length: 3};

test('a problem has its place, its line with a caret, and what to do', () => {
	expect(printProblems([problem], {source: 'one\nab cde f\n', style: plainStyle})).toBe(
		'a.yml:2:4: error: It is wrong.\n  2 | ab cde f\n    |    ^^^\n  → Do it right.\n',
	);
});

test('the caret stands under wide characters and behind tabs', () => {
	expect(printProblems([{...problem, hint: undefined, column: 3, length: 2}], {source: '\n表x\u{1f600}y', style: plainStyle})).toBe(
		'a.yml:2:3: error: It is wrong.\n  2 | 表x\u{1f600}y\n    |    ^^\n',
	);
});

test('a long line is cut around the caret', () => {
	const source = `\n${'a'.repeat(200)}BAD${'c'.repeat(200)}`;
	const [, line = '', caret = ''] = printProblems([{...problem, column: 201, length: 3}], {source, style: plainStyle}).split('\n');
	expect(line).toBe(`  2 | …${'a'.repeat(40)}BAD${'c'.repeat(67)}…`);
	expect(caret).toBe(`    | ${' '.repeat(41)}^^^`);
});

test('control characters of a file do not reach the terminal', () => {
	const printed = printProblems([{...problem, message: 'No \u001b[31mred\u0007.'}], {source: '\n\u001b[2Jx', style: plainStyle});
	expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('a problem without a place is printed without one', () => {
	expect(printProblems([{code: 'x', severity: 'warning', message: 'Careful.', path: []}], {style: plainStyle})).toBe('warning: Careful.\n');
	expect(printProblems([], {style: plainStyle})).toBe('');
});
