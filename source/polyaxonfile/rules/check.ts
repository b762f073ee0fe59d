import {isOperator} from '../for-if.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {readLiteral} from '../template/python/literal.ts';
import {type Checking, checkNumber, checkText, flagOf, hasTemplate, isNumeric, nameOf, wrongType} from './check-scalars.ts';
import {checkSection} from './check-section.ts';
import type {EitherRule, Rule, VariantRule} from './rule.ts';

/** Compares a value with a rule: gives what it means, or undefined and at least one report. */
export function checkAny(rule: Rule, value: Value, path: Problem['path'], checking: Checking): unknown {
	if (isLater(rule, value, checking)) return undefined;
	switch (rule.type) {
		case 'any':
			return value === null && rule.isNeverNull ? missingValue(path, checking) : value;
		case 'own':
			return rule.read(value, path, checking.report);
		case 'text':
			return checkText(rule, value, path, checking);
		case 'number':
			return checkNumber(rule, value, path, checking);
		case 'flag':
			return flagOf(value) ?? wrongType(rule, value, path, checking);
		case 'map':
			return isMapping(value) ? checkMap(rule.of, value, path, checking) : wrongType(rule, value, path, checking);
		case 'list':
			return isList(value) ? checkList(rule.of, value, path, checking) : wrongType(rule, value, path, checking);
		case 'text-or-list':
			if (isList(value)) return checkList({type: 'text'}, value, path, checking);
			return typeof value === 'string' ? value : wrongType(rule, value, path, checking);
		case 'either':
			return checkEither(rule, value, path, checking);
		case 'variant':
			return isMapping(value) ? checkVariant(rule, value, path, checking) : wrongType(rule, value, path, checking);
		case 'section':
			return isMapping(value) ? checkSection(rule, value, path, checking) : wrongType(rule, value, path, checking);
	}
}

function missingValue(path: Problem['path'], {report}: Checking): undefined {
	report({code: 'wrong-value', path, message: `An entry of ${nameOf(path)} cannot be nothing.`, hint: 'Write a value, or delete the entry.'});
}

/** What is evaluated to something else before a run is compared with the rule then. */
function isLater(rule: Rule, value: Value, {isRendered, isPlain, hasOperators}: Checking): boolean {
	if (isRendered || isPlain || rule.type === 'any') return false;
	if (typeof value !== 'string') return hasOperators === true && isOperator(value);
	return rule.type !== 'text' && rule.type !== 'text-or-list' && (hasTemplate(value) || readLiteral(value) !== undefined);
}

function checkList(of: Rule, values: readonly Value[], path: Problem['path'], checking: Checking): readonly unknown[] | undefined {
	const checked = values.map((value, index) => checkAny(of, value, [...path, index], checking));
	return checked.includes(undefined) ? undefined : checked;
}

function checkMap(of: Rule | undefined, values: {readonly [key: string]: Value}, path: Problem['path'], checking: Checking): unknown {
	if (!of) return values;
	const checked = Object.entries(values).map(([name, value]) => [name, checkAny(of, value, [...path, name], checking)] as const);
	return checked.some(([, value]) => value === undefined) ? undefined : Object.assign(Object.create(null), Object.fromEntries(checked));
}

function checkEither(rule: EitherRule, value: Value, path: Problem['path'], checking: Checking): unknown {
	const found = rule.of.find(each => hasShape(each, value));
	return found ? checkAny(found, value, path, checking) : wrongType(rule, value, path, checking);
}

function hasShape(rule: Rule, value: Value): boolean {
	switch (rule.type) {
		case 'section':
		case 'map':
		case 'variant':
			return isMapping(value);
		case 'list':
			return isList(value);
		case 'number':
			return isNumeric(rule, value);
		case 'flag':
			return typeof value === 'boolean';
		case 'text':
			return typeof value === 'string';
		case 'text-or-list':
			return typeof value === 'string' || isList(value);
		case 'either':
			return rule.of.some(each => hasShape(each, value));
		case 'any':
		case 'own':
			return true;
	}
}

function checkVariant(rule: VariantRule, values: {readonly [key: string]: Value}, path: Problem['path'], checking: Checking): unknown {
	const words = Object.keys(rule.cases);
	const word = values[rule.by];
	if (word === undefined || word === null) {
		checking.report({
			code: 'missing-key',
			path,
			message: `"${rule.by}" is missing here.`,
			hint: `Write "${rule.by}: ${words[0]}"${words.length > 1 ? `, or one of: ${words.slice(1).join(', ')}` : ''}.`,
		});
		return undefined;
	}
	const chosen = typeof word === 'string' && Object.hasOwn(rule.cases, word) ? rule.cases[word] : undefined;
	if (chosen) return checkSection(chosen, values, path, checking);
	checkText({type: 'text', choices: words, code: 'unknown-word'}, word, [...path, rule.by], checking);
	return undefined;
}
