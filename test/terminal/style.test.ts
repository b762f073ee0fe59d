import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {capabilitiesOf} from '../../source/terminal/capabilities.ts';
import {createStyle} from '../../source/terminal/style.ts';
import {symbolsFor} from '../../source/terminal/symbols.ts';

const terminal = () => Object.assign(new PassThrough(), {isTTY: true});
const pipe = () => new PassThrough();
const red = (env: Record<string, string>, stdout = terminal()) => createStyle({env, stdout}).red('x') !== 'x';

test('styles use the colours of the terminal and end what they began', () => {
	const {red: inRed, bold, dim} = createStyle({env: {}, stdout: terminal()});
	expect(inRed('x')).toBe('\u001b[31mx\u001b[39m');
	expect(bold(`a${dim('b')}c`)).toBe('\u001b[1ma\u001b[2mb\u001b[22m\u001b[1mc\u001b[22m');
	expect(inRed('')).toBe('');
});

test('colours are for terminals, unless one asks otherwise', () => {
	expect(red({})).toBe(true);
	expect(red({NO_COLOR: '1'})).toBe(false);
	expect(red({NO_COLOR: ''})).toBe(true);
	expect(red({TERM: 'dumb'})).toBe(false);
	expect(red({FORCE_COLOR: '0'})).toBe(false);
	expect(red({FORCE_COLOR: '1', NO_COLOR: '1'})).toBe(true);
	expect(createStyle({env: {}, stdout: pipe()}).red('x')).toBe('x');
	expect(createStyle({env: {FORCE_COLOR: '1'}, stdout: pipe()}).red('x')).toBe('\u001b[31mx\u001b[39m');
});

test('interactive: both ends are terminals that can move the cursor, and it is no CI job', () => {
	const isInteractive = (env: Record<string, string>, stdin = terminal(), stdout = terminal()) => capabilitiesOf({env, stdin, stdout}).isInteractive;
	expect(isInteractive({TERM: 'xterm'})).toBe(true);
	expect(isInteractive({TERM: 'dumb'})).toBe(false);
	expect(isInteractive({CI: 'true'})).toBe(false);
	expect(isInteractive({CI: 'false'})).toBe(true);
	expect(capabilitiesOf({env: {}, stdin: pipe(), stdout: terminal()}).isInteractive).toBe(false);
	expect(capabilitiesOf({env: {}, stdin: terminal(), stdout: pipe()}).isInteractive).toBe(false);
});

test('unicode: what the locale says', () => {
	const hasUnicode = (env: Record<string, string>) => capabilitiesOf({env, stdin: terminal(), stdout: terminal()}).hasUnicode;
	expect(hasUnicode({LANG: 'de_DE.UTF-8'})).toBe(true);
	expect(hasUnicode({LANG: 'de_DE.UTF-8', LC_ALL: 'C'})).toBe(false);
	expect(hasUnicode({LANG: 'C.utf8'})).toBe(true);
	expect(hasUnicode({LANG: 'POSIX'})).toBe(false);
	expect(hasUnicode({LC_CTYPE: 'en_US.ISO-8859-1', LANG: 'C.UTF-8'})).toBe(false);
	expect(hasUnicode({LANG: 'C.UTF-8', TERM: 'linux'})).toBe(false);
	expect(hasUnicode({})).toBe(true);
});

test('without unicode all symbols are ASCII', () => {
	const {spinner, ...others} = symbolsFor(false);
	expect([...Object.values(others), ...spinner].join('')).toMatch(/^[ -~]*$/);
	expect(symbolsFor(true).done).toBe('✓');
});
