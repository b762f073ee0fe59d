import type {FaultKind} from './fault.ts';
import {deepest} from './levels.ts';

/** What to say of each fault to someone who writes YAML now and then, and what to do. `{}` is what stands there. */
export const words: Readonly<Record<FaultKind, {readonly message: string; readonly hint: string; readonly code?: string}>> = {
	'after-bracket': {
		message: 'A comma or a closing bracket is missing before this.',
		hint: 'Put a text that has a comma, a question mark or a bracket in it in quotes.',
	},
	'after-end': {
		message: 'The value above ends here, and this does not belong to it.',
		hint: 'Put keys of one level in the same column, or the whole value in quotes.',
	},
	'after-value': {
		message: 'There is something after the end of this value.',
		hint: 'Put the whole value in quotes, or check the brackets and dashes on this line.',
	},
	'alias-name': {
		message: 'A word that starts with "*" or "&" is an alias or an anchor, and this is no name for one.',
		hint: 'Put the value in quotes if it is text.',
	},
	'bad-start': {message: 'Text cannot start with this character.', hint: 'Put the value in quotes.'},
	'block-header': {
		message: 'Nothing but "+", "-" and a digit can follow "|" or ">" on its line.',
		hint: 'Start the text on the next line, further in, or put it in quotes.',
	},
	'dash-here': {
		message: 'A list cannot start here.',
		hint: 'Put the dash on a line of its own under the key, or the whole value in quotes if the dash belongs to it.',
	},
	directive: {
		message: 'A line that starts with "%" is an order to the reader of YAML, and this is none.',
		hint: 'Delete the line, or indent it if it is text.',
	},
	'double-anchor': {message: 'There are two anchors of the name {}.', hint: 'Give one of them another name.'},
	escape: {message: 'This backslash sequence has no meaning between double quotes.', hint: 'Use single quotes, where a backslash is a backslash.'},
	indentation: {
		message: 'The indentation does not fit the lines above.',
		hint: 'Put keys of one level in the same column, and what belongs to a key further in.',
	},
	'long-key': {
		message: 'A key can have 1,024 characters, and this one has more.',
		hint: 'Write a shorter one, or put the value in quotes if the colon belongs to it.',
	},
	'no-colon': {message: 'A key is missing its ": ", or a quote is not closed.', hint: 'Write "key: value", and check the line above.'},
	'no-key': {message: 'There is no key before this colon.', hint: 'Write "key: value", or put the value in quotes if the colon belongs to it.'},
	'no-value': {message: 'There is no value before this.', hint: 'Write the value, or put it in quotes if this belongs to it.'},
	'open-bracket': {message: 'This bracket is not closed.', hint: 'Write the closing bracket after the last entry.'},
	'open-quote': {message: 'This quote is not closed.', hint: 'Write the same quote at the end of the text.'},
	'question-here': {message: 'A key cannot start here.', hint: 'Put the value in quotes if the question mark belongs to it.'},
	'second-colon': {
		message: 'There is a second ": " on this line, or a key stands deeper than the value above.',
		hint: 'Put the value in single quotes if the colon belongs to it; else check the indentation.',
	},
	'several-documents': {
		code: 'several-documents',
		message: 'The file holds several YAML documents.',
		hint: 'Keep one, and put the others into files of their own. A line "---" starts a new one.',
	},
	tag: {message: 'The platform knows no such tag (a word that starts with "!").', hint: 'Leave it away, or put the value in quotes.'},
	'too-deep': {code: 'too-deep', message: `Values are nested more than ${deepest} levels deep here.`, hint: 'Write the file with fewer levels.'},
	'unknown-anchor': {
		code: 'unknown-anchor',
		message: 'There is no anchor &{} before this alias.',
		hint: 'Put the value in quotes if it is text, such as a file pattern.',
	},
	'yaml-version': {message: 'The platform reads YAML of version 1.', hint: 'Delete the line.'},
};
