import type {V1Affinity, V1Toleration} from '@kubernetes/client-node';
import {Numeral} from '../../../polyaxonfile/numeral.ts';
import {isList, isMapping} from '../../../polyaxonfile/print-value.ts';
import type {Environment, Value} from '../../../polyaxonfile/specification.ts';

/** Names with text, as Kubernetes wants selectors, labels and annotations: a number or flag of the file becomes what YAML writes for it. */
export function textsOf(values: {readonly [name: string]: Value} | undefined): Record<string, string> {
	return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, textOf(value)]));
}

/** The tolerations of a pod; undefined when there are none. */
export function tolerationsOf({tolerations = []}: Environment): V1Toleration[] | undefined {
	if (tolerations.length === 0) return undefined;
	return tolerations.map(toleration =>
		Object.fromEntries(Object.entries(toleration).map(([key, value]) => [key, key === 'tolerationSeconds' ? numberOf(value) : textOf(value)])),
	);
}

/** The affinity of a pod; undefined when there is none. */
export function affinityOf({affinity}: Environment): V1Affinity | undefined {
	return affinity === undefined || Object.keys(affinity).length === 0 ? undefined : (plainOf(affinity, false) as V1Affinity);
}

/** In an affinity the entries of lists (`values`) and of `matchLabels` are text, and flags are nowhere else; `weight` is a number. */
function plainOf(value: Value, isText: boolean): unknown {
	if (isList(value)) return value.map(each => plainOf(each, true));
	if (isMapping(value))
		return Object.fromEntries(
			Object.entries(value).map(([key, each]) => [key, key === 'matchLabels' && isMapping(each) ? textsOf(each) : plainOf(each, false)]),
		);
	return isText || typeof value === 'boolean' ? textOf(value) : numberOf(value);
}

function numberOf(value: Value): unknown {
	return value instanceof Numeral ? value.valueOf() : value;
}

function textOf(value: Value): string {
	if (value === null) return '';
	return typeof value === 'string' ? value : value instanceof Numeral ? value.text : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
