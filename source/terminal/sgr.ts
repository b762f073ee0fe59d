/**
 * The colours and attributes in force, kept canonical so that hostile or endless sequences cannot grow.
 * Both colours are written as the parameters of a foreground colour: `31`, `97`, `38;5;200`.
 */
export type Sgr = {foreground: string; background: string; attributes: number};

/** Attributes that are kept: bold, dim, italic, underline, inverse, strike. Blinking and hidden text are not. */
const kept = [1, 2, 3, 4, 7, 9] as const;
const keptMask = kept.reduce((mask, code) => mask | (1 << code), 0);
const boldAndDim = (1 << 1) | (1 << 2);

/** Nothing in force: the terminal's own colours. */
export function plainSgr(): Sgr {
	return {foreground: '', background: '', attributes: 0};
}

/** The sequence that sets exactly this style, whatever was in force before; empty for the plain style. */
export function sgrSequence({foreground, background, attributes}: Sgr): string {
	if (foreground === '' && background === '' && attributes === 0) return '';
	let codes = '0';
	for (const code of kept) if (attributes & (1 << code)) codes += `;${code}`;
	if (foreground !== '') codes += `;${foreground}`;
	// Text in the colour of its ground is a way to hide it
	if (background !== '' && background !== foreground) codes += `;${asBackground(background)}`;
	return `\u001b[${codes}m`;
}

/** Changes the style as `ESC [ parameters m` would (ECMA-48 8.3.117, ISO 8613-6 for the colon forms). */
export function applySgr(sgr: Sgr, parameters: string, hasColour = true): void {
	const codes = parameters.split(';');
	for (let index = 0; index < codes.length; index++) {
		// Colon forms carry their values with them: 4:3 (curly underline), 38:5:n, 38:2::r:g:b
		const [head, ...values] = codes[index]!.split(':');
		const code = Number(head || 0);
		if (code === 38 || code === 48 || code === 58) {
			if (values.length === 0) {
				const length = codes[index + 1] === '5' ? 2 : codes[index + 1] === '2' ? 4 : 0;
				if (length === 0) return;
				values.push(...codes.slice(index + 1, index + 1 + length));
				index += length;
			} else if (values[0] === '2' && values.length === 5) values.splice(1, 1);
			if (isWholeColour(values) && hasColour) setColour(sgr, code, `38;${values.join(';')}`);
		} else if (code === 4 && values.length > 0) setAttribute(sgr, 4, values[0] !== '0');
		else applyCode(sgr, code, hasColour);
	}
}

function applyCode(sgr: Sgr, code: number, hasColour: boolean): void {
	if (code === 0) {
		sgr.foreground = '';
		sgr.background = '';
		sgr.attributes = 0;
	} else if (code <= 9) setAttribute(sgr, code, true);
	else if (code === 22) sgr.attributes &= ~boldAndDim;
	else if (code >= 23 && code <= 29) setAttribute(sgr, code - 20, false);
	else if (code === 39) sgr.foreground = '';
	else if (code === 49) sgr.background = '';
	else if (!hasColour) return;
	else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) setColour(sgr, 38, String(code));
	else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) setColour(sgr, 48, String(code - 10));
}

function setAttribute(sgr: Sgr, code: number, isOn: boolean): void {
	const bit = (1 << code) & keptMask;
	sgr.attributes = isOn ? sgr.attributes | bit : sgr.attributes & ~bit;
}

function setColour(sgr: Sgr, ground: number, colour: string): void {
	if (ground === 38) sgr.foreground = colour;
	else if (ground === 48) sgr.background = colour;
}

function isWholeColour(values: readonly string[]): boolean {
	return values.length === (values[0] === '5' ? 2 : 4) && values.every(value => /^\d{1,3}$/.test(value));
}

function asBackground(foreground: string): string {
	const [head, ...rest] = foreground.split(';');
	return [Number(head) + 10, ...rest].join(';');
}
