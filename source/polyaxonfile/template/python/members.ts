import {escapeHtml} from './escape-html.ts';
import {formatBraces} from './format-braces.ts';
import {itemsOf} from './items.ts';
import {dictMethods} from './methods/dict.ts';
import {listMethods, rangeParts, sequenceMethods} from './methods/list.ts';
import {callable, type Methods} from './methods/method.ts';
import {floatAttributes, floatMethods, wholeAttributes, wholeMethods} from './methods/number.ts';
import {refused} from './methods/refused.ts';
import {textMethods} from './methods/text.ts';
import {printPython} from './print.ts';
import type {Tools} from './tools.ts';
import {isDict, isMarkup, isPythonList, isRange, isSpace, isTuple, type Markup, markup, type Parameters, type Python, textIn, tuple} from './values.ts';

/** What a value has: `find` gives an attribute or method; the names of all; those that Python has besides, with the reason why they are not here. */
export type Members = {
	readonly find: (name: string) => Python | undefined;
	readonly known: readonly string[];
	readonly refused: Readonly<Record<string, string>>;
};

/** What a value has by its type. */
export function membersOf(value: Python, tools: Tools): Members {
	const text = textIn(value);
	if (text !== undefined && text.length > 100) tools.spend(text.length / 20);
	if (typeof value === 'string') return table(value, textMethods, {}, refused.text, tools);
	if (typeof value === 'bigint' || typeof value === 'boolean') return table(BigInt(value), wholeMethods, wholeAttributes, refused.int, tools);
	if (typeof value === 'number') return table(value, floatMethods, floatAttributes, refused.float, tools);
	if (isMarkup(value)) return {...table(value.text, textMethods, {}, refused.text, tools), find: name => markupMethod(value, name, tools)};
	// Only methods that change a list write to it
	if (isPythonList(value)) return table(value as Python[], {...sequenceMethods, ...listMethods}, {}, {}, tools);
	if (isDict(value)) return table(value, dictMethods, {}, {}, tools);
	if (isRange(value)) return {...table([], sequenceMethods, {}, {}, tools), find: name => rangeMember(value, name, tools)};
	if (isSpace(value)) return {find: name => value.attributes.get(name), known: [...value.attributes.keys()], refused: {}};
	if (!isTuple(value)) return {find: () => undefined, known: [], refused: {}};
	const labels = value.labels ?? [];
	const members = table(value.items, sequenceMethods, {}, {}, tools);
	return {...members, find: name => (labels.includes(name) ? value.items[labels.indexOf(name)] : members.find(name))};
}

function table<T>(
	value: T,
	methods: Methods<T>,
	attributes: Readonly<Record<string, (value: T) => Python>>,
	left: Readonly<Record<string, string>> = {},
	tools: Tools,
): Members {
	return {
		find: name => {
			const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
			if (method) return callable(name, method, value, tools);
			return Object.hasOwn(attributes, name) ? attributes[name]?.(value) : undefined;
		},
		known: [...Object.keys(attributes), ...Object.keys(methods)],
		refused: left,
	};
}

function rangeMember(value: Extract<Python, {readonly type: 'range'}>, name: string, tools: Tools): Python | undefined {
	const part = Object.hasOwn(rangeParts, name) ? rangeParts[name] : undefined;
	if (part) return part(value);
	const method = Object.hasOwn(sequenceMethods, name) ? sequenceMethods[name] : undefined;
	return method && callable(name, method, itemsOf(value, tools), tools);
}

/** Methods of MarkupSafe's Markup that give text which does not count as HTML, or none at all. */
const plainResults = new Set(
	Object.keys(textMethods).filter(
		name => name.startsWith('is') || ['startswith', 'endswith', 'find', 'rfind', 'index', 'rindex', 'count', 'maketrans'].includes(name),
	),
);
/** Those that do not escape what they are given. */
const unescaped = new Set([...plainResults, 'split', 'rsplit', 'splitlines']);

/** A method of text that counts as HTML: what it is given is escaped, and what it gives counts as HTML too. */
function markupMethod({text}: Markup, name: string, tools: Tools): Python | undefined {
	const method = Object.hasOwn(textMethods, name) ? textMethods[name] : undefined;
	if (!method) return undefined;
	const plain = callable(name, method, text, tools);
	if (plainResults.has(name)) return plain;
	return {
		...plain,
		call: parameters => counted(name === 'format' ? formatBraces(text, parameters, tools, escapeHtml) : plain.call(escaped(name, parameters, tools))),
	};
}

function escaped(name: string, parameters: Parameters, tools: Tools): Parameters {
	if (unescaped.has(name)) return parameters;
	if (name === 'join') return {...parameters, positional: parameters.positional.map(items => itemsOf(items, tools).map(item => escapeValue(item, tools)))};
	const guarded = (value: Python) => (textIn(value) === undefined ? value : escapeValue(value, tools));
	return {positional: parameters.positional.map(guarded), named: new Map([...parameters.named].map(([key, value]) => [key, guarded(value)] as const))};
}

function escapeValue(value: Python, {spend}: Tools): string {
	return isMarkup(value) ? value.text : escapeHtml(printPython(value, spend));
}

function counted(value: Python): Python {
	if (typeof value === 'string') return markup(value);
	if (isPythonList(value)) return value.map(counted);
	return isTuple(value) ? tuple(value.items.map(counted)) : value;
}
