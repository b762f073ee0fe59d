import type {LogSource} from '../../../source/ui/painter/log-source.ts';

/** Lines in memory that a test can change, counting how often they are read. */
export type Lines = LogSource & {
	readonly reads: number;
	push(...lines: string[]): void;
	/** Adds to the last line, as output without a newline does. */
	extend(text: string): void;
};

/** A source of lines, one a second from midnight on (UTC). */
export function createLines(first: readonly string[] = []): Lines {
	const all = [...first];
	let reads = 0;
	let isNew = false;
	return {
		get lineCount() {
			return all.length;
		},
		get reads() {
			return reads;
		},
		lines(from, count) {
			reads++;
			return all.slice(from, from + count);
		},
		times: (from, count) => all.slice(from, from + count).map((_, index) => (from + index) * 1000),
		refresh() {
			const was = isNew;
			isNew = false;
			return was;
		},
		push(...lines) {
			all.push(...lines);
			isNew = true;
		},
		extend(text) {
			all.push((all.pop() ?? '') + text);
			isNew = true;
		},
	};
}

/** `name 0` … */
export function numbered(name: string, count: number): string[] {
	return Array.from({length: count}, (_, line) => `${name} ${line}`);
}
