import {Lexer} from 'yaml';

/** A piece of YAML as the `yaml` package's lexer cuts it; `isScalar` of plain texts and the contents of blocks. */
export type YamlToken = {readonly text: string; readonly offset: number; readonly isScalar: boolean};

/** The lexer's own marks, which are no part of the text: a document starts, a flow ends by an error, a plain text or a block's content follows. */
const scalarMark = '\x1f';
const marks = new Set(['\x02', '\x18', scalarMark]);

/** The tokens of a text, with their offsets. */
export function* tokensOf(text: string): Generator<YamlToken> {
	let offset = 0;
	let isScalar = false;
	for (const token of new Lexer().lex(text)) {
		if (marks.has(token)) {
			isScalar = token === scalarMark;
			continue;
		}
		yield {text: token, offset, isScalar};
		isScalar = false;
		offset += token.length;
	}
}
