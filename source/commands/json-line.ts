import {toJsonText} from '../terminal/json-text.ts';

/** One value as one line of JSON. */
export function toJsonLine(value: unknown): string {
	return `${toJsonText(value)}\n`;
}
