/** Cores of a typed amount: `0.5`, `2`, `500m`. Undefined when it is none. */
export function coresOf(text: string): number | undefined {
	const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(m?)\s*$/.exec(text);
	if (!match) return undefined;
	const amount = Number(match[1]);
	return positive(match[2] === 'm' ? amount / 1000 : amount);
}

/** Mebibytes of a typed amount: `512` (Mi), `512Mi`, `2Gi`, `1G`; two decimals at most. Undefined when it is none. */
export function mebibytesOf(text: string): number | undefined {
	const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(?:([KMGT])(i?)B?)?\s*$/i.exec(text);
	if (!match) return undefined;
	const amount = Number(match[1]);
	if (match[2] === undefined) return positive(amount);
	const power = 'KMGT'.indexOf(match[2].toUpperCase()) + 1;
	const bytes = amount * (match[3] === '' ? 1000 : 1024) ** power;
	return positive(Math.round((bytes / 1024 ** 2) * 100) / 100);
}

/** A number of devices. Undefined when it is none. */
export function devicesOf(text: string): number | undefined {
	return /^\s*\d+\s*$/.test(text) ? positive(Number(text)) : undefined;
}

function positive(amount: number): number | undefined {
	return amount > 0 && Number.isFinite(amount) ? amount : undefined;
}
