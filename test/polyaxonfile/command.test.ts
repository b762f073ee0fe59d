import {expect, test} from 'vitest';
import {toCommand} from '../../source/polyaxonfile/command.ts';

test('a list is joined with &&, a text is one command', () => {
	expect(toCommand('cmd1 && cmd2; cmd3 || cmd4')).toBe('cmd1 && cmd2; cmd3 || cmd4');
	expect(toCommand(['cmd1', 'cmd2', 'cmd3'])).toBe('cmd1 && cmd2 && cmd3');
	expect(toCommand(['a', '', 'b'])).toBe('a &&  && b');
	expect(toCommand([])).toBe('');
});

test('blanks and line ends become one blank, also between quotes', () => {
	expect(toCommand('  python  train.py\n--lr=1\t"a    b" ')).toBe('python train.py --lr=1 "a b"');
	expect(toCommand('a\u00a0b\u2003c\u001cd')).toBe('a b c d');
	expect(toCommand('a\ufeffb')).toBe('a\ufeffb');
});

test('backslashes around words vanish, so that continued lines become one', () => {
	expect(toCommand('python train.py \\\n  --a=1 \\\n  --b=2')).toBe('python train.py --a=1 --b=2');
	expect(toCommand('a \\\\ b\\c \\d\\')).toBe('a b\\c d');
});
