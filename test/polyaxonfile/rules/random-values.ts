import type {Key, OwnRule, Rule, SectionRule} from '../../../source/polyaxonfile/rules/rule.ts';
import type {Value} from '../../../source/polyaxonfile/specification.ts';
import type {Random} from '../../helpers/random.ts';

/** What may stand where something else is wanted: texts that Python reads as values, templates, words, numbers, nothing. */
const strays = [
	null,
	true,
	false,
	0,
	1,
	-1,
	2.5,
	'',
	'a',
	'a b',
	'x:y',
	'1',
	'1.0',
	' 5',
	'0x10',
	'1_000',
	'1e3',
	'-2',
	'512Mi',
	'yes',
	'True',
	'None',
	'off',
	'[1, 2]',
	"['a', 'b']",
	"{'a': 1}",
	'(1, 2)',
	'1, 2',
	"'a', 'b'",
	"'5'",
	"b'a'",
	'{1, 2}',
	'\n5',
	'1+2j',
	'"a"',
	'{{ a }}',
	'{% if a %}1{% endif %}',
	'{a',
	'# a',
	'0:1:0.1',
	'2018-01-01T00:00:00',
	[],
	{},
	[null],
	[1],
	['a'],
	[['A', 1]],
	{a: 1},
	{value: 1},
	{if: {cond: 'a', do: 'b'}},
	{for: {len: 2, do: 'b'}},
] as const;

/** A value that a rule may take, most of the time. */
export function valueFor(rule: Rule, random: Random, depth = 0): unknown {
	if (random.below(50) === 0) return random.pick(strays);
	switch (rule.type) {
		case 'any':
			return random.pick(strays);
		case 'text':
			return random.pick(
				rule.choices ??
					['a', 'a-b', 'python:3', 'h:5000/a:1', '{{ a }}', '2018-01-01T00:00:00', '7'].filter(
						text => random.below(20) === 0 || (rule.pattern?.test(text) ?? true),
					),
			);
		case 'text-or-list':
			return random.pick(['ls', '{{ a }}', ['ls', 'cd'], []]);
		case 'number':
			return random.pick([0, 1, 2, 0.5, '3', '0x10', '{{ a }}', '1.5', '1_0']);
		case 'flag':
			return random.pick([true, false, 0, 1, 'yes', 'F', 'True', '{{ a }}', '1.0']);
		case 'list':
			return Array.from({length: random.below(3)}, () => valueFor(rule.of, random, depth + 1));
		case 'map':
			return Object.fromEntries(
				Array.from({length: random.below(3)}, (_, at) => [
					random.pick(['a', 'lr', '1', 'a-b']) + at,
					rule.of ? valueFor(rule.of, random, depth + 1) : random.pick(strays),
				]),
			);
		case 'either':
			return valueFor(random.pick(rule.of), random, depth);
		case 'variant': {
			const [word, chosen] = random.pick(Object.entries(rule.cases));
			const value = valueFor(chosen, random, depth);
			return typeof value === 'object' && value !== null && !Array.isArray(value) && random.below(12) > 0 ? {...value, [rule.by]: word} : value;
		}
		case 'section':
			return sectionFor(rule, random, depth);
		case 'own':
			return readable(rule, random);
	}
}

/** Most of the time a value that the rule reads. */
function readable(rule: OwnRule, random: Random): unknown {
	for (let left = random.below(80); left > 0; left--) {
		const value = ownFor(random);
		let isRight = true;
		rule.read(value as Value, [], ({severity}) => void (isRight &&= severity === 'warning'));
		if (isRight) return value;
	}
	return ownFor(random);
}

function sectionFor(rule: SectionRule, random: Random, depth: number): Readonly<Record<string, unknown>> {
	const isCareful = random.below(15) > 0;
	const result: Record<string, unknown> = {};
	// Of keys that exclude each other one, mostly
	const left = new Set((rule.choices ?? []).flatMap(({keys, none}) => keys.flat().toSpliced(random.below(keys.length), none ? 1 : random.below(2))));
	const chosen = new Set((rule.choices ?? []).flatMap(({keys, none}) => (none ? keys.flat().filter(name => !left.has(name)) : [])));
	for (const [name, key] of Object.entries<Key>(rule.keys)) {
		if (isCareful && left.has(name)) continue;
		if (!(isCareful && (key.isNeeded || chosen.has(name))) && random.below(depth + 3) > 0) continue;
		const other = key.otherName ?? name;
		result[random.below(3) === 0 ? other : name] = valueFor(key.rule, random, depth + 1);
		if (!isCareful) result[other] = valueFor(key.rule, random, depth + 1);
	}
	if (!isCareful && random.below(3) === 0) result[random.pick(['foo', 'image', 'cmd'])] = random.pick(strays);
	return result;
}

/** What shapes of their own may look like: numbers in a row, pairs, names with values. */
export function ownFor(random: Random): unknown {
	const atom = () => random.pick(['A', 'A-B', 'A B', '', '1A', 0, 1, 2, 0.25, 0.5, 1.5, -1, '3', '0.5', 'x', true, null, '{{ a }}', [1]] as const);
	const row = () => Array.from({length: random.below(5)}, atom);
	const names = [
		'start',
		'stop',
		'step',
		'num',
		'base',
		'low',
		'high',
		'q',
		'loc',
		'scale',
		'size',
		'a',
		'model_type',
		'classifier',
		'Regressor',
		'class_name',
	];
	switch (random.below(6)) {
		case 0:
			return row().join(':');
		case 1:
			return row();
		case 2:
			return Array.from({length: random.below(4)}, row);
		case 3:
			return Object.fromEntries(Array.from({length: random.below(4)}, () => [random.pick(names), random.pick([atom(), 'classifier', 'foo', {}])]));
		case 4:
			return Object.fromEntries(
				[
					['start', 'stop', 'step'],
					['start', 'stop', 'num'],
					['low', 'high'],
					['loc', 'scale', 'q'],
				][random.below(4)]!.map(name => [name, atom()]),
			);
		default:
			return random.pick(strays);
	}
}
