import type {Scalar} from 'yaml';

/** What a text is cut into. `key` stands before every key, also where no "?" is written; `block-map`, `block-list` and `block-end` come of the indentation. */
export type TokenKind =
	| '-'
	| ','
	| '['
	| ']'
	| '{'
	| '}'
	| 'alias'
	| 'anchor'
	| 'block-end'
	| 'block-list'
	| 'block-map'
	| 'directive'
	| 'document-end'
	| 'document-start'
	| 'end'
	| 'key'
	| 'scalar'
	| 'tag'
	| 'value';

/** A piece of a text. */
export type Token = {
	readonly kind: TokenKind;
	readonly start: number;
	readonly end: number;
	/** Of a scalar, an alias and an anchor; of a tag its handle, which may be empty, and its rest; of a directive its name and what follows. */
	readonly text: string;
	readonly rest?: string;
	readonly style?: Scalar.Type;
};
