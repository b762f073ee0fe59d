import {otherNames} from './other-names.ts';
import type {Amounts, Kind, Value} from './specification.ts';
import {changeKind} from './write/change-kind.ts';
import {removeIn, setIn, valueIn} from './write/edit.ts';
import {blockList, flowList, map, type Piece, value} from './write/piece.ts';
import {parseSource} from './write/source.ts';
import {typedPiece} from './write/typed-value.ts';

/**
 * What is to change in a polyaxonfile. A section that is undefined stays as it is; null, an empty text or an empty list removes it.
 * `wizard/to-polyaxonfile.ts` makes this value from the answers.
 */
export type FileChanges = {
	readonly kind?: Kind;
	readonly name?: string | null;
	readonly description?: string | null;
	readonly tags?: readonly string[] | null;
	readonly image?: string | null;
	readonly buildSteps?: readonly string[] | null;
	/** Name and value; written as `- [NAME, value]` so that the platform reads the same texts. */
	readonly envVars?: ReadonlyArray<readonly [name: string, value: string]> | null;
	/** In the order to be written. `yaml` is a value as a person types it after the colon (`0.1`, `yes`, `[1, 2]`, text); text that is no YAML is taken as text. */
	readonly declarations?: ReadonlyArray<readonly [name: string, value: {readonly yaml: string} | {readonly value: Value}]> | null;
	/** One command, or several that are joined with ` && `. */
	readonly cmd?: string | readonly string[] | null;
	readonly secretRefs?: readonly string[] | null;
	readonly configmapRefs?: readonly string[] | null;
	/** Of each resource named here both amounts are replaced; a resource that is not named stays. Null removes them all, or the one. */
	readonly resources?: {readonly [name in 'cpu' | 'memory' | 'gpu' | 'tpu']?: Amounts | null} | null;
};

/**
 * The text of a polyaxonfile with these changes: an existing one keeps its comments, order, quoting, anchors and unknown keys, and what
 * means the same already is not touched; a new one is written in the order of the reference. Throws a UserError when the existing text is no YAML.
 */
export function writePolyaxonfile(changes: FileChanges, existing = ''): string {
	const isWindows = /\r\n/.test(existing) && !/(^|[^\r])\n/.test(existing);
	const mark = existing.startsWith('\ufeff') ? '\ufeff' : '';
	const plain = existing.slice(mark.length);
	const text = applyChanges(changes, isWindows ? plain.replaceAll('\r\n', '\n') : plain);
	return mark + (isWindows ? text.replaceAll('\n', '\r\n') : text);
}

function applyChanges(changes: FileChanges, existing: string): string {
	const isEmpty = parseSource(existing).values === undefined;
	const start = isEmpty ? `${existing.replace(/([^\n])$/, '$1\n')}version: 1\n` : existing;
	const kinded = changes.kind ? changeKind(start, changes.kind) : start;
	return sectionChanges(changes, valueIn(kinded, ['kind']) === 'build').reduce((text, change) => change(text), kinded);
}

type Change = (text: string) => string;

function sectionChanges(changes: FileChanges, isBuild: boolean): readonly Change[] {
	const build = isBuild ? [] : ['build'];
	const {resources} = changes;
	const names = ['cpu', 'memory', 'gpu', 'tpu'] as const;
	return [
		change(['name'], changes.name, value),
		change(['description'], changes.description, value),
		change(['tags'], changes.tags, flowList),
		change(['declarations'], changes.declarations, entries =>
			map(entries.map(([name, each]) => [name, 'yaml' in each ? typedPiece(each.yaml) : value(each.value)])),
		),
		change([...build, 'image'], changes.image, value),
		change([...build, 'build_steps'], changes.buildSteps, steps => blockList(steps.map(value))),
		change([...build, 'env_vars'], changes.envVars, pairs => blockList(pairs.map(pair => flowList(pair)))),
		resources === null
			? remove(['environment', 'resources'])
			: (text: string) => names.reduce((now, name) => changeAmounts(name, resources?.[name])(now), text),
		change(['environment', 'secret_refs'], changes.secretRefs, flowList),
		change(['environment', 'configmap_refs'], changes.configmapRefs, flowList),
		change(['run', 'cmd'], changes.cmd, cmd => (typeof cmd === 'string' ? value(cmd) : blockList(cmd.map(value)))),
	];
}

function change<T extends string | readonly unknown[]>(path: readonly string[], to: T | null | undefined, toPiece: (to: T) => Piece): Change {
	if (to === undefined) return text => text;
	if (to === null || to.length === 0) return remove(path);
	return text => setIn(text, nameInFile(text, path), toPiece(to));
}

function remove(path: readonly string[]): Change {
	return text => removeIn(text, nameInFile(text, path));
}

/** A section under the name that the file has for it already. */
function nameInFile(text: string, path: readonly string[]): readonly string[] {
	const last = path.at(-1) ?? '';
	const other = otherNames[last];
	if (other === undefined) return path;
	const renamed = [...path.slice(0, -1), other];
	return valueIn(text, path) === undefined && valueIn(text, renamed) !== undefined ? renamed : path;
}

function changeAmounts(name: string, amounts: Amounts | null | undefined): Change {
	const path = ['environment', 'resources', name];
	if (amounts === undefined) return text => text;
	const entries = Object.entries(amounts ?? {}).filter((entry): entry is [string, number] => entry[1] !== undefined);
	return entries.length === 0 ? remove(path) : text => setIn(text, path, map(entries.map(([key, amount]) => [key, value(amount)])));
}
