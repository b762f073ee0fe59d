import {printFloat} from '../../numeral.ts';
import {type Reader, take} from './literal-reader.ts';
import type {Opaque, Python} from './values.ts';

/** A number of Python, also `0x10`, `1_000` and `1+2j`; undefined when none stands here. */
export function readNumber(reader: Reader): Python | undefined {
	const start = reader.at;
	const sign = take(reader, /[-+]\s*/y);
	const number = readUnsigned(reader);
	if (number === undefined) {
		reader.at = start;
		return undefined;
	}
	const isNegative = sign?.startsWith('-') === true;
	if (take(reader, /[jJ](?![\w.])/y)) return complex(isNegative ? -0 : undefined, isNegative ? -Number(number) : Number(number));
	const real = isNegative ? -number : number;
	return readImaginary(reader, Number(real)) ?? real;
}

/** `1+2j`. */
function readImaginary(reader: Reader, real: number): Opaque | undefined {
	const start = reader.at;
	const sign = take(reader, /[ \t\f]*[-+][ \t\f]*/y);
	const number = sign === undefined ? undefined : readUnsigned(reader);
	if (sign !== undefined && number !== undefined && take(reader, /[jJ](?![\w.])/y)) return complex(real, sign.includes('-') ? -Number(number) : Number(number));
	reader.at = start;
	return undefined;
}

/** A complex number as Python prints it. */
function complex(real: number | undefined, imaginary: number): Opaque {
	const part = (number: number) => printFloat(number).replace(/\.0$/, '');
	const inner = `${part(imaginary)}j`;
	const repr = real === undefined ? inner : `(${part(real)}${inner.startsWith('-') ? '' : '+'}${inner})`;
	return {type: 'opaque', name: 'complex number', repr};
}

function readUnsigned(reader: Reader): bigint | number | undefined {
	const float = take(
		reader,
		/(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.)(?:[eE][-+]?\d(?:_?\d)*)?(?!(?![jJ])[\w.])|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*(?!(?![jJ])[\w.])/y,
	);
	if (float !== undefined) return Number(float.replaceAll('_', ''));
	const whole = take(reader, /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?\d)*)(?!(?![jJ])[\w.])/y);
	// Python converts at most 4300 digits.
	return whole === undefined || whole.length > 4300 ? undefined : BigInt(whole.replaceAll('_', ''));
}
