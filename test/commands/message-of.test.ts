import {expect, test} from 'vitest';
import {messageOf} from '../../source/commands/message-of.ts';
import {UserError} from '../../source/user-error.ts';

const fromSystem = (code: string, syscall: string, path?: string) => Object.assign(new Error(`${code}: something, ${syscall}`), {code, syscall, path});

test("a user's mistake is its message alone, with the exit code that it asks for", () => {
	expect(messageOf(new UserError('What is wrong. What to do.'))).toEqual({message: 'What is wrong. What to do.', code: 2});
	expect(messageOf(new UserError('The run failed.', 1))).toEqual({message: 'The run failed.', code: 1});
});

test.each([
	['ENOSPC', 'The disk is full.'],
	['EROFS', 'The disk is read-only.'],
	['EACCES', 'You have no right to do that there.'],
])('what the machine refuses (%s) is said in words, with what to do', (code, words) => {
	const {message, code: exitCode} = messageOf(fromSystem(code, 'open', '/data/runs'));
	expect(message).toContain(`Could not use /data/runs (${code}). ${words}`);
	expect(exitCode).toBe(2);
});

test('a folder that was deleted under the program is said in words', () => {
	expect(messageOf(fromSystem('ENOENT', 'uv_cwd'))).toEqual({message: 'This folder has been deleted. Change to another one.', code: 2});
});

test('anything else is a bug: its stack, printable, and exit code 1', () => {
	const {message, code} = messageOf(new TypeError('x is \u001b[31mundefined'));
	expect(message).toMatch(/^A bug in polyaxon-tui: TypeError: x is .*undefined\n +at /);
	expect(message).not.toContain('\u001b');
	expect(code).toBe(1);
	expect(messageOf('thrown text')).toEqual({message: 'A bug in polyaxon-tui: thrown text', code: 1});
});
