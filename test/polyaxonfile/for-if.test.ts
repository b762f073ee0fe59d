import {expect, test} from 'vitest';
import {checkText} from '../helpers/check-text.ts';

const check = (cmd: string) => checkText(`version: 1\nkind: experiment\ndeclarations: {n: 3, net: cnn}\nrun:\n  cmd: ${cmd}\n`);
const commandOf = (cmd: string) => check(cmd).rendered?.command;
const messagesOf = (cmd: string) => check(cmd).problems.map(({message}) => message);

test('if and for of the releases up to 0.4 are evaluated', () => {
	expect(commandOf(`{if: {cond: "'{{ net }}' == 'cnn'", do: train deep, else_do: train}}`)).toBe('train deep');
	expect(commandOf(`{if: {cond: "{{ n }} > 5", do: a, else_do: [b, "c {{ n }}"]}}`)).toBe('b && c 3');
	expect(commandOf('{for: {len: "{{ n }}", do: "echo {{ index }}"}}')).toBe('echo 0 && echo 1 && echo 2');
	expect(commandOf('[a, {for: {len: 0, do: b}}]')).toBeUndefined();
	expect(commandOf('{for: {len: 2, index: i, do: ["x {{ i }}", y]}}')).toBe('x 0 && y && x 1 && y');
});

test('what is wrong with them is said', () => {
	expect(messagesOf('{if: {do: a}}')).toEqual(['"if" needs "cond".']);
	expect(messagesOf('{if: {cond: 1, do: a, esle_do: b}}')).toEqual(['"if" has no "esle_do".']);
	expect(messagesOf('{for: {len: x, do: a}}')).toEqual(['The len of a "for" must be a number.']);
	expect(messagesOf('{for: {len: 1000000000, do: a}}')).toEqual(['The template does too much.']);
	expect(messagesOf('{if: {cond: 1 == 2, do: a}}')).toEqual(['The command is empty once its templates are evaluated.']);
	expect(messagesOf('{foo: {cond: 1, do: a}}')).toEqual(['cmd must be text or a list of texts, not keys with values.']);
});
