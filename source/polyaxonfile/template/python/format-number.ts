import {roundedDigits, toFixedExact} from './round.ts';

/** `f`, `e` or `g` of a float with so many digits, as C writes it; `isLong` keeps the zeros of `g` and the point at the end. Capitals are not made here. */
export function formatFloat(letter: string, value: number, digits: number, isLong = false): string {
	if (Number.isNaN(value)) return 'nan';
	if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
	if (letter === 'f') return withPoint(toFixedExact(value, digits), isLong);
	if (letter === 'e') return withPoint(exponential(value, digits), isLong);
	const precision = Math.max(1, digits);
	const exponent = value === 0 ? 0 : Number(exponential(value, precision - 1).split('e')[1]);
	const text = exponent < -4 || exponent >= precision ? exponential(value, precision - 1) : toFixedExact(value, precision - 1 - exponent);
	if (isLong) return withPoint(text, true);
	return text.includes('.') ? text.replace(/\.?0+(?=e|$)/, '') : text;
}

function withPoint(text: string, isLong: boolean): string {
	return isLong && !text.includes('.') ? text.replace(/(?=e|$)/, '.') : text;
}

/** One digit, so many after the point, and an exponent of two digits at least. */
function exponential(value: number, digits: number): string {
	const sign = value < 0 || Object.is(value, -0) ? '-' : '';
	const size = Math.abs(value);
	if (size === 0) return `${sign}0${digits > 0 ? `.${'0'.repeat(digits)}` : ''}e+00`;
	let exponent = Number(size.toExponential().split('e')[1]);
	let text = String(roundedDigits(size, digits - exponent));
	// 9.99 may have become 10.0
	if (text.length > digits + 1) {
		exponent += 1;
		text = String(roundedDigits(size, digits - exponent));
	}
	const written = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
	return `${sign}${text[0]}${digits > 0 ? `.${text.slice(1)}` : ''}e${written}`;
}
