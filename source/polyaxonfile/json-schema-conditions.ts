import {type JsonSchema, template, wordSchema} from './json-schema-values.ts';
import {choicesOf, ruleAt} from './rules/choices.ts';
import {filledSchema} from './rules/filled.ts';
import type {Choice, Condition, Key, Need, SectionRule} from './rules/rule.ts';

/** What must hold between the keys of a section, as far as its rule says it as data. */
export function conditionsOf(rule: SectionRule): readonly JsonSchema[] {
	const twoNames = Object.entries<Key>(rule.keys).filter(([, key]) => key.isNeeded && key.otherName !== undefined);
	return [
		...twoNames.map(([name, {otherName}]) => ({anyOf: [{required: [name]}, {required: [otherName]}]})),
		...choicesOf(rule).map(choice => choiceSchema(rule, choice)),
		...(rule.needs ?? []).map(need => needSchema(rule, need)),
	];
}

function choiceSchema(rule: SectionRule, {keys, none}: Choice): JsonSchema {
	const given = keys.map(key => {
		const names = (typeof key === 'string' ? [key] : key).map(name => filled(rule, name));
		return names.length === 1 ? names[0]! : {anyOf: names};
	});
	return {oneOf: none ? given : [...given, {not: {anyOf: given}}]};
}

function needSchema(rule: SectionRule, {where, needs}: Need): JsonSchema {
	return {anyOf: [{not: conditionSchema(rule, where, false)}, conditionSchema(rule, needs, true)]};
}

/** Whether a condition holds; `isOpen`: it may also come of a template. */
function conditionSchema(rule: SectionRule, {key, is, orMissing}: Condition, isOpen: boolean): JsonSchema {
	const words = is && wordSchema(ruleAt(rule, key) ?? {type: 'any'}, is);
	const holds = filled(rule, key, words && (isOpen ? {anyOf: [words, template]} : words));
	return orMissing ? {anyOf: [holds, {not: filled(rule, key)}]} : holds;
}

/** A key, or one of a section under it, that has something. */
function filled(rule: SectionRule, key: string, more: JsonSchema = {}): JsonSchema {
	const value: JsonSchema = {...filledSchema(ruleAt(rule, key) ?? {type: 'any'}), ...more};
	return key.split('.').reduceRight((inner, step, index) => ({...(index === 0 ? {} : {type: 'object'}), required: [step], properties: {[step]: inner}}), value);
}
