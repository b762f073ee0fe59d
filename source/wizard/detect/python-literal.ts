import {textToYaml} from '../yaml-text.ts';

/** A number, text or truth value of Python, as YAML to type for a declaration; undefined for everything else (`None`, expressions, lists). */
export function literalToYaml(python: string): string | undefined {
	const text = python.trim();
	if (/^[-+]?(?:0|[1-9][\d_]*|\d[\d_]*\.[\d_]*|\.\d[\d_]*)$/.test(text)) return text.replaceAll('_', '').replace(/^\+/, '');
	if (/^[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)[eE][-+]?\d+$/.test(text)) return fractionOf(Number(text.replaceAll('_', '')));
	if (text === 'True' || text === 'False') return text.toLowerCase();
	const quoted = /^[rRuU]?(?:'([^'\\\n]*)'|"([^"\\\n]*)")$/.exec(text);
	return quoted ? textToYaml(quoted[1] ?? quoted[2] ?? '') : undefined;
}

/** A float without an exponent where that is short, since YAML 1.1 reads `1e-3` as text. */
function fractionOf(number: number): string | undefined {
	if (!Number.isFinite(number)) return undefined;
	const size = Math.abs(number);
	if (number === 0) return '0.0';
	if (size >= 1e-6 && size < 1e15) return Number.isInteger(number) ? `${number}.0` : String(number);
	const [mantissa, exponent] = number.toExponential().split('e') as [string, string];
	return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`;
}
