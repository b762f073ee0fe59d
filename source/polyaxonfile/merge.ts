import type {PolyaxonDocument} from './document.ts';
import {isMapping} from './print-value.ts';
import type {Value} from './specification.ts';

/** Several documents as one, as `polyaxon run -f a.yml -f b.yml` read them: mappings are joined, and of everything else the last counts. There must be one at least. */
export function mergeDocuments([first, ...others]: readonly [PolyaxonDocument, ...PolyaxonDocument[]]): PolyaxonDocument {
	if (others.length === 0) return first;
	const layers = [first, ...others];
	const all = layers.flatMap(({values}) => (values === undefined ? [] : [values]));
	const values = all.length === layers.length ? all.reduce(mergeMappings) : undefined;
	return {...first, values, problems: layers.flatMap(({problems}) => problems), layers};
}

type Mapping = {readonly [key: string]: Value};

function mergeMappings(under: Mapping, over: Mapping): Mapping {
	const merged: Record<string, Value> = Object.assign(Object.create(null), under);
	for (const [key, value] of Object.entries(over)) {
		const before = merged[key];
		merged[key] = isMapping(before) && isMapping(value) ? mergeMappings(before, value) : value;
	}
	return merged;
}
