import {attributeOf, itemOf} from './access.ts';
import {hashOf} from './equality.ts';
import {toAscii} from './format-percent.ts';
import {formatValue} from './format-spec.ts';
import {printPython, reprOf} from './print.ts';
import type {Tools} from './tools.ts';
import {isDict, isMissing, type Parameters, type Python, type TemplateError, wrong} from './values.ts';

/** Values that a text takes by place and by name, or from a dict (`format_map`). */
type Values = Parameters | {readonly dict: Python};

type Formatting = {readonly values: Values; readonly tools: Tools; readonly guard: (text: string) => string; next: number | 'given'};

/** Python's `'{} {name} {0:.2f} {a[0].b!r}'.format(…)`. `guard` changes what is put in. */
export function formatBraces(text: string, values: Values, tools: Tools, guard: (text: string) => string = each => each): string {
	tools.spend(text.length / 10);
	return fill(text, {values, tools, guard, next: 0}, 2);
}

function fill(text: string, formatting: Formatting, depth: number): string {
	let result = '';
	let at = 0;
	while (at < text.length) {
		const brace = /[{}]/g;
		brace.lastIndex = at;
		const open = brace.exec(text)?.index ?? text.length;
		result += text.slice(at, open);
		if (open === text.length) break;
		if (text[open + 1] === text[open]) {
			result += text[open];
			at = open + 2;
			continue;
		}
		if (text[open] === '}') throw wrong('There is a "}" without a "{" in the text.', 'For the sign itself write "}}".');
		const close = closing(text, open);
		result += field(text.slice(open + 1, close), formatting, depth);
		at = close + 1;
	}
	return result;
}

function closing(text: string, open: number): number {
	let depth = 0;
	for (let at = open; at < text.length; at++) {
		if (text[at] === '{') depth += 1;
		if (text[at] === '}') depth -= 1;
		if (depth === 0) return at;
	}
	throw wrong('There is a "{" without a "}" in the text.', 'For the sign itself write "{{".');
}

function field(text: string, formatting: Formatting, depth: number): string {
	if (depth === 0) throw wrong(`"{${text}}" is nested too deeply.`, 'Write the number itself.');
	const [, name = '', conversion, spec = ''] = /^((?:\[[^\]]*\]|[^!:[])*)(?:!([^:]?))?(?::([\s\S]*))?$/.exec(text) ?? [];
	if (!/^(?:\[[^\]]*\]|[^!:[])*(?:![rsa])?(?::[\s\S]*)?$/.test(text)) throw wrong(`"{${text}}" is not understood.`, 'Write {}, {name} or {name:format}.');
	const {tools, guard} = formatting;
	const value = lookUp(name, formatting);
	const inner = spec.includes('{') ? fill(spec, formatting, depth - 1) : spec;
	const converted =
		conversion === 'r'
			? reprOf(value, tools.spend)
			: conversion === 'a'
				? toAscii(reprOf(value, tools.spend))
				: conversion === 's'
					? printPython(value, tools.spend)
					: value;
	return guard(formatValue(converted, inner, tools));
}

function lookUp(text: string, formatting: Formatting): Python {
	const [, first = '', rest = ''] = /^([^.[]*)([\s\S]*)$/.exec(text) ?? [];
	let value = given(first, formatting);
	for (const [whole, attribute, key] of rest.matchAll(/\.([^.[]*)|\[([^\]]*)\]|[\s\S]/g)) {
		if (attribute === '' || key === '' || (attribute === undefined && key === undefined))
			throw wrong(`"{${text}}" is not understood: ${whole}.`, 'Write {name.attribute} or {name[key]}.');
		const found =
			attribute !== undefined
				? strictAttribute(value, attribute, formatting)
				: itemOf(value, /^\d+$/.test(key ?? '') ? BigInt(key ?? 0) : (key ?? ''), formatting.tools);
		if (isMissing(found)) throw wrong(`"{${text}}" has no value: ${found.message}.`, 'Give it one.');
		value = found;
	}
	return value;
}

/** Python's `format()` looks attributes up only, and no entries of dicts. */
function strictAttribute(value: Python, name: string, {tools}: Formatting): Python {
	return isDict(value) && value.entries.has(hashOf(name))
		? tools.missing(`A dict has no attribute "${name}": write [${name}]`)
		: attributeOf(value, name, tools);
}

function given(name: string, formatting: Formatting): Python {
	const {values} = formatting;
	if (!('positional' in values)) return named(values.dict, name, formatting);
	const isNumber = /^\d+$/.test(name);
	if (name === '' || isNumber) {
		if (name === '' ? formatting.next === 'given' : typeof formatting.next === 'number' && formatting.next > 0) throw mixed();
		const index = name === '' ? Number(formatting.next) : Number(name);
		formatting.next = name === '' ? index + 1 : 'given';
		const value = values.positional[index];
		if (value !== undefined) return value;
	} else {
		const value = values.named.get(name);
		if (value !== undefined) return value;
	}
	throw wrong(`There is no value for "{${name}}".`, 'Give format() one for each {}.');
}

function named(dict: Python, name: string, {tools}: Formatting): Python {
	const value = itemOf(dict, name, tools);
	if (isMissing(value)) throw wrong(`There is no value for "{${name}}".`, 'Add it to the dict.');
	return value;
}

function mixed(): TemplateError {
	return wrong('{} and {0} cannot stand in one text.', 'Number all of them or none.');
}
