import type {Cursor} from './cursor.ts';
import {type FaultKind, YamlFault} from './fault.ts';
import type {Token, TokenKind} from './token.ts';

/** Where the cutting of a text into tokens stands. */
export type Scanner = {
	readonly cursor: Cursor;
	/** Cut and not yet taken. */
	readonly tokens: Token[];
	/** How many were taken. */
	taken: number;
	/** The column of the block that the cursor is in; -1 outside of all. */
	indent: number;
	readonly indents: number[];
	/** The offsets of the brackets that are open. */
	readonly brackets: number[];
	readonly keys: PossibleKey[];
	/** Whether a key may start at the cursor, or a list. */
	allowsKey: boolean;
	isDone: boolean;
	/** Texts in quotes that go over several lines: one of them may lack its end. */
	readonly longTexts: Token[];
	/** Where the last text starts that was too long for a key. */
	longKey?: number;
};

/** What may turn out to be a key when its colon comes: the last at each depth of brackets, the outermost first. */
export type PossibleKey = {
	/** How many tokens come before it. */
	readonly number: number;
	readonly depth: number;
	readonly offset: number;
	readonly column: number;
	readonly lineStart: number;
	/** Whether nothing but a key can stand there. */
	readonly isRequired: boolean;
};

/** Adds a token of so many characters, and steps over them. */
export function add({tokens, cursor}: Scanner, kind: TokenKind, length: number): void {
	tokens.push({kind, start: cursor.offset, end: cursor.offset + length, text: ''});
	cursor.offset += length;
}

/** The fault that the next character is. */
export function fault({cursor, brackets}: Scanner, kind: FaultKind): YamlFault {
	return new YamlFault(kind, cursor.offset, cursor.offset + 1, brackets.at(-1));
}
