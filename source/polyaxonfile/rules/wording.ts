import {Numeral} from '../numeral.ts';
import {isList, isMapping, printValue, quoteText} from '../print-value.ts';
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

/** How to turn the value into what the rule wants, where that is easy to see. */
export function quoteHint(rule: Rule, value: Value, isRendered: boolean): string | undefined {
	const wantsText = rule.type === 'text' || rule.type === 'text-or-list';
	if (wantsText && isRendered)
		return `Text that is a Python value is evaluated. To keep it as text, write Python's quotes around it too: "${quoteText(printValue(value)).replaceAll('"', '\\"')}".`;
	if (wantsText && (typeof value === 'number' || typeof value === 'boolean' || value instanceof Numeral)) return 'Put it in quotes.';
	if (wantsText && value === null) return 'Write the text, or delete the entry.';
	if (wantsText && isMapping(value)) return 'If the text has ": " or starts with {, put it in quotes.';
	if (rule.type === 'list' && !isList(value)) return 'Write each entry on a line of its own, with "- " before it.';
	if (rule.type === 'section') {
		const [first = 'key'] = Object.keys(rule.keys);
		return `Write it on lines of their own, two blanks further in: "${first}: …".`;
	}
	if (rule.type === 'map') return 'Write it on lines of their own, two blanks further in: "key: value".';
	return undefined;
}
