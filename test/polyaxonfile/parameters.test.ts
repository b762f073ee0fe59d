import {expect, test} from 'vitest';
import {checkText, marksOf} from '../helpers/check-text.ts';

const file = (inputs: string, params: string, cmd = 't {{ lr }} {{ flag }}') => `version: 1
kind: experiment
inputs: ${inputs}
params: ${params}
run: {cmd: "${cmd}"}
`;
const inputs = '[{name: lr, type: float, is_optional: true, default: 0.2}, {name: flag, type: bool, is_flag: true}]';

test('inputs give their defaults, and a flag prints as an option or as nothing', () => {
	expect(checkText(file(inputs, '{flag: true}')).rendered?.command).toBe('t 0.2 --flag');
	expect(checkText(file(inputs, '{flag: no, lr: "1e-3"}')).rendered?.command).toBe('t 0.001');
	expect(checkText(file(inputs, '{}'), {flag: 'yes', lr: '0.5'}).rendered?.command).toBe('t 0.5 --flag');
});

test.each<[string, string, readonly string[]]>([
	[inputs, '{}', ['missing-input 3:68+39']],
	[inputs, '{flag: true, z: 1}', ['unexpected-parameter 4:25+1']],
	[inputs, '{flag: true, lr: 1}', ['wrong-type 4:26+1']],
	[inputs, '{flag: maybe}', ['wrong-type 4:16+5']],
	['[{name: a, type: int, is_list: true}]', '{a: [1, x]}', ['wrong-type 4:13+6']],
	['[{name: a, type: str, options: [x, y]}]', '{a: z}', ['wrong-value 4:13+1']],
	['[{name: a, type: dict}]', '{a: {b: 1}}', []],
	['[{name: a, type: gcs_path}]', '{a: s3://b}', ['wrong-type 4:13+6']],
	['[{name: a, type: int, default: 3}]', '{a: 1}', ['wrong-value 3:40+1']],
	['[{name: a, type: int, is_flag: true}]', '{a: 1}', ['wrong-value 3:40+4']],
	['[{name: a, type: int, is_optional: true, default: x}]', '{a: 1}', ['wrong-type 3:59+1']],
	['[{name: a, type: nit}]', '{a: 1}', ['unknown-word 3:26+3']],
	['[{type: int}]', '{}', ['missing-key 3:10+11']],
	['[{name: a}]', '{a: "{{ experiments.12.outputs.loss }}"}', ['reference 4:13+35']],
])('inputs %s with %s', (declared, params, marks) => {
	expect(marksOf(file(declared, params, 't'))).toEqual(marks);
});

test('a name of -P that only templates have is added, as the platform did; one that nothing has is told', () => {
	const text = 'version: 1\nkind: experiment\nbuild: {image: a}\nrun: {cmd: "t {{ n }}"}\n';
	expect(checkText(text, {n: '5'})).toMatchObject({problems: [], rendered: {command: 't 5'}});
	expect(checkText(text, {m: '5'}).problems.map(({code}) => code)).toEqual(['unknown-declaration', 'undeclared-name']);
});

test('what is wrong with a value of -P is said of -P', () => {
	const text = 'version: 1\nkind: experiment\nbuild: {image: a}\ninputs: [{name: lr, type: float}]\nparams: {lr: 0.1}\nrun: {cmd: "t {{ lr }}"}\n';
	expect(checkText(text, {lr: 'abc'}).problems).toMatchObject([
		{code: 'bad-parameter', path: [], message: '-P lr=abc: lr must be a number with a point, not abc.'},
	]);
});

test('of declarations and params the one that has something counts', () => {
	const text = 'version: 1\nkind: experiment\nbuild: {image: a}\ndeclarations: {}\nparams: {lr: 0.1}\nrun: {cmd: "t {{ lr }}"}\n';
	expect(checkText(text)).toMatchObject({problems: [], rendered: {command: 't 0.1'}});
});
