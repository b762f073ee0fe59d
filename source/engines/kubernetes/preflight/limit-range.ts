import type {V1Container, V1PodSpec} from '@kubernetes/client-node';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import {type Check, type PlannedPod, rowOf} from './check.ts';
import {type Fault, rangeFaults} from './limit-faults.ts';
import {resourcePath, wayOut} from './places.ts';

type Quantities = Readonly<Record<string, string>>;

/** What one container or one pod may have. The API calls it LimitRangeItem; the types of client-node have another name for `default`. */
export type LimitItem = {
	/** Of the limit range that it is from. */
	readonly name?: string;
	readonly type: string;
	readonly min?: Quantities;
	readonly max?: Quantities;
	readonly default?: Quantities;
	readonly defaultRequest?: Quantities;
};

/** A LimitRange as the API writes it. */
export type LimitRange = {readonly metadata?: {readonly name?: string}; readonly spec?: {readonly limits?: readonly LimitItem[]}};

const title = 'Limits of the namespace';

/** Whether the pods ask for no more than one container or pod may have, and no less. */
export function limitChecks(ranges: readonly LimitRange[], pods: readonly PlannedPod[]): readonly Check[] {
	if (ranges.length === 0) return [{topic: 'limits', title, state: 'ok', detail: 'There are none.'}];
	const rows = pods.flatMap(({part, spec}) => {
		const whose = part === 'build' ? 'The build' : 'The run';
		const ofContainers = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(container =>
			rangeFaults(whose, itemsOf(ranges, 'Container'), withDefaults({containers: [container]}, ranges), container),
		);
		const faults = [...ofContainers, ...rangeFaults(whose, itemsOf(ranges, 'Pod'), withDefaults(spec, ranges))];
		return firstOfEach(faults).map(({resource, message, hint}) =>
			rowOf('limits', title, {code: 'beyond-limit-range', severity: 'error', message, hint: wayOut(part, hint), path: resourcePath(part, resource)}),
		);
	});
	return rows.length > 0 ? rows : [{topic: 'limits', title, state: 'ok', ...detailOf(ranges, pods)}];
}

/** The pod as it will be once the namespace has filled in what it does not say. (Plugin LimitRanger of the API server) */
export function withDefaults(spec: V1PodSpec, ranges: readonly LimitRange[]): V1PodSpec {
	const items = itemsOf(ranges, 'Container');
	const limits: Quantities = Object.assign({}, ...items.map(item => item.default));
	const requests: Quantities = Object.assign({}, ...items.map(item => item.defaultRequest));
	const filled = (container: V1Container): V1Container => ({
		...container,
		resources: {
			...container.resources,
			limits: {...limits, ...container.resources?.limits},
			// The API server makes a request of a limit before the defaults come
			requests: {...requests, ...container.resources?.limits, ...container.resources?.requests},
		},
	});
	return {...spec, containers: spec.containers.map(filled), ...(spec.initContainers && {initContainers: spec.initContainers.map(filled)})};
}

function itemsOf(ranges: readonly LimitRange[], type: string): readonly LimitItem[] {
	return ranges.flatMap(({metadata, spec}) =>
		(spec?.limits ?? []).filter(item => item.type === type).map(item => ({...item, name: sanitiseLine(metadata?.name ?? '')})),
	);
}

/** What the run's main container gets without having asked for it. */
function detailOf(ranges: readonly LimitRange[], pods: readonly PlannedPod[]): {readonly detail?: string} {
	const main = pods.find(({part}) => part === 'run')?.spec.containers[0];
	if (!main) return {};
	const given = withDefaults({containers: [main]}, ranges).containers[0]?.resources?.limits ?? {};
	const added = Object.entries(given).filter(([resource]) => main.resources?.limits?.[resource] === undefined);
	const texts = added.map(([resource, quantity]) => sanitiseLine(`${resource} ${quantity}`));
	return {detail: texts.length > 0 ? `The namespace limits the run to ${texts.join(', ')}, where it sets no limit itself.` : 'The run keeps to them.'};
}

/** More about the same resource would follow from the first. */
function firstOfEach(faults: readonly Fault[]): readonly Fault[] {
	return faults.filter(({resource}, index) => faults.findIndex(other => other.resource === resource) === index);
}
