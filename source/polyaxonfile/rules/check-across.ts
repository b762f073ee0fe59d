import {isMapping} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {hasTemplate} from './check-scalars.ts';
import {type KnownChoice, ruleAt} from './choices.ts';
import {isFilled} from './filled.ts';
import type {Condition, Need, ReadSection, SectionRule} from './rule.ts';

/** What is wrong in a section already: where, and the keys that were likely meant by unknown ones. */
type Faults = {readonly wrong: ReadonlyArray<Problem['path']>; readonly slips: ReadonlySet<string>};

/** Checks what must hold between the keys of a section. What reads a key that is wrong is left out, everything else is not. */
export function checkAcross(rule: SectionRule, choices: readonly KnownChoice[], section: ReadSection, faults: Faults): void {
	for (const choice of choices) checkChoice(choice, section, faults);
	for (const need of rule.needs ?? []) if (!isWrong([need.where.key, need.needs.key], section, faults)) checkNeed(rule, need, section);
	for (const {reads, check} of rule.also ?? []) if (!isWrong(reads, section, faults)) check(section);
}

/** Whether one of the keys, or something under or above it, is wrong. */
function isWrong(keys: readonly string[], {path}: ReadSection, {wrong, slips}: Faults): boolean {
	if (wrong.length === 0 && slips.size === 0) return false;
	return keys.some(key => {
		const steps = key.split('.');
		return slips.has(steps[0] ?? '') || wrong.some(each => isOnOneLine(each.slice(path.length), steps));
	});
}

/** Whether one of two paths leads through the other. The section itself is no such path: what is missing in it is no fault of another key. */
function isOnOneLine(one: Problem['path'], other: Problem['path']): boolean {
	const length = Math.min(one.length, other.length);
	return length > 0 && one.slice(0, length).every((step, index) => step === other[index]);
}

function checkChoice(choice: KnownChoice, section: ReadSection, faults: Faults): void {
	// Nearly always one of them is filled, and nothing has to be said
	const groups = new Set<number>();
	for (const [name, {group, rule}] of choice.members) if (isFilled(rule, section.written[name])) groups.add(group);
	if (groups.size > 1 || (groups.size === 0 && choice.none)) reportChoice(choice, section, faults);
}

function reportChoice({members, none, several}: KnownChoice, {written, path, report}: ReadSection, {slips}: Faults): void {
	const filled = Object.keys(written).flatMap(name => {
		const member = members.get(name);
		return member && isFilled(member.rule, written[name]) ? {name, group: member.group} : [];
	});
	const [first] = filled;
	const second = first && filled.find(({group}) => group !== first.group);
	const place = String(path.at(-1) ?? '');
	if (first && second) report({path: [...path, second.name], ...several(first.name, second.name, place)});
	const names = [...members.keys()];
	if (!none || first || names.some(name => slips.has(name))) return;
	const empty = names.find(name => written[name] === '');
	report({path: empty === undefined ? path : [...path, empty], ...none(place)});
}

function checkNeed(rule: SectionRule, {where, needs, at, said}: Need, section: ReadSection): void {
	if (holds(rule, where, section) !== true || holds(rule, needs, section) !== false) return;
	section.report({path: [...section.path, ...(at?.split('.') ?? [])], ...said(section)});
}

/** Whether a condition holds; undefined where that depends on a template. */
function holds(rule: SectionRule, {key, is, orMissing = false}: Condition, {read, written}: ReadSection): boolean | undefined {
	const steps = key.split('.');
	const value = steps.reduce<Value | undefined>((values, step) => (isMapping(values) ? values[step] : undefined), written);
	if (!isFilled(ruleAt(rule, key) ?? {type: 'any'}, value)) return orMissing;
	if (!is) return true;
	if (typeof value === 'string' && hasTemplate(value)) return undefined;
	const means = steps.reduce<unknown>((values, step) => (values as {readonly [key: string]: unknown} | undefined)?.[step], read);
	return means === undefined ? undefined : is.includes(means as string | boolean);
}
