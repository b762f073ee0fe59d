const powers: Readonly<Record<string, number>> = {
	n: 1e-9,
	u: 1e-6,
	m: 1e-3,
	'': 1,
	k: 1e3,
	M: 1e6,
	G: 1e9,
	T: 1e12,
	P: 1e15,
	E: 1e18,
	Ki: 2 ** 10,
	Mi: 2 ** 20,
	Gi: 2 ** 30,
	Ti: 2 ** 40,
	Pi: 2 ** 50,
	Ei: 2 ** 60,
};

/** The number of a quantity as Kubernetes writes it: `500m`, `8Gi`, `1e3`; NaN when it is none. (apimachinery, resource.Quantity) */
export function numberOf(quantity: string): number {
	const [, number = '', suffix = '', exponent] = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)?|([eE][+-]?\d+))$/.exec(quantity) ?? [];
	return number === '' ? Number.NaN : exponent === undefined ? Number(number) * (powers[suffix] ?? Number.NaN) : Number(number + exponent);
}

/** An amount as a person reads it: bytes in the largest unit that keeps them short, everything else as a number. */
export function amountText(resource: string, amount: number): string {
	if (!/memory|storage|hugepages/.test(resource)) return String(rounded(amount));
	const unit = ['Ti', 'Gi', 'Mi', 'Ki'].find(name => amount >= (powers[name] ?? 1)) ?? '';
	return `${rounded(amount / (powers[unit] ?? 1))}${unit}`;
}

function rounded(number: number): number {
	return Number(number.toFixed(number < 1 ? 3 : 1));
}
