import type {Problem} from '../polyaxonfile/problem.ts';

const codes: ReadonlySet<string> = new Set(['baked-secret', 'env-not-bakeable']);

/** A text with stars in place of the values that problems call secrets, so that neither a screen nor a log has them. All columns stay as they are. */
export function hideValues(text: string, problems: readonly Problem[]): string {
	const hidden = problems.filter(({code, line}) => codes.has(code) && line !== undefined);
	if (hidden.length === 0) return text;
	// Lines and what ends them take turns
	const pieces = text.split(/(\r\n|\r|\n)/);
	for (const {line = 1, column = 1, length = 0} of hidden) {
		const at = (line - 1) * 2;
		const piece = pieces[at];
		if (piece !== undefined) pieces[at] = `${piece.slice(0, column - 1)}${'*'.repeat(length)}${piece.slice(column - 1 + length)}`;
	}
	return pieces.join('');
}
