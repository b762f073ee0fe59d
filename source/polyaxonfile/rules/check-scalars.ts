import {meantHint} from '../names.ts';
import {Numeral} from '../numeral.ts';
import {printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import type {NumberRule, Report, Rule, TextRule} from './rule.ts';
import {falseWords, numberText, trueWords, wholeText} from './scalar-words.ts';
import {describe, expected, hintFor} from './wording.ts';

/** How values are looked at. */
export type Checking = {
	readonly report: Report;
	/** Templates are evaluated already: text may have become something else, and what is left of `{{ }}` is text. */
	readonly isRendered: boolean;
	/** Texts here are never evaluated. */
	readonly isPlain?: boolean;
	/** An `if` or `for` is evaluated here. */
	readonly hasOperators?: boolean;
	/** What the sections of the file were read as, filled by the first check: those that evaluation leaves as they are need no second one. */
	readonly sections?: Map<string, {readonly value: Value; readonly read: unknown; readonly wrong?: ReadonlyArray<Problem['path']>}>;
	/** The file says that it is of a newer version. */
	readonly isNewer?: boolean;
};

/** Whether a text is evaluated to another one. */
export function hasTemplate(text: string): boolean {
	return /\{[{%#]/.test(text);
}

/** Text, right as far as it is no template. */
export function checkText(rule: TextRule, value: Value, path: Problem['path'], checking: Checking): string | undefined {
	if (typeof value !== 'string') return wrongType(rule, value, path, checking);
	if (!checking.isRendered && !checking.isPlain && hasTemplate(value)) return value;
	if (rule.pattern && !rule.pattern.test(value)) {
		checking.report({code: rule.code ?? 'wrong-value', path, ...(rule.why?.(value) ?? {message: `${nameOf(path)} cannot be "${value}".`})});
		return undefined;
	}
	return rule.choices ? checkChoice(rule.choices, rule.code, value, path, checking) : value;
}

function checkChoice(choices: readonly string[], code: string | undefined, value: string, path: Problem['path'], {report}: Checking): string | undefined {
	if (choices.includes(value)) return value;
	// Words that may also be written in capitals are listed once
	const shown = choices.filter((word, index) => choices.findIndex(each => each.toLowerCase() === word.toLowerCase()) === index);
	report({
		code: code ?? 'wrong-value',
		path,
		message: `"${value}" is none of the words that ${path.findLast(step => typeof step === 'string') ?? 'this'} can be.`,
		hint: meantHint(value, shown, words => `Write one of: ${words}.`),
	});
	return undefined;
}

/** A number, also one that is text; undefined without a report where zero means none. */
export function checkNumber(rule: NumberRule, value: Value, path: Problem['path'], checking: Checking): number | undefined {
	if (!isNumeric(rule, value)) return wrongType(rule, value, path, checking);
	const number = typeof value === 'string' ? Number(value.replaceAll('_', '')) : Number(value);
	if (!Number.isFinite(number)) return wrongType(rule, value, path, checking);
	const result = rule.isWhole ? Math.trunc(number) : number;
	if (rule.isNoneAtZero && result === 0) return undefined;
	if (rule.least === undefined || result >= rule.least) return result;
	checking.report({
		code: 'wrong-value',
		path,
		message: `${nameOf(path)} must be at least ${rule.least}, not ${printValue(value)}.`,
		hint: `Write ${rule.least} or more.`,
	});
	return undefined;
}

/** Whether a value is a number of the kind that a rule wants, or text that is one. */
export function isNumeric({isWhole, isExact}: NumberRule, value: Value): value is number | Numeral | string {
	if (isExact) return Number.isInteger(value) || (value instanceof Numeral && !value.isFloat);
	return typeof value === 'number' || value instanceof Numeral || (typeof value === 'string' && (isWhole ? wholeText : numberText).test(value));
}

/** What a value means where true or false is wanted; undefined for others. */
export function flagOf(value: Value): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value : typeof value === 'number' || value instanceof Numeral ? String(Number(value)) : '';
	if (trueWords.includes(word)) return true;
	return falseWords.includes(word) ? false : undefined;
}

/** Reports that a value is not what the rule wants. */
export function wrongType(rule: Rule, value: Value, path: Problem['path'], checking: Checking): undefined {
	const isEvaluated = checking.isRendered && !checking.isPlain;
	const what = typeof path.at(-1) === 'number' ? `An entry of ${nameOf(path)}` : nameOf(path);
	const hint = (rule.type === 'number' && rule.fix?.(value)) || hintFor(rule, value, isEvaluated);
	checking.report({
		code: isEvaluated ? 'reads-as-literal' : 'wrong-type',
		path,
		message: `${what} must be ${expected(rule)}, not ${describe(value)}${isEvaluated ? ', once its template is evaluated' : ''}.`,
		hint,
	});
}

/** The last key of a path. */
export function nameOf(path: Problem['path']): string {
	return String([...path].reverse().find(step => typeof step === 'string') ?? 'The file');
}
