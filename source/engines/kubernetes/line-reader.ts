/** A line of a log and when it was written, in milliseconds since 1970. */
export type TimedLine = {readonly text: string; readonly at: number};

/** Longer lines are cut: what is looked for stands at their beginning. */
const longest = 10_000;

/** Puts bytes of a log together to lines. */
export function createLineReader(): {push(bytes: Buffer, times: readonly number[]): readonly TimedLine[]} {
	let rest = '';
	const decoder = new TextDecoder();
	return {
		push(bytes, times) {
			const parts = `${rest}${decoder.decode(bytes, {stream: true})}`.split('\n');
			rest = (parts.pop() ?? '').slice(0, longest);
			return parts.map((text, index) => ({text: text.slice(0, longest), at: times[index] ?? times.at(-1) ?? 0}));
		},
	};
}
