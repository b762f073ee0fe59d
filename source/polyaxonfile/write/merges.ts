import {isAlias, isMap, isSeq, type Node, type YAMLMap} from 'yaml';
import {isMergeKey} from '../convert.ts';
import {freeAliases, nameOf, pairsWithMerged, targetOf} from './aliases.ts';
import {removePair} from './edit-map.ts';
import {applyEdits} from './edits.ts';
import {pairOnOneLine, sourceOnOneLine} from './node-source.ts';
import {replaceValue} from './replace.ts';
import {ownMap, ownPair, type Source, type YamlPair} from './source.ts';

/** The text without a key that a merge brings to the map above a path: of the merged mapping the rest is written out there. */
export function withoutMerged(source: Source, path: readonly string[]): string {
	const parent = path.slice(0, -1);
	const map = ownMap(source, parent);
	const pair = (map?.items as YamlPair[] | undefined)?.find(each => isMergeKey(each.key) && restOf(source, each.value, path.at(-1) ?? '') !== undefined);
	if (!map || !pair) throw new Error('A key that nothing brings.');
	const freed = freeAliases(source, [], [pair.value]);
	if (freed !== undefined) return freed;
	const rest = restOf(source, pair.value, path.at(-1) ?? '') ?? '';
	if (rest === '{}' && map.items.length > 1) return removePair(source, map, pair);
	const isFlow = map.flow === true || (ownPair(source, parent)?.isFlow ?? false);
	return applyEdits(source.text, replaceValue(source, pair, {type: 'source', source: rest, value: null, isFlow: true}, isFlow));
}

/** What is merged, on one line and without a key; undefined when the key is not in it. */
function restOf(source: Source, merged: Node | null, key: string): string | undefined {
	const target = targetOf(source, merged);
	if (isSeq(target)) {
		const items = (target.items as Node[]).map(item => restOf(source, item, key));
		if (items.every(item => item === undefined)) return undefined;
		return `[${(target.items as Node[]).map((item, index) => items[index] ?? (isAlias(item) ? `*${item.source}` : written(source, item))).join(', ')}]`;
	}
	if (!isMap(target)) return undefined;
	const pairs = pairsWithMerged(source, target as YAMLMap);
	const rest = pairs.filter(pair => nameOf(source, pair.key) !== key);
	if (rest.length === pairs.length) return undefined;
	return `{${rest.map(pair => pairOnOneLine(written(source, pair.key), written(source, pair.value))).join(', ')}}`;
}

function written(source: Source, node: Node | null): string {
	return sourceOnOneLine(source, node, alias => targetOf(source, alias) ?? undefined);
}
