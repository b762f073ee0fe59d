import type {Choice, Key, Rule, SectionRule} from './rule.ts';

/** A choice with its keys by name: which of them stand for one, and their rules. */
export type KnownChoice = Choice & {readonly members: ReadonlyMap<string, {readonly group: number; readonly rule: Rule}>};

/** Which keys of a section exclude each other: those of its rule, and the two names of one thing. */
export function choicesOf(rule: SectionRule): readonly KnownChoice[] {
	const twoNames = Object.entries<Key>(rule.keys).flatMap(([name, {otherName}]) =>
		otherName === undefined ? [] : [{keys: [name, otherName], several: bothNames}],
	);
	return [...(rule.choices ?? []), ...twoNames].map((choice: Choice) => {
		const members = choice.keys.flatMap((key, group) =>
			(typeof key === 'string' ? [key] : key).map(name => [name, {group, rule: ruleAt(rule, name) ?? {type: 'any'}}] as const),
		);
		return {...choice, members: new Map(members)};
	});
}

/** The platform took two names for one thing only when both had something. */
const bothNames: Choice['several'] = (first, second) => ({
	code: 'both-names',
	message: `"${second}" and "${first}" are two names for the same section.`,
	hint: 'Put everything under one of them.',
});

/** The rule of a key of a section, under either of its names, or of a key of a section under it: `environment.replicas`. */
export function ruleAt(rule: SectionRule, key: string): Rule | undefined {
	const known = rulesAt.get(rule) ?? new Map<string, Rule | undefined>();
	rulesAt.set(rule, known);
	if (!known.has(key)) known.set(key, findRule(rule, key));
	return known.get(key);
}

/** Rules never change, and every section of every file asks. */
const rulesAt = new WeakMap<SectionRule, Map<string, Rule | undefined>>();

function findRule(rule: SectionRule, key: string): Rule | undefined {
	const [first = '', ...rest] = key.split('.');
	const found = Object.entries<Key>(rule.keys).find(([name, {otherName}]) => name === first || otherName === first)?.[1].rule;
	return rest.length === 0 || !found ? found : found.type === 'section' ? ruleAt(found, rest.join('.')) : undefined;
}
