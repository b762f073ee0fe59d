import type {Node} from 'yaml';
import {type FaultKind, YamlFault} from './fault.ts';
import type {Finding} from './finding.ts';
import {next, peek} from './scan.ts';
import type {Scanner} from './scanner.ts';
import type {Handles} from './tag.ts';
import type {Token, TokenKind} from './token.ts';

/** What the parts of the parser share while they make nodes of tokens. */
export type Composer = {
	readonly scanner: Scanner;
	readonly anchors: Map<string, Node>;
	/** What stands behind each alias. */
	readonly targets: Map<Node, Node>;
	/** What is wrong with single values. */
	readonly findings: Finding[];
	/** The offsets of the brackets that are open. */
	readonly brackets: number[];
	handles: Handles;
};

/** Whether the next token is of one of these kinds. */
export function isNext({scanner}: Composer, ...kinds: readonly TokenKind[]): boolean {
	return kinds.includes(peek(scanner).kind);
}

/** Takes the next token, which must be of this kind. */
export function expect(composer: Composer, kind: TokenKind, otherwise: FaultKind): Token {
	if (peek(composer.scanner).kind !== kind) throw fault(composer, otherwise);
	return next(composer.scanner);
}

/** The fault that the next token is. */
export function fault({scanner, brackets}: Composer, kind: FaultKind): YamlFault {
	const {start, end} = peek(scanner);
	return new YamlFault(kind, start, Math.max(end, start + 1), brackets.at(-1));
}
