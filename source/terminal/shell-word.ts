/** A text as one word of a POSIX shell, for a person to copy: in quotes only where it needs them. */
export function shellWord(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
