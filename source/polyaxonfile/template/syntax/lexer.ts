import {stripEnd, stripStart} from '../python/python-text.ts';
import {TemplateError} from '../python/values.ts';
import {cutToken, match, type Token} from './cut-token.ts';

/** A piece of a template: text to print, or what stands between `{{ }}` or `{% %}`. Offsets are into the template. */
export type Piece =
	| {readonly type: 'text'; readonly text: string}
	| {
			readonly type: 'print' | 'statement';
			readonly tokens: readonly Token[];
			readonly start: number;
			readonly end: number;
			/** Why there are no more tokens. */
			readonly error?: TemplateError;
	  };

/** A template in pieces, and what is wrong outside of them. */
export type Pieces = {readonly pieces: readonly Piece[]; readonly errors: readonly TemplateError[]};

/** Cuts a template into pieces, as Jinja2 does with its default delimiters: `-` beside a delimiter takes the blanks next to it away. */
export function cutTemplate(template: string): Pieces {
	const pieces: Piece[] = [];
	const errors: TemplateError[] = [];
	let at = 0;
	let isStripping = false;
	const addText = (end: number, isStrippedAfter: boolean) => {
		let text = template.slice(at, end);
		if (isStripping) text = stripStart(text);
		if (isStrippedAfter) text = stripEnd(text);
		if (text) pieces.push({type: 'text', text});
	};
	const opening = /\{[{%#]/g;
	for (;;) {
		opening.lastIndex = at;
		const match = opening.exec(template);
		if (!match) {
			addText(template.length, false);
			return {pieces, errors};
		}
		const open = match.index;
		addText(open, template[open + 2] === '-');
		const cut =
			match[0] === '{#' ? cutComment(template, open) : (cutRaw(template, open) ?? cutExpression(template, open, match[0] === '{{' ? 'print' : 'statement'));
		if (cut.piece) pieces.push(cut.piece);
		if (cut.error) errors.push(cut.error);
		({end: at, isStripping} = cut);
	}
}

type Cut = {readonly piece?: Piece; readonly error?: TemplateError; readonly end: number; readonly isStripping: boolean};

function cutComment(template: string, open: number): Cut {
	const start = open + (template[open + 2] === '-' ? 3 : 2);
	// With nothing after it Jinja2 does not miss the end
	if (open + 2 === template.length) return {end: template.length, isStripping: false};
	const close = template.indexOf('#}', start);
	if (close >= 0) return {end: close + 2, isStripping: close > start && template[close - 1] === '-'};
	const error = new TemplateError(
		'"{#" starts a comment of the template, and no "#}" ends it.',
		open,
		open + 2,
		'Shell text such as ${#list[@]} has it too. Put such a command into a script file.',
	);
	return {error, end: open + 2, isStripping: false};
}

function cutRaw(template: string, open: number): Cut | undefined {
	const start = /\{%-?\s*raw\s*(-?)%\}/y;
	start.lastIndex = open;
	const begin = start.exec(template);
	if (!begin) return undefined;
	const stop = /\{%(-?)\s*endraw\s*(-?)%\}/g;
	stop.lastIndex = start.lastIndex;
	const end = stop.exec(template);
	if (!end && start.lastIndex === template.length) return {end: template.length, isStripping: false};
	if (!end) {
		const error = new TemplateError('The raw block is not ended.', open, start.lastIndex, 'Write {% endraw %} after it.');
		return {error, end: template.length, isStripping: false};
	}
	let text = template.slice(start.lastIndex, end.index);
	if (begin[1]) text = stripStart(text);
	if (end[1]) text = stripEnd(text);
	return {piece: {type: 'text', text}, end: stop.lastIndex, isStripping: end[2] === '-'};
}

const blanks = /(?:[^\S\ufeff]|\x1f)+/y;

type Open = {readonly start: number; readonly type: 'print' | 'statement'; readonly brackets: Token[]};

function cutExpression(template: string, start: number, type: 'print' | 'statement'): Cut {
	const close = type === 'print' ? /-?\}\}/y : /-?%\}/y;
	const open: Open = {start, type, brackets: []};
	const tokens: Token[] = [];
	let at = start + 2;
	if (template[at] === '-') at += 1;
	try {
		for (;;) {
			at = match(blanks, template, at)?.end ?? at;
			if (at >= template.length) throw unclosed(template, open);
			const end = open.brackets.length === 0 ? match(close, template, at) : undefined;
			if (end) return {piece: {type, tokens, start, end: end.end}, end: end.end, isStripping: end.text.startsWith('-')};
			const token = cutToken(template, at);
			if (token.type === 'operator') balance(token, open, template);
			tokens.push(token);
			at = token.end;
		}
	} catch (error) {
		if (!(error instanceof TemplateError)) throw error;
		// What was opened and never closed has swallowed what comes after it.
		const {end, next} = recover(template, error.start === start ? start + 2 : at);
		const known = tokens.filter(token => token.end <= end);
		return {piece: {type, tokens: known, start, end, error}, end: next, isStripping: false};
	}
}

/** Where a broken piece ends, and where the template goes on. */
function recover(template: string, from: number): {readonly end: number; readonly next: number} {
	const mark = /\}\}|%\}|\{[{%#]/g;
	mark.lastIndex = from;
	const found = mark.exec(template);
	if (!found) return {end: template.length, next: template.length};
	return {end: found.index, next: found[0].startsWith('{') ? found.index : mark.lastIndex};
}

function unclosed(template: string, {start, type, brackets}: Open): TemplateError {
	const [open, close] = type === 'print' ? ['{{', '}}'] : ['{%', '%}'];
	const bracket = brackets.at(-1);
	const mark = bracket && template.indexOf(close, bracket.end);
	if (bracket && mark !== undefined && mark >= 0)
		return new TemplateError(
			`"${bracket.text}" has no "${closing[bracket.text]}".`,
			bracket.start,
			bracket.end,
			`Write "${closing[bracket.text]}" before "${close}".`,
		);
	return new TemplateError(`"${open}" has no "${close}".`, start, template.length, `Write ${close} after the ${type === 'print' ? 'name' : 'statement'}.`);
}

const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'};

function balance(token: Token, {brackets, type}: Open, template: string): void {
	if (closing[token.text]) brackets.push(token);
	if (!')]}'.includes(token.text)) return;
	const open = brackets.pop();
	if (open && closing[open.text] === token.text) return;
	if (open) {
		const wanted = closing[open.text];
		throw new TemplateError(`"${token.text}" stands where "${wanted}" should be.`, token.start, token.end, `"${open.text}" is open: write "${wanted}" first.`);
	}
	if (token.text !== '}') throw new TemplateError(`There is a "${token.text}" too many.`, token.start, token.end, 'Take it away, or open it before.');
	const [start, end] = type === 'print' ? ['{{', '}}'] : ['{%', '%}'];
	const from = type === 'print' && template[token.start - 1] === '%' ? token.start - 1 : token.start;
	const to = type === 'statement' && template[token.end] === '}' ? token.end + 1 : token.end;
	const mark = template.slice(from, to);
	throw new TemplateError(`${mark === '}' ? 'One "}"' : `"${mark}"`} does not end the "${start}".`, from, to, `Write "${end}".`);
}
