/**
 * A number whose Python text a JavaScript number cannot carry: `1.0`, which is a float and not `1`, or a whole number above 2^53.
 * Arithmetic and JSON see the number; `String()` gives the text.
 */
export class Numeral {
	constructor(
		/** As Python prints it. */
		readonly text: string,
	) {}

	/** Whether Python has it as a float; else it is a whole number. */
	get isFloat(): boolean {
		return /[.e]/.test(this.text);
	}

	valueOf(): number {
		return Number(this.text);
	}

	toJSON(): number {
		return this.valueOf();
	}

	toString(): string {
		return this.text;
	}
}

/** A Python float as a value: a plain number where that cannot be taken for a whole one. */
export function floatValue(number: number): number | Numeral {
	return Number.isInteger(number) ? new Numeral(printFloat(number)) : number;
}

/** A Python int as a value: a plain number where JavaScript keeps every digit. */
export function intValue(number: bigint): number | Numeral {
	const plain = Number(number);
	return Number.isSafeInteger(plain) ? plain : new Numeral(String(number));
}

/** A float as Python 3 prints it: `1.0`, `1e-05`, `1e+16`, `inf`, `nan`. */
export function printFloat(number: number): string {
	if (Number.isNaN(number)) return 'nan';
	if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf';
	if (number === 0) return Object.is(number, -0) ? '-0.0' : '0.0';
	const [mantissa = '', exponentText = '0'] = number.toExponential().split('e');
	const exponent = Number(exponentText);
	// Python's repr() changes to an exponent below 1e-4 and from 1e16 on; both languages print the shortest digits that read back.
	if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
	const plain = exponent < 0 ? plainFraction(mantissa, -exponent) : String(number);
	return plain.includes('.') ? plain : `${plain}.0`;
}

function plainFraction(mantissa: string, places: number): string {
	const isNegative = mantissa.startsWith('-');
	const digits = mantissa.replace('-', '').replace('.', '');
	return `${isNegative ? '-' : ''}0.${'0'.repeat(places - 1)}${digits}`;
}
