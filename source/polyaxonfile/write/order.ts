import type {YAMLMap} from 'yaml';
import {printValue} from '../print-value.ts';
import type {Value} from '../specification.ts';

/** The order in which the reference and its examples write keys. */
const orders: Readonly<Record<string, readonly string[]>> = {
	'': 'version kind name description tags logging inputs outputs declarations params backend framework image dockerfile context build_steps env_vars lang_env nocache branch commit build environment run'.split(
		' ',
	),
	build: 'image dockerfile context build_steps env_vars lang_env nocache branch commit'.split(' '),
	environment:
		'resources secret_refs configmap_refs config_map_refs node_selector affinity tolerations labels annotations service_account image_pull_secrets'.split(' '),
	'environment.resources': 'cpu memory gpu tpu'.split(' '),
};

/** Before which pair of a map a new key goes: after the last one that the reference has before it. */
export function placeFor(map: YAMLMap, key: string, parent: readonly string[]): number {
	const order = orders[parent.join('.')] ?? ['requests', 'limits'];
	const rank = order.indexOf(key);
	if (rank < 0) return map.items.length;
	const names = map.items.map(pair => printValue((pair.key as {value?: Value} | null)?.value ?? null));
	const before = names.findLastIndex(name => order.includes(name) && order.indexOf(name) < rank);
	const after = names.findIndex(name => order.includes(name) && order.indexOf(name) > rank);
	return before >= 0 ? before + 1 : after >= 0 ? after : names.length;
}
