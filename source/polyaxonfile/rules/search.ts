import {flag, inAnyCase, type Need, number, oneOfAnyCase, section, text, whole, wholeFrom} from './rule.ts';

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
	{needs: [utilityNeed(['ucb'], 'kappa', '2.576'), utilityNeed(['ei', 'poi'], 'eps', '0.01')]},
);

/** `bo`: Bayesian optimisation. */
export const bayesian = section({
	utility_function: {rule: utility, description: 'How the next run is chosen.'},
	n_initial_trials: {rule: whole, description: 'How many runs are chosen by chance first.', isNeeded: true},
	n_iterations: {rule: whole, description: 'How many runs are then chosen by their results.', isNeeded: true},
	metric: {rule: metric, description: 'What is to be made best.', isNeeded: true},
});

function utilityNeed(names: readonly string[], key: string, example: string): Need {
	return {
		where: {key: 'acquisition_function', is: inAnyCase(names), orMissing: names.includes('ucb')},
		needs: {key},
		said: ({read}) => ({
			code: 'missing-key',
			message: `The acquisition function ${String(read.acquisition_function ?? 'ucb').toLowerCase()} needs "${key}".`,
			hint: `Write "${key}: ${example}" beside it.`,
		}),
	};
}
