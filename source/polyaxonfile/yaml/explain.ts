import {YamlFault} from './fault.ts';
import type {Finding} from './finding.ts';
import type {Scanner} from './scanner.ts';
import type {Token} from './token.ts';
import {words} from './words.ts';

/** A fault in words, at what the person has to change: that may stand before the place where the reading stopped. */
export function explain(fault: YamlFault, {cursor: {text}, longTexts, longKey}: Scanner): Finding {
	return (
		tab(fault, text) ??
		elision(fault, text) ??
		template(fault, text) ??
		toFinding(openQuote(fault, text, longTexts) ?? openBracket(fault, text) ?? colon(fault, text, longKey) ?? outOfLine(fault, text) ?? fault, text)
	);
}

function toFinding({kind, start, end}: YamlFault, text: string): Finding {
	const {message, ...rest} = words[kind];
	return {
		code: 'not-yaml',
		...rest,
		message: message.replace('{}', () => text.slice(start + 1, end)),
		offset: Math.min(start, text.length),
		length: end - start,
	};
}

function tab({start}: YamlFault, text: string): Finding | undefined {
	if (text[start] !== '\t') return undefined;
	return {code: 'tab', message: 'There is a tab here. YAML takes spaces only.', hint: 'Replace the tab by spaces, two for a level.', offset: start, length: 1};
}

/** The faults that a line of dots brings, which the documentation has for other lines. */
const ofElision = new Set(['after-end', 'indentation', 'no-colon', 'no-value', 'second-colon', 'several-documents']);

function elision({kind, end}: YamlFault, text: string): Finding | undefined {
	const dots = ofElision.has(kind) ? /^[ \t]*\.\.\.[ \t]*$/m.exec(text) : undefined;
	if (!dots || dots.index > end) return undefined;
	return {
		code: 'not-yaml',
		message: 'The line "..." ends a document in YAML.',
		hint: 'In the documentation it stands for other lines. Put them there, or delete the dots.',
		offset: dots.index + dots[0].indexOf('.'),
		length: 3,
	};
}

const templateInLine = /[^'"\n\r]*?(?:[:-] +|[[,] *)(\{\{.*?(?:\}\}|$))/my;

function template({start}: YamlFault, text: string): Finding | undefined {
	const from = start - lineBefore(text, start).length;
	templateInLine.lastIndex = from;
	const found = templateInLine.exec(text);
	if (!found) return undefined;
	const length = found[1]?.length ?? 2;
	return {
		code: 'unquoted-template',
		message: 'A value that starts with {{ is a mapping in YAML.',
		hint: 'Put the whole value in quotes: "{{ name }}".',
		offset: from + found[0].length - length,
		length,
	};
}

/** Text after a text in quotes that began lines above: its own quote was the one that should have ended that. */
function openQuote({start}: YamlFault, text: string, longTexts: readonly Token[]): YamlFault | undefined {
	const before = longTexts.find(token => token.end <= start && !/[\n\r]/.test(text.slice(token.end, start)));
	return before && new YamlFault('open-quote', before.start);
}

function openBracket({kind, start, open}: YamlFault, text: string): YamlFault | undefined {
	if (open === undefined || kind === 'too-deep') return undefined;
	const isClosedHere = text[start] === (text[open] === '[' ? '}' : ']');
	return isClosedHere || start >= text.length || !isClosed(text, open) ? new YamlFault('open-bracket', open) : undefined;
}

/** Whether the bracket at an offset has its counterpart, as a person sees it. */
function isClosed(text: string, open: number): boolean {
	let depth = 0;
	const parts = /(?<=[\s,:[{])(?:"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^']*'|#[^\n\r]*)|[[\]{}]/g;
	parts.lastIndex = open;
	for (let found = parts.exec(text); found; found = parts.exec(text)) {
		if (found[0] === '[' || found[0] === '{') depth++;
		else if (found[0] === ']' || found[0] === '}') depth--;
		if (depth === 0) return true;
	}
	return false;
}

/** A colon that has no key before it, because what stands there is too long for one, or because it is the second on the line. */
function colon({kind, start}: YamlFault, text: string, longKey: number | undefined): YamlFault | undefined {
	if ((kind !== 'after-bracket' && kind !== 'second-colon') || text[start] !== ':') return undefined;
	const line = lineBefore(text, start);
	if (longKey !== undefined && longKey >= start - line.length && longKey < start) return new YamlFault('long-key', longKey, start);
	return kind === 'after-bracket' && /:[ \t]/.test(line) ? new YamlFault('second-colon', start) : undefined;
}

/** What is too much at the start of a line stands in the wrong column. */
function outOfLine({kind, start, end}: YamlFault, text: string): YamlFault | undefined {
	return kind === 'after-value' && lineBefore(text, start).trim() === '' ? new YamlFault('indentation', start, end) : undefined;
}

function lineBefore(text: string, offset: number): string {
	let from = offset;
	while (from > 0 && !/[\n\r]/.test(text[from - 1]!)) from--;
	return text.slice(from, offset);
}
