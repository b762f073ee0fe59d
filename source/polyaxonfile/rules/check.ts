import {nearest} from '../names.ts';
import {Numeral} from '../numeral.ts';
import {isList, isMapping, printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {Key, NumberRule, Report, Rule, SectionRule, TextRule, ValueOf} from './rule.ts';
import {describe, expected, quoteHint} from './wording.ts';

/** How values are looked at. */
export type Checking = {
	readonly report: Report;
	/** Templates are evaluated already: text may have become something else, and what is left of `{{ }}` is text. */
	readonly isRendered: boolean;
};

/** Compares a value with a rule: gives what it means, or undefined and at least one report. */
export function check<const R extends Rule>(rule: R, value: Value, path: Problem['path'], checking: Checking): ValueOf<R> | undefined {
	return checkAny(rule, value, path, checking) as ValueOf<R> | undefined;
}

function checkAny(rule: Rule, value: Value, path: Problem['path'], checking: Checking): unknown {
	switch (rule.type) {
		case 'any':
			return value;
		case 'own':
			return rule.read(value, path, checking.report);
		case 'text':
			return checkText(rule, value, path, checking);
		case 'number':
			return checkNumber(rule, value, path, checking);
		case 'flag':
			return flagOf(value) ?? wrongType(rule, value, path, checking);
		case 'map':
			return isMapping(value) ? value : wrongType(rule, value, path, checking);
		case 'list':
			return isList(value) ? checkList(rule.of, value, path, checking) : wrongType(rule, value, path, checking);
		case 'text-or-list':
			if (isList(value)) return checkList({type: 'text'}, value, path, checking);
			return typeof value === 'string' ? value : wrongType(rule, value, path, checking);
		case 'section':
			return isMapping(value) ? checkSection(rule, value, path, checking) : wrongType(rule, value, path, checking);
	}
}

function checkText(rule: TextRule, value: Value, path: Problem['path'], checking: Checking): string | undefined {
	if (typeof value !== 'string') return wrongType(rule, value, path, checking);
	if (!checking.isRendered && /\{[{%#]/.test(value)) return value;
	const wrong = rule.check?.(value);
	if (wrong) {
		const end = wrong.indexOf('. ') + 1;
		checking.report({code: rule.code ?? 'wrong-value', path, message: end > 0 ? wrong.slice(0, end) : wrong, hint: end > 0 ? wrong.slice(end + 1) : undefined});
		return undefined;
	}
	if (!rule.choices || rule.choices.includes(value)) return value;
	const near = nearest(value, rule.choices);
	const message = `"${value}" is none of the words that can stand here.`;
	checking.report({code: rule.code ?? 'wrong-value', path, message, hint: near ? `Did you mean ${near}?` : `Write one of: ${rule.choices.join(', ')}.`});
	return undefined;
}

function checkNumber(rule: NumberRule, value: Value, path: Problem['path'], checking: Checking): number | undefined {
	const isNumeric =
		typeof value === 'number' || value instanceof Numeral || (typeof value === 'string' && /^\s*[-+]?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value));
	if (!isNumeric) return wrongType(rule, value, path, checking);
	const number = typeof value === 'string' ? Number(value.replaceAll('_', '')) : Number(value);
	return rule.isWhole ? Math.trunc(number) : number;
}

/** The words for true and false that the platform's schema library takes (marshmallow 3.0.0rc5). */
function flagOf(value: Value): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = printValue(value).toLowerCase();
	if (['1', 't', 'true', 'on', 'y', 'yes', '1.0'].includes(word)) return true;
	return ['0', 'f', 'false', 'off', 'n', 'no', '0.0'].includes(word) ? false : undefined;
}

function checkList(of: Rule, values: readonly Value[], path: Problem['path'], checking: Checking): readonly unknown[] | undefined {
	const checked = values.map((value, index) => checkAny(of, value, [...path, index], checking));
	return checked.includes(undefined) ? undefined : checked;
}

function checkSection(rule: SectionRule, values: {readonly [key: string]: Value}, path: Problem['path'], checking: Checking): unknown {
	const known = new Map<string, {name: string; key: Key}>();
	for (const [name, key] of Object.entries<Key>(rule.keys)) {
		known.set(name, {name, key});
		if (key.otherName) known.set(key.otherName, {name, key});
	}
	const result: Record<string, unknown> = {};
	for (const [written, value] of Object.entries(values)) {
		const found = known.get(written);
		if (!found) {
			reportUnknown(rule, written, [...path, written], [...known.keys()], checking.report);
			continue;
		}
		const {name, key} = found;
		if (key.otherName === written && values[name] !== undefined) {
			checking.report({
				code: 'both-names',
				path: [...path, written],
				message: `"${written}" and "${name}" are two names for the same section.`,
				hint: 'Put everything under one of them.',
			});
			continue;
		}
		if (value === null && !key.isNeverNull) continue;
		if (key.unused && !checking.isRendered) reportUnused(written, key.unused, [...path, written], checking.report);
		result[name] = checkAny(key.rule, value, [...path, written], checking);
	}
	if (rule.oneOf) checkOneOf(rule.oneOf, values, path, checking.report);
	return result;
}

function checkOneOf(oneOf: NonNullable<SectionRule['oneOf']>, values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	const given = oneOf.keys.filter(name => values[name] !== undefined && values[name] !== null && values[name] !== '');
	if (given.length === 0) report({code: 'missing-image', path, message: oneOf.none, hint: oneOf.hint});
	const [, second] = given;
	if (second) report({code: 'several-images', path: [...path, second], message: oneOf.several, hint: oneOf.hint});
}

function reportUnknown(rule: SectionRule, name: string, path: Problem['path'], known: readonly string[], report: Report): void {
	const stranger = rule.strangers && Object.hasOwn(rule.strangers, name) ? rule.strangers[name] : undefined;
	if (stranger) {
		report({path, ...stranger});
		return;
	}
	const near = nearest(name, known);
	const place = path.length > 1 ? ` under ${path.slice(0, -1).join('.')}` : '';
	report({code: 'unknown-key', path, message: `There is no key "${name}"${place}.`, hint: near ? `Did you mean ${near}?` : `Known keys: ${known.join(', ')}.`});
}

function reportUnused(name: string, reason: string, path: Problem['path'], report: Report): void {
	report({code: 'not-used-here', severity: 'warning', path, message: `"${name}" has no effect: ${reason}.`});
}

function wrongType(rule: Rule, value: Value, path: Problem['path'], checking: Checking): undefined {
	const name = [...path].reverse().find(step => typeof step === 'string') ?? 'The file';
	const what = typeof path.at(-1) === 'number' ? `An entry of ${name}` : name;
	const became = checking.isRendered ? ', once its template is evaluated' : '';
	const hint = (rule.type === 'number' && rule.fix?.(value)) || quoteHint(rule, value, checking.isRendered);
	checking.report({
		code: checking.isRendered ? 'reads-as-literal' : 'wrong-type',
		path,
		message: `${what} must be ${expected(rule)}, not ${describe(value)}${became}.`,
		hint,
	});
}
