/** Index of the first of `height` lines out of `count`, so that the lines `from` … `to` are in sight, as near to the start as that allows. */
export function windowOf(count: number, from: number, to: number, height: number): number {
	const last = Math.max(0, count - height);
	const forEnd = Math.min(last, Math.max(0, to - height));
	return Math.min(forEnd, from);
}
