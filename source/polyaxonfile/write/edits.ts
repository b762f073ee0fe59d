/** A stretch of the text, and what is to stand there instead. */
export type Edit = {readonly from: number; readonly to: number; readonly text: string};

/** The text with these edits, which do not overlap; of two at one place the first comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
	return edits
		.map((edit, index) => ({...edit, index}))
		.sort((a, b) => b.from - a.from || b.index - a.index)
		.reduce((now, edit) => now.slice(0, edit.from) + edit.text + now.slice(edit.to), text);
}
