import {expect, test} from 'vitest';
import {renderSpecification} from '../../source/polyaxonfile/render.ts';
import {checkText, marksOf} from '../helpers/check-text.ts';

const groupOf = (hptuning: string, rest = 'run: {cmd: "t {{ a }} {{ b }}"}') => `version: 1\nkind: group\nhptuning: ${hptuning}\n${rest}\n`;

function commandsOf(text: string): readonly (string | undefined)[] {
	const {specification} = checkText(text);
	return [...(specification?.group?.combinations() ?? [])].map(values => renderSpecification(specification!, values).rendered?.command);
}

test('a grid is every combination in the order of the file, up to its limit', () => {
	const matrix = 'matrix: {a: {values: [1, x, [2]]}, b: {linspace: [0, 1, 2]}}';
	expect(commandsOf(groupOf(`{${matrix}}`))).toEqual(['t 1 0.0', 't 1 1.0', 't x 0.0', 't x 1.0', 't [2] 0.0', 't [2] 1.0']);
	expect(commandsOf(groupOf(`{${matrix}, grid_search: {n_experiments: 2}}`))).toEqual(['t 1 0.0', 't 1 1.0']);
	expect(checkText(groupOf(`{${matrix}}`)).specification?.group).toMatchObject({search: 'grid', count: 6, isFixed: true});
});

test('declarations win over values of the matrix, and -P takes names of the matrix', () => {
	const text = groupOf('{matrix: {a: {values: [1, 2]}, b: {values: [3]}}}', 'declarations: {b: 9}\nrun: {cmd: "t {{ a }} {{ b }}"}');
	expect(commandsOf(text)).toEqual(['t 1 9', 't 2 9']);
	expect(checkText(text, {a: '5'}).rendered?.command).toBe('t 5 9');
	expect(marksOf(text, {c: '5'})).toEqual(['unknown-declaration undefined:undefined+undefined']);
});

test('a random search with a seed draws what numpy draws', () => {
	// np.random.RandomState(7): uniform(0, 1), then multinomial(1, [.2, .8]), twice; made with the platform's own parser
	const text = groupOf('{seed: 7, random_search: {n_experiments: 2}, matrix: {a: {uniform: [0, 1]}, b: {pvalues: [[x, 0.2], [y, 0.8]]}}}');
	expect(commandsOf(text)).toEqual(['t 0.07630828937395717 y', 't 0.4384092314408935 y']);
	expect(checkText(text).specification?.group).toMatchObject({search: 'random', count: 2, isFixed: true});
	expect(checkText(text.replace('seed: 7, ', '')).specification?.group?.isFixed).toBe(false);
});

test.each<[string, readonly string[]]>([
	['{matrix: {a: {values: []}}}', ['missing-key 3:21+1']],
	['{matrix: {a: {values: [1], range: "0:1:1"}}}', ['several-options 3:38+5']],
	['{matrix: {a: {range: [1, 0, 1]}}}', ['wrong-value 3:32+9']],
	['{matrix: {a: {range: "0:x:1"}}}', ['wrong-value 3:32+7']],
	['{matrix: {a: {linspace: {start: 0, stop: 1}}}}', ['wrong-value 3:35+19']],
	['{matrix: {a: {linspace: [0, 1, 2.5]}}}', ['wrong-value 3:35+11']],
	['{matrix: {a: {normal: [0, 1]}}}', ['not-in-algorithm 3:25+6']],
	['{bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: x}}, matrix: {a: {normal: [0, 1]}}}', ['not-in-algorithm 3:88+6']],
	['{random_search: {n_experiments: 0}, matrix: {a: {values: [1]}}}', ['wrong-value 3:43+1']],
	['{random_search: {}, matrix: {a: {values: [1]}}}', ['no-runs 3:27+2']],
	['{random_search: {n_experiments: 1}, grid_search: {}, matrix: {a: {values: [1]}}}', ['several-algorithms 3:47+11']],
	['{hyperband: {max_iter: 9, eta: 3, resource: {name: n}}, matrix: {a: {values: [1]}}}', ['missing-key 3:12+9']],
	['{hyperband: {max_iter: 9, eta: 1, resource: {name: n}, metric: {name: m}}, matrix: {a: {values: [1]}}}', ['no-runs 3:42+1']],
	['{matrix: {a: {pvalues: [[x, 0.6], [y, 0.6]]}}, random_search: {n_experiments: 1}}', ['wrong-value 3:34+20']],
	['{matrix: {a: {pvalues: [[x, 1]]}}, random_search: {n_experiments: 1}}', ['wrong-value 3:39+1']],
	['{matrix: {a: {values: [1, ]}}, seed: x}', ['wrong-type 3:48+1']],
	['{matrix: {a: {values: [1]}}, early_stopping: [{metric: m, policy: {kind: medain, evaluation_interval: 1}}]}', ['unknown-word 3:84+6']],
	['{matrix: {a: {values: [1]}}, early_stopping: [{metric: m, policy: {kind: truncation, evaluation_interval: 1}}]}', ['missing-key 3:69+6']],
	['{matrix: {a: {values: [1]}}, early_stopping: [{metric: m, policy: all}]}', []],
	[
		'{matrix: {a: {values: [1]}}, bo: {n_initial_trials: 1, n_iterations: 1, metric: {name: x}, utility_function: {acquisition_function: EI}}}',
		['missing-key 3:102+16'],
	],
])('hptuning: %s is marked at the very place', (hptuning, marks) => {
	const of = marksOf(groupOf(hptuning, 'declarations: {a: 1, b: 2}\nrun: {cmd: "t"}')).filter(mark => !mark.startsWith('not-used'));
	expect(of).toEqual(marks);
});

test('of a huge matrix nothing is made beforehand', () => {
	const text = groupOf('{matrix: {a: {range: [0, 1000000000, 1]}, b: {linspace: [0, 1, 1000000]}}}');
	expect(checkText(text).specification?.group?.count).toBe(1e15);
	expect(checkText(text).rendered?.command).toBe('t 0 0.0');
});

test('without a seed all who look at one reading see the same runs', () => {
	const {specification, rendered} = checkText(groupOf('{random_search: {n_experiments: 3}, matrix: {a: {uniform: [0, 1]}}}', 'run: {cmd: "{{ a }} x"}'));
	const runs = [...specification!.group!.combinations()];
	expect([...specification!.group!.combinations()]).toEqual(runs);
	expect(rendered?.command).toBe(`${runs[0]!.a} x`);
});

test('a range that YAML makes a number of is told to be quoted', () => {
	const {problems} = checkText(groupOf('{matrix: {a: {range: 1:5:1}}}', 'run: {cmd: "{{ a }} x"}'));
	expect(problems.find(({code}) => code === 'wrong-value')).toMatchObject({
		message: 'range must be start, stop, step, not the number 3901.',
		hint: 'YAML makes one number of digits with colons between them. Put it in quotes, or write start, stop, step as a list: [1, 2, 3].',
	});
});
