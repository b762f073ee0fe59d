// What JSON leaves as it is and a terminal would obey (DEL, C1 controls) or be fooled by (marks that turn text around, and what is not seen).
const untouched = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value as JSON on one line, with no character in it that a terminal would obey. */
export function toJsonText(value: unknown): string {
	const text = JSON.stringify(value);
	return text.search(untouched) === -1 ? text : text.replace(untouched, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
