import type {YAMLParseError} from 'yaml';
import type {Problem} from './problem.ts';
import {tokensOf} from './yaml-tokens.ts';

/** What to say of one error of the YAML reader. `offset` is where the caret goes. */
export type YamlFinding = Pick<Problem, 'code' | 'message' | 'hint'> & {readonly offset: number; readonly length?: number};

/** The reader's error in the words of someone who writes YAML now and then, and what to do. */
export function yamlFinding(error: YAMLParseError, text: string): YamlFinding {
	const offset = Math.min(error.pos[0], text.length);
	const finding = wording(error, text, offset);
	const dots = finding === elision ? /^[ \t]*\.\.\.[ \t]*$/m.exec(text) : undefined;
	if (dots) return {...elision, offset: dots.index + dots[0].indexOf('.'), length: 3};
	if (error.message.startsWith('Missing closing')) return {...openQuote, offset: findOpenQuote(text, offset) ?? offset};
	return {...finding, offset, length: finding.length};
}

function wording(error: YAMLParseError, text: string, offset: number): Omit<YamlFinding, 'offset'> {
	const line = lineAt(text, offset);
	if (/^\s*\.\.\.\s*$/m.test(text) && (error.code === 'MULTIPLE_DOCS' || error.code === 'MULTILINE_IMPLICIT_KEY')) {
		return elision;
	}
	if (error.code === 'MULTIPLE_DOCS') {
		return {
			code: 'several-documents',
			message: 'The file holds several YAML documents.',
			hint: 'Keep one, and put the others into files of their own. A line "---" starts a new one.',
			length: 3,
		};
	}
	if (error.code === 'TAB_AS_INDENT' || /^\s*\t/.test(line)) return tabbed;
	if (/:\s*['"]?\{\{/.test(line) || /-\s+\{\{/.test(line)) {
		return {code: 'unquoted-template', message: 'A value that starts with {{ is a mapping in YAML.', hint: 'Put the whole value in quotes: "{{ name }}".'};
	}
	const known = messages[error.code];
	if (known) return notYaml(known.message, known.hint);
	return notYaml(`This is not YAML: ${error.message.toLowerCase()}.`, 'Look at this line and the one above it.');
}

const elision = notYaml('The line "..." ends a document in YAML.', 'In the documentation it stands for other lines. Put them there, or delete the dots.');
const openQuote = notYaml('This quote is not closed.', 'Write the same quote at the end of the text.');

const tabbed = {code: 'tab', message: 'There is a tab here. YAML takes spaces only.', hint: 'Replace the tab by spaces, two for a level.'} as const;

/** A tab where the platform's reader allows none: as indentation, between words, before a comment. */
export function tabFinding(offset: number): YamlFinding {
	return {...tabbed, offset, length: 1};
}

const messages: Readonly<Partial<Record<YAMLParseError['code'], {message: string; hint: string}>>> = {
	BAD_ALIAS: {message: 'A word that starts with "*" is an alias, and this one has no name.', hint: 'Put the value in quotes if it is text.'},
	BAD_DQ_ESCAPE: {message: 'This backslash sequence has no meaning between double quotes.', hint: 'Use single quotes, where a backslash is a backslash.'},
	BAD_INDENT: {
		message: 'The indentation does not fit the lines above, or a bracket is not closed.',
		hint: 'Put keys of one level in the same column, and close what was opened with [ or {.',
	},
	BAD_SCALAR_START: {message: 'Text cannot start with this character.', hint: 'Put the value in quotes.'},
	BLOCK_AS_IMPLICIT_KEY: {
		message: 'There is a second ": " on this line, or a key stands deeper than the value above.',
		hint: 'Put the value in single quotes if the colon belongs to it; else check the indentation.',
	},
	BLOCK_IN_FLOW: {message: 'A line starts in the middle of a list or mapping in brackets.', hint: 'Close the bracket first.'},
	IMPOSSIBLE: {message: 'This is not YAML.', hint: 'Look at this line and the one above it.'},
	MISSING_CHAR: {
		message: 'Something is not finished here: a quote that is not closed, or a key without ": ".',
		hint: 'Close the quote, or write "key: value".',
	},
	MULTILINE_IMPLICIT_KEY: {message: 'A key is missing its ": ", or a quote is not closed.', hint: 'Write "key: value", and check the line above.'},
	UNEXPECTED_TOKEN: {
		message: 'There is something after the end of this value.',
		hint: 'Put the whole value in quotes, or check the brackets and dashes on this line.',
	},
};

function notYaml(message: string, hint: string): Omit<YamlFinding, 'offset'> {
	return {code: 'not-yaml', message, hint};
}

function lineAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	const end = text.indexOf('\n', start);
	return text.slice(start, end < 0 ? text.length : end);
}

/** Where the quoted text starts that goes on to an offset. */
function findOpenQuote(text: string, end: number): number | undefined {
	for (const {text: token, offset} of tokensOf(text)) if (/^['"]/.test(token) && offset + token.length >= end) return offset;
	return undefined;
}
