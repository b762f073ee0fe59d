/** An amount of bytes for people: `999 B`, `12 KB`, `3.4 MB` (thousands, not 1024s). */
export function formatSize(bytes: number): string {
	const units = ['B', 'KB', 'MB', 'GB', 'TB'];
	const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
	const amount = bytes / 1000 ** power;
	return `${power > 1 && amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`;
}
