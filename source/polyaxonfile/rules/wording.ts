import {Numeral} from '../numeral.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';
import type {Rule} from './rule.ts';

/** What a rule wants, as it stands in a sentence after "must be". */
export function expected(rule: Rule): string {
	switch (rule.type) {
		case 'text':
			return 'text';
		case 'number':
			return rule.isWhole ? 'a whole number' : 'a number';
		case 'flag':
			return 'true or false';
		case 'list':
			return rule.of.type === 'text' ? 'a list of texts' : 'a list';
		case 'text-or-list':
			return 'text or a list of texts';
		case 'map':
		case 'variant':
			return 'keys with values';
		case 'either':
			return rule.expected;
		case 'section':
			return `keys with values (${Object.keys(rule.keys).slice(0, 4).join(', ')}${Object.keys(rule.keys).length > 4 ? ', …' : ''})`;
		case 'any':
		case 'own':
			return 'a value';
	}
}

/** What a value is, as it stands in a sentence after "not". */
export function describe(value: Value): string {
	if (value === null) return 'nothing';
	if (typeof value === 'boolean') return value ? 'true' : 'false';
	if (typeof value === 'string') return value.includes('\n') || value.length > 40 ? 'text' : `the text "${value}"`;
	if (typeof value === 'number' || value instanceof Numeral) return `the number ${printValue(value)}`;
	return isList(value) ? 'a list' : 'keys with values';
}

/** How to turn the value into what the rule wants. */
export function hintFor(rule: Rule, value: Value, isRendered: boolean): string {
	switch (rule.type) {
		case 'text':
		case 'text-or-list':
			return hintForText(rule, value, isRendered);
		case 'number':
			return `Write ${expected(rule)}, such as ${Math.max(1, rule.least ?? 1)}.`;
		case 'flag':
			return 'Write true or false.';
		case 'list':
			return 'Write each entry on a line of its own, with "- " before it.';
		case 'section':
			return `Write it on lines of their own, two blanks further in: "${Object.keys(rule.keys)[0] ?? 'key'}: …".`;
		case 'variant':
			return `Write it on lines of their own, two blanks further in: "${rule.by}: ${Object.keys(rule.cases)[0]}".`;
		case 'map':
			return 'Write it on lines of their own, two blanks further in: "key: value".';
		case 'either':
			return `Write ${rule.expected}.`;
		case 'any':
		case 'own':
			return 'Write a value.';
	}
}

function hintForText(rule: Rule, value: Value, isRendered: boolean): string {
	if (isRendered) return "Text that is a Python value is evaluated. To keep it as text, write Python's quotes inside the others: \"'…'\".";
	if (value === null) return 'Write the text, or delete the entry.';
	if (isList(value))
		return rule.type === 'text' ? 'Write one text. Where the key can have several, each is an entry of its own.' : 'Write one text or a list of texts.';
	if (isMapping(value)) return 'If the text has ": " or starts with {, put it in quotes.';
	return 'Put it in quotes.';
}
