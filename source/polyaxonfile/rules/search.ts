import {printValue} from '../print-value.ts';
import type {Problem} from '../problem.ts';
import type {Value} from '../specification.ts';
import {flag, number, oneOfAnyCase, type Report, section, text, whole, wholeFrom} from './rule.ts';

/** Whether the highest or the lowest value is the best. */
export const optimization = oneOfAnyCase('maximize', 'minimize');

const metric = section({
	name: {rule: text, description: 'The metric.', isNeeded: true},
	optimization: {rule: optimization, description: 'Which way is better; maximize when it is not said.'},
});

/** `grid_search` and `random_search`. */
export const limited = section({n_experiments: {rule: wholeFrom(1), description: 'The most runs that are made.'}});

/** `hyperband`. */
export const hyperband = section({
	max_iter: {rule: wholeFrom(1), description: 'The most of the resource that one run gets.', isNeeded: true},
	eta: {rule: {...number, least: 0}, description: 'One in so many runs goes on to the next round.', isNeeded: true},
	resource: {
		rule: section({
			name: {rule: text, description: 'The declaration that has the resource, such as epochs.', isNeeded: true},
			type: {rule: oneOfAnyCase('int', 'float'), description: 'Whether the resource is whole; float when it is not said.'},
		}),
		description: 'What runs get more or less of.',
		isNeeded: true,
	},
	metric: {rule: metric, description: 'What runs are compared by.', isNeeded: true},
	resume: {rule: flag, description: 'Whether a run goes on from where it was, not from the start.'},
});

const utility = section(
	{
		acquisition_function: {rule: oneOfAnyCase('ucb', 'ei', 'poi'), description: 'How the next run is chosen; ucb when it is not said.'},
		gaussian_process: {
			rule: section({
				kernel: {rule: oneOfAnyCase('rbf', 'matern'), description: 'The kernel; matern when it is not said.'},
				length_scale: {rule: number, description: 'The length scale of the kernel.'},
				nu: {rule: number, description: 'How smooth the kernel is.'},
				n_restarts_optimizer: {rule: whole, description: 'How often its optimiser starts again.'},
			}),
			description: 'The model of the metric.',
		},
		kappa: {rule: number, description: 'How far ucb explores.'},
		eps: {rule: number, description: 'How far ei and poi explore.'},
		n_warmup: {rule: whole, description: 'How many points are tried by chance first.'},
		n_iter: {rule: whole, description: 'How many points are then looked at.'},
	},
	{also: checkUtility},
);

/** `bo`: Bayesian optimisation. */
export const bayesian = section({
	utility_function: {rule: utility, description: 'How the next run is chosen.'},
	n_initial_trials: {rule: whole, description: 'How many runs are chosen by chance first.', isNeeded: true},
	n_iterations: {rule: whole, description: 'How many runs are then chosen by their results.', isNeeded: true},
	metric: {rule: metric, description: 'What is to be made best.', isNeeded: true},
});

function checkUtility(values: {readonly [key: string]: Value}, path: Problem['path'], report: Report): void {
	const chosen = values.acquisition_function;
	const name = chosen === undefined || chosen === null ? 'ucb' : printValue(chosen).toLowerCase();
	const needed = name === 'ucb' ? 'kappa' : 'eps';
	if (values[needed] !== undefined && values[needed] !== null) return;
	report({
		code: 'missing-key',
		path,
		message: `The acquisition function ${name} needs "${needed}".`,
		hint: `Write "${needed}: ${needed === 'kappa' ? '2.576' : '0.01'}" beside it.`,
	});
}
