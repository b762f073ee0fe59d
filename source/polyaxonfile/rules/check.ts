import {isOperator} from '../for-if.ts';
import {nearest} from '../names.ts';
import {Numeral} from '../numeral.ts';
import {isList, isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {readLiteral} from '../template/literal.ts';
import {type Checking, checkNumber, checkText, flagOf, hasTemplate, wrongType} from './check-scalars.ts';
import type {EitherRule, Key, Report, Rule, SectionRule, ValueOf, VariantRule} from './rule.ts';
import {placeOf, reportUnknown} from './unknown-key.ts';

/** Compares a value with a rule: gives what it means, or undefined and at least one report. */
export function check<const R extends Rule>(rule: R, value: Value, path: Problem['path'], checking: Checking): ValueOf<R> | undefined {
	return checkAny(rule, value, path, checking) as ValueOf<R> | undefined;
}

/** As `check`, for a rule whose type is not known. */
export function checkAny(rule: Rule, value: Value, path: Problem['path'], checking: Checking): unknown {
	if (isLater(rule, value, checking)) return undefined;
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
			return typeof value === 'number' || value instanceof Numeral;
		case 'flag':
			return flagOf(value) !== undefined;
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

/** What the keys mean under the names of the section; those that are right also when others are wrong. */
function checkSection(rule: SectionRule, values: {readonly [key: string]: Value}, path: Problem['path'], checking: Checking): unknown {
	const {names: known, needed} = keysOf(rule);
	const result: Record<string, unknown> = {};
	let isRight = true;
	const reporting: Checking = {
		...checking,
		report: problem => {
			isRight &&= problem.severity === 'warning';
			checking.report(problem);
		},
	};
	for (const [written, value] of Object.entries(values)) {
		const found = known.get(written);
		if (!found) reportUnknown(rule, written, [...path, written], [...known.keys()], reporting.report);
		else if (found.key.otherName === written && isGiven(values[found.name])) reportBoth(found.name, written, path, reporting.report);
		else if (value !== null || found.key.isNeverNull || found.key.isNeeded) result[found.name] = checkKey(found.key, written, value, path, reporting);
	}
	// Whoever wrote "imgae" is told of that, not of what is missing for it
	const slips = new Set(Object.keys(values).flatMap(name => (known.has(name) ? [] : (nearest(name, known.keys()) ?? []))));
	for (const [name, key] of needed) {
		if (!slips.has(name) && values[name] === undefined && (key.otherName === undefined || values[key.otherName] === undefined))
			reporting.report({
				code: 'missing-key',
				path,
				message: `"${name}" is missing${placeOf([...path, name])}.`,
				hint: key.example ?? `${key.description} Write it: "${name}: …".`,
			});
	}
	if (rule.oneOf && !rule.oneOf.keys.some(name => slips.has(name))) checkOneOf(rule.oneOf, values, path, reporting.report);
	if (isRight) rule.also?.(values, path, reporting.report);
	return result;
}

function checkKey(key: Key, written: string, value: Value, path: Problem['path'], checking: Checking): unknown {
	const before = path.length === 0 ? checking.sections?.get(written) : undefined;
	if (before?.value === value) return before.read;
	if (key.unused && value !== null && !checking.isRendered)
		checking.report({code: 'not-used-here', severity: 'warning', path: [...path, written], message: `"${written}" has no effect: ${key.unused}.`});
	const own = key.isPlain || key.hasOperators ? {...checking, isPlain: key.isPlain, hasOperators: key.hasOperators} : checking;
	const read = checkAny(key.rule, value, [...path, written], own);
	if (path.length === 0) checking.sections?.set(written, {value, read});
	return read;
}

type Known = {
	readonly names: ReadonlyMap<string, {readonly name: string; readonly key: Key}>;
	readonly needed: ReadonlyArray<readonly [name: string, key: Key]>;
};

/** Rules never change, and every section of every file asks. */
const knownOf = new WeakMap<SectionRule, Known>();

function keysOf(rule: SectionRule): Known {
	const known = knownOf.get(rule) ?? readKeys(rule);
	knownOf.set(rule, known);
	return known;
}

function readKeys({keys}: SectionRule): Known {
	const entries = Object.entries<Key>(keys);
	const names = entries.flatMap(([name, key]) => [name, ...(key.otherName === undefined ? [] : [key.otherName])].map(each => [each, {name, key}] as const));
	return {names: new Map(names), needed: entries.filter(([, key]) => key.isNeeded)};
}

/** The platform took two names for one thing only when both had something. */
function isGiven(value: Value | undefined): boolean {
	return value !== undefined && value !== null;
}

function reportBoth(name: string, other: string, path: Problem['path'], report: Report): void {
	report({
		code: 'both-names',
		path: [...path, other],
		message: `"${other}" and "${name}" are two names for the same section.`,
		hint: 'Put everything under one of them.',
	});
}

function checkOneOf(oneOf: NonNullable<SectionRule['oneOf']>, values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	const given = oneOf.keys.filter(name => isGiven(values[name]) && values[name] !== '');
	if (!oneOf.keys.some(name => isGiven(values[name]))) report({code: 'missing-image', path, message: oneOf.none, hint: oneOf.hint});
	const [first, second] = given;
	if (second)
		report({code: 'several-images', path: [...path, second], message: `"${first}" and "${second}" both say what to build from.`, hint: 'Keep one of them.'});
}
