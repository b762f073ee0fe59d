import {dirname, join} from 'node:path';
import {isMap, isScalar, isSeq} from 'yaml';
import {nearest} from '../polyaxonfile/names.ts';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {RefSource} from './engine.ts';

/** Takes note of a problem at a node of the settings file. */
export type Report = (problem: Pick<Problem, 'code' | 'message' | 'hint' | 'path'>, node: unknown) => void;

/** Three words for the place of the values; what stands there is looked at when it is read. */
const sourceKeys = ['envFile', 'manifest', 'folder'] as const;
/** The name in the cluster, as the platform's own catalogue writes it and as these settings do. */
const clusterKeys = ['k8s_ref', 'k8sRef'] as const;
const entryKeys = ['name', ...sourceKeys, 'items', ...clusterKeys];

/**
 * One entry of `secretRefs` or `configmapRefs`: a name, as in the platform's own settings, or a map with a name. Without an envFile the values are
 * in `<name>.env` beside the settings file. `manifest` and `folder` are other words for it. In a cluster it has the name of `k8s_ref`, or the same.
 * Nothing when it has no name.
 */
export function readEntry(
	node: unknown,
	path: Problem['path'],
	{file, toPath, report}: {readonly file: string; readonly toPath: (envFile: string) => string; readonly report: Report},
): readonly RefSource[] {
	const beside = (name: string) => join(dirname(file), `${name}.env`);
	const bare = textOf(node);
	if (bare !== undefined) return [{name: bare, envFile: beside(bare)}];
	const name = isMap(node) ? textOf(node.get('name', true)) : undefined;
	if (!isMap(node) || name === undefined) {
		report(
			{code: 'wrong-type', message: 'An entry is a name, or a map with a name.', hint: 'Write `secret1`, or `{name: secret1, envFile: secrets.env}`.', path},
			node,
		);
		return [];
	}
	for (const {key: keyNode} of node.items) {
		const key = isScalar(keyNode) ? String(keyNode.value) : String(keyNode);
		if (entryKeys.includes(key)) continue;
		report({code: 'unknown-key', message: `"${key}" is not a key of an entry.`, hint: suggestion(key, entryKeys), path: [...path, key]}, keyNode);
	}
	const wrong = (key: string, message: string, hint: string) => report({code: 'wrong-type', message, hint, path: [...path, key]}, node.get(key, true));
	const sources = sourceKeys.filter(key => node.has(key));
	const [source = 'envFile', other] = sources;
	if (other !== undefined) wrong(other, `An entry has one source, and this one has ${sources.join(' and ')}.`, 'Take all but one out.');
	const envFile = textOf(node.get(source, true));
	if (node.has(source) && envFile === undefined) wrong(source, `"${source}" has to be a path.`, `Write it as \`${source}: ${examples[source]}\`.`);
	const itemsNode = node.get('items', true);
	const items = isSeq(itemsNode) ? itemsNode.items.map(textOf) : undefined;
	const areItems = items?.every(item => item !== undefined);
	if (node.has('items') && !areItems) wrong('items', '"items" has to be a list of variable names.', 'Write it as `items: [API_KEY]`.');
	const [clusterKey, otherKey] = clusterKeys.filter(key => node.has(key));
	if (otherKey !== undefined) wrong(otherKey, 'An entry has one name in the cluster, and this one has two.', 'Take k8s_ref or k8sRef out.');
	const k8sName = clusterKey === undefined ? undefined : textOf(node.get(clusterKey, true));
	if (clusterKey !== undefined && k8sName === undefined)
		wrong(clusterKey, `"${clusterKey}" has to be the name in the cluster.`, `Write it as \`${clusterKey}: ${name}\`.`);
	return [
		{
			name,
			envFile: envFile === undefined ? beside(name) : toPath(envFile),
			...(areItems && {items: items?.flatMap(item => item ?? [])}),
			...(k8sName !== undefined && {k8sName}),
			...(sources.length > 0 && clusterKey === undefined && {isLocal: true as const}),
		},
	];
}

const examples = {envFile: 'secrets.env', manifest: 'secret.yaml', folder: 'secrets'} as const;

function textOf(node: unknown): string | undefined {
	return isScalar(node) && typeof node.value === 'string' && node.value !== '' ? node.value : undefined;
}

/** What to write instead of an unknown key. */
export function suggestion(key: string, known: readonly string[]): string {
	const near = nearest(key, known);
	return near ? `Did you mean "${near}"?` : `Known are ${known.join(', ')}.`;
}
