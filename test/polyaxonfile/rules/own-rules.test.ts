import {Ajv2020} from 'ajv/dist/2020.js';
import {expect, test} from 'vitest';
import type {Problem} from '../../../source/polyaxonfile/problem.ts';
import {kinds} from '../../../source/polyaxonfile/rules/kind.ts';
import type {Key, OwnRule, Rule} from '../../../source/polyaxonfile/rules/rule.ts';
import {fileRule} from '../../../source/polyaxonfile/rules/sections.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';
import {createRandom} from '../../helpers/random.ts';
import {ownFor} from './random-values.ts';

/** The rules with a shape of their own, which have a reader and a schema side by side, under the keys that they stand at. */
const found = new Map<OwnRule, string>();
const seen = new Set<Rule>();
for (const kind of kinds) collect(fileRule(kind), kind);

function collect(rule: Rule, name: string): void {
	if (seen.has(rule)) return;
	seen.add(rule);
	if (rule.type === 'own') found.set(rule, name);
	if (rule.type === 'list') collect(rule.of, name);
	if (rule.type === 'map' && rule.of) collect(rule.of, name);
	if (rule.type === 'either') for (const each of rule.of) collect(each, name);
	if (rule.type === 'variant') for (const each of Object.values(rule.cases)) collect(each, name);
	if (rule.type === 'section') for (const [key, {rule: inner}] of Object.entries<Key>(rule.keys)) collect(inner, key);
}

/** What a schema cannot say: how large numbers are beside each other, and whether one has a point. It also takes a number where some readers of YAML make one of 0:10:5. */
const beyondSchema = /must be below|must not be 0|not the number|must be a number, not|below 1, not 0\.$/;

test.each([...found].filter(([, name]) => name !== 'version' && name !== 'kind').map(([rule, name]) => [name, rule] as const))(
	'%s: the schema takes what is read, and refuses what is not as far as a schema can',
	(_, rule) => {
		const validate = new Ajv2020({strictTypes: false}).compile(rule.schema);
		const random = createRandom(11);
		const counts = {taken: 0, refused: 0, missed: 0};
		for (let round = 0; round < 4000; round++) {
			const value = ownFor(random) as Value;
			const problems: Array<Omit<Problem, 'severity'> & {severity?: Problem['severity']}> = [];
			rule.read(value, [], problem => problems.push(problem));
			const errors = problems.filter(({severity}) => severity !== 'warning');
			const isTaken = validate(value);
			if (errors.length === 0) expect(isTaken, JSON.stringify(value)).toBe(true);
			if (isTaken && errors.length > 0) expect(errors[0]?.message, JSON.stringify(value)).toMatch(beyondSchema);
			counts[errors.length === 0 ? 'taken' : isTaken ? 'missed' : 'refused']++;
		}
		expect(counts.taken).toBeGreaterThan(20);
		expect(counts.refused).toBeGreaterThan(counts.missed);
	},
);

test('there are such rules', () => {
	expect([...new Set(found.values())].sort()).toEqual(
		'declarations env_vars geomspace kind linspace lognormal logspace loguniform model normal pvalues qlognormal qloguniform qnormal quniform range uniform version'.split(
			' ',
		),
	);
});
