import {conditionsOf} from './json-schema-conditions.ts';
import {evaluatedSchema, flagSchema, type JsonSchema, numberSchema, operator, textSchema} from './json-schema-values.ts';
import {header} from './rules/header.ts';
import {kinds} from './rules/kind.ts';
import type {Key, Rule, SectionRule} from './rules/rule.ts';
import {fileRule, olderBuildRule} from './rules/sections.ts';
import type {Kind} from './specification.ts';

/** Where a part of a file stands, as far as it changes what may be written there. */
type Place = Pick<Key, 'isPlain' | 'hasOperators'>;

/** Sections are written once, under `$defs`, however often they are used. */
type Definitions = {readonly names: Map<string, string>; readonly schemas: Record<string, JsonSchema>; readonly ids: Map<SectionRule, number>};

/** The JSON Schema (2020-12) of a polyaxonfile of any kind, made of the rules that `check` goes by. It says less: a check that a rule has as a function is not in it. */
export function createJsonSchema(): JsonSchema {
	const definitions: Definitions = {names: new Map(), schemas: {}, ids: new Map()};
	const branches = kinds.map(kind => ({
		if: {properties: {kind: {const: kind}}},
		// biome-ignore lint/suspicious/noThenProperty: it is the name of the keyword
		then: fileSchema(kind, definitions),
	}));
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: 'Polyaxonfile, version 1',
		description: 'What to run, in what, and where: https://github.com/polyaxon/polyaxon, releases 0.3.9 to 0.6.1.',
		type: 'object',
		required: ['version', 'kind'],
		properties: {
			version: propertySchema('version', header.version, {}, definitions),
			kind: propertySchema('kind', header.kind, {}, definitions),
		},
		allOf: branches,
		$defs: definitions.schemas,
	};
}

function fileSchema(kind: Kind, definitions: Definitions): JsonSchema {
	const file = sectionSchema(fileRule(kind), kind, {}, definitions);
	return kind === 'build' ? {anyOf: [file, sectionSchema(olderBuildRule, 'build-of-0.4.1', {}, definitions)]} : file;
}

function schemaOf(rule: Rule, name: string, place: Place, definitions: Definitions): JsonSchema {
	const bare = bareSchema(rule, name, place, definitions);
	const evaluated = place.isPlain ? undefined : evaluatedSchema(rule);
	const more = [
		...(evaluated ? [shared(...evaluated, definitions)] : []),
		...(place.hasOperators && rule.type !== 'any' ? [shared('operator', operator, definitions)] : []),
	];
	return more.length === 0 ? bare : {anyOf: [bare, ...more]};
}

function bareSchema(rule: Rule, name: string, place: Place, definitions: Definitions): JsonSchema {
	switch (rule.type) {
		case 'any':
			return rule.isNeverNull ? {not: {type: 'null'}} : {};
		case 'own':
			return rule.schema as JsonSchema;
		case 'text':
			return textSchema(rule);
		case 'number':
			return rule.least === undefined && !rule.isExact ? shared(rule.isWhole ? 'whole-number' : 'number', numberSchema(rule), definitions) : numberSchema(rule);
		case 'flag':
			return shared('true-or-false', flagSchema, definitions);
		case 'list':
			return {type: 'array', items: schemaOf(rule.of, name, place, definitions)};
		case 'text-or-list':
			return {anyOf: [{type: 'string'}, {type: 'array', items: {type: 'string'}}]};
		case 'map':
			return {type: 'object', ...(rule.of ? {additionalProperties: schemaOf(rule.of, name, place, definitions)} : {})};
		case 'either':
			return {anyOf: rule.of.map(each => bareSchema(each, name, place, definitions))};
		case 'variant':
			return {
				anyOf: Object.entries(rule.cases).map(([word, each]) => ({
					allOf: [{type: 'object', required: [rule.by], properties: {[rule.by]: {const: word}}}, sectionSchema(each, `${name}-${word}`, place, definitions)],
				})),
			};
		case 'section':
			return sectionSchema(rule, name, place, definitions);
	}
}

function sectionSchema(rule: SectionRule, name: string, place: Place, definitions: Definitions): JsonSchema {
	const id = definitions.ids.get(rule) ?? definitions.ids.size;
	definitions.ids.set(rule, id);
	const key = `${id} ${place.isPlain} ${place.hasOperators}`;
	const known = definitions.names.get(key);
	if (known !== undefined) return {$ref: `#/$defs/${known}`};
	const free = freeName(name, definitions.schemas);
	definitions.names.set(key, free);
	definitions.schemas[free] = {};
	definitions.schemas[free] = objectSchema(rule, place, definitions);
	return {$ref: `#/$defs/${free}`};
}

/** What many keys have is written once. */
function shared(name: string, schema: JsonSchema, {schemas}: Definitions): JsonSchema {
	schemas[name] ??= schema;
	return {$ref: `#/$defs/${name}`};
}

function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
	if (!Object.hasOwn(taken, name)) return name;
	let number = 2;
	while (Object.hasOwn(taken, `${name}-${number}`)) number++;
	return `${name}-${number}`;
}

function objectSchema(rule: SectionRule, place: Place, definitions: Definitions): JsonSchema {
	const properties: Record<string, JsonSchema> = {};
	for (const [name, key] of Object.entries<Key>(rule.keys)) {
		properties[name] = propertySchema(name, key, place, definitions);
		if (key.otherName !== undefined) properties[key.otherName] = {...properties[name], deprecated: true};
	}
	const needed = Object.entries<Key>(rule.keys).filter(([, key]) => key.isNeeded);
	const conditions = conditionsOf(rule);
	return {
		type: 'object',
		properties,
		additionalProperties: false,
		required: needed.filter(([, key]) => key.otherName === undefined).map(([name]) => name),
		...(conditions.length === 0 ? {} : {allOf: conditions}),
	};
}

function propertySchema(name: string, key: Key, place: Place, definitions: Definitions): JsonSchema {
	const inner = key.isPlain || key.hasOperators ? {isPlain: key.isPlain, hasOperators: key.hasOperators} : place;
	const schema = schemaOf(key.rule, name, inner, definitions);
	const isNullable = !key.isNeverNull && !key.isNeeded && key.rule.type !== 'any';
	const description = key.unused === undefined ? key.description : `${key.description} It has no effect here: ${key.unused}.`;
	return {description, ...(isNullable ? {anyOf: [schema, {type: 'null'}]} : schema), ...(key.empty ? {not: {enum: [[], {}]}} : {})};
}
