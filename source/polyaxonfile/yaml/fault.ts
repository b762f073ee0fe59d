/** What can be wrong with a text that is to be YAML. The words for each are in `explain.ts`. */
export type FaultKind =
	| 'after-bracket'
	| 'after-end'
	| 'after-value'
	| 'alias-name'
	| 'bad-start'
	| 'block-header'
	| 'dash-here'
	| 'directive'
	| 'double-anchor'
	| 'escape'
	| 'indentation'
	| 'long-key'
	| 'no-colon'
	| 'no-key'
	| 'no-value'
	| 'open-bracket'
	| 'open-quote'
	| 'question-here'
	| 'second-colon'
	| 'several-documents'
	| 'tag'
	| 'too-deep'
	| 'unknown-anchor'
	| 'yaml-version';

/** The first thing that keeps a text from being one YAML document. Caught in `read.ts`; offsets are into the text. */
export class YamlFault extends Error {
	override readonly name = 'YamlFault';

	constructor(
		readonly kind: FaultKind,
		readonly start: number,
		readonly end = start + 1,
		/** Where the innermost bracket stands that is open there. */
		readonly open?: number,
	) {
		super(kind);
	}
}
