/** One value as one line of JSON with no character in it that a terminal would obey: JSON itself leaves C1 controls, DEL and bidi marks as they are. */
export function toJsonLine(value: unknown): string {
	const text = JSON.stringify(value).replaceAll(
		/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
		character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return `${text}\n`;
}
