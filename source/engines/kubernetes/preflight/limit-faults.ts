import type {V1Container, V1PodSpec} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {LimitItem} from './limit-range.ts';
import {demandOf} from './pod-amounts.ts';
import {amountText, numberOf} from './quantity.ts';

/** Why a pod does not keep to the limits of a namespace; `hint` for a run, without a full stop. */
export type Fault = {readonly resource: string; readonly message: string; readonly hint: string};

/** What of a pod, or of one container as a pod, is outside of the limits; `spec` has the defaults filled in that the container `asked` does not have. */
export function rangeFaults(whose: string, items: readonly LimitItem[], spec: V1PodSpec, asked?: V1Container): readonly Fault[] {
	const {requests, limits} = demandOf(spec);
	const outside = items.flatMap(({name, min = {}, max = {}}) => [
		...Object.entries(max).flatMap(([resource, quantity]) => {
			const amount = Math.max(limits[resource] ?? 0, requests[resource] ?? 0);
			return amount > numberOf(quantity) ? [outsideFault(whose, resource, amount, `allows ${sanitiseLine(quantity)} at most`, name)] : [];
		}),
		...Object.entries(min).flatMap(([resource, quantity]) => {
			const amount = requests[resource] ?? limits[resource];
			return amount !== undefined && amount < numberOf(quantity)
				? [outsideFault(whose, resource, amount, `wants ${sanitiseLine(quantity)} at least`, name)]
				: [];
		}),
	]);
	const crossed = Object.entries(asked ? requests : {}).flatMap(([resource, amount]) => {
		const limit = limits[resource];
		if (limit === undefined || asked?.resources?.limits?.[resource] !== undefined || amount <= limit) return [];
		const message = `${whose} requests ${amountText(resource, amount)} of ${resource} and has no limit, so that the namespace sets ${amountText(resource, limit)}, which is less.`;
		return [{resource, message, hint: `Set limits of ${resource} too`}];
	});
	return [...outside, ...crossed];
}

function outsideFault(whose: string, resource: string, amount: number, what: string, name = ''): Fault {
	const message = `${whose} has ${amountText(resource, amount)} of ${resource}; the limit range "${name}" ${what}.`;
	return {resource, message, hint: `Change ${resource} to what is allowed`};
}
