import {otherNames} from './other-names.ts';
import {isMapping} from './print-value.ts';
import type {Amounts, Kind, Value} from './specification.ts';
import {changeKind} from './write/change-kind.ts';
import {removeIn, setIn, valueIn} from './write/edit.ts';
import {withLineEndsOf} from './write/line-ends.ts';
import {blockList, flowList, map, type Piece, value} from './write/piece.ts';
import {parseSource} from './write/source.ts';
import {typedJson, typedPiece} from './write/typed-value.ts';

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
	readonly envVars?: ReadonlyArray<readonly Value[]> | null;
	/** In the order to be written. `yaml` is a value as a person types it after the colon (`0.1`, `yes`, `[1, 2]`, text); text that is no YAML is taken as text. */
	readonly declarations?: ReadonlyArray<readonly [name: string, value: {readonly yaml: string} | {readonly value: Value}]> | null;
	/** One command, or several that are joined with ` && `. */
	readonly cmd?: string | readonly string[] | null;
	readonly secretRefs?: readonly string[] | null;
	readonly configmapRefs?: readonly string[] | null;
	/** Labels of nodes with their values, in the order to be written. */
	readonly nodeSelector?: ReadonlyArray<readonly [label: string, value: Value]> | null;
	readonly serviceAccount?: string | null;
	/** Of each resource named here both amounts are replaced; a resource that is not named stays. Null removes them all, or the one. */
	readonly resources?: {readonly [name in 'cpu' | 'memory' | 'gpu' | 'tpu']?: Amounts | null} | null;
};

/**
 * The text of a polyaxonfile with these changes: an existing one keeps its comments, order, quoting, anchors and unknown keys, and what
 * means the same already is not touched; a new one is written in the order of the reference. Throws a UserError when the existing text is no YAML.
 */
export function writePolyaxonfile(changes: FileChanges, existing = ''): string {
	const mark = existing.startsWith('\ufeff') ? '\ufeff' : '';
	const plain = existing.slice(mark.length);
	const text = applyChanges(changes, plain.replaceAll('\r\n', '\n'));
	return mark + withLineEndsOf(plain, text);
}

function applyChanges(changes: FileChanges, existing: string): string {
	const {values, flow} = parseSource(existing);
	const start =
		values === undefined ? `${existing.replace(/([^\n])$/, '$1\n')}version: 1\n` : Object.keys(values).length === 0 ? withVersion(existing) : existing;
	const kinded = changes.kind ? changeKind(start, changes.kind) : start;
	return sectionChanges(changes, flow === 'json').reduce((text, change) => change(text), kinded);
}

function withVersion(text: string): string {
	return setIn(text, ['version'], value(1));
}

type Change = (text: string) => string;
/** Where a section stands in a text, or is to stand. */
type Path = (text: string) => readonly string[];

function sectionChanges(changes: FileChanges, isJson: boolean): readonly Change[] {
	const {resources} = changes;
	const names = ['cpu', 'memory', 'gpu', 'tpu'] as const;
	const typed = isJson ? typedJson : typedPiece;
	return [
		change(at('name'), changes.name, value),
		change(at('description'), changes.description, value),
		change(at('tags'), changes.tags, flowList),
		change(at('declarations'), changes.declarations, entries =>
			map(entries.map(([name, each]) => [name, 'yaml' in each ? typed(each.yaml) : value(each.value)])),
		),
		change(inBuild('image'), changes.image, value),
		change(inBuild('build_steps'), changes.buildSteps, steps => blockList(steps.map(value))),
		change(inBuild('env_vars'), changes.envVars, pairs => blockList(pairs.map(pair => flowList(pair)))),
		resources === null
			? remove(at('environment', 'resources'))
			: (text: string) => names.reduce((now, name) => changeAmounts(name, resources?.[name])(now), text),
		change(at('environment', 'secret_refs'), changes.secretRefs, flowList),
		change(at('environment', 'configmap_refs'), changes.configmapRefs, flowList),
		change(at('environment', 'node_selector'), changes.nodeSelector, labels => map(labels.map(([label, each]) => [label, value(each)]))),
		change(at('environment', 'service_account'), changes.serviceAccount, value),
		change(at('run', 'cmd'), changes.cmd, cmd => (typeof cmd === 'string' ? value(cmd) : blockList(cmd.map(value)))),
	];
}

function change<T extends string | readonly unknown[]>(path: Path, to: T | null | undefined, toPiece: (to: T) => Piece): Change {
	if (to === undefined) return text => text;
	if (to === null || to.length === 0) return remove(path);
	return text => setIn(text, path(text), toPiece(to));
}

/** A section can stand in two places, or have two names. */
function remove(path: Path): Change {
	return text => {
		const now = removeIn(text, path(text));
		return now === text ? text : remove(path)(now);
	};
}

/** A section under the name that the file has for it already. */
function at(...path: readonly string[]): Path {
	const last = path.at(-1) ?? '';
	const other = otherNames[last];
	const renamed = [...path.slice(0, -1), other ?? last];
	return text => (valueIn(text, path) === undefined && valueIn(text, renamed) !== undefined ? renamed : path);
}

/** A key of the build: at the top in `kind: build`, unless the file has it under `build` there, as releases up to 0.4.1 did. */
function inBuild(key: string): Path {
	return text => {
		const isFlat = valueIn(text, ['kind']) === 'build' && (valueIn(text, [key]) !== undefined || !isMapping(valueIn(text, ['build'])));
		return isFlat ? [key] : ['build', key];
	};
}

function changeAmounts(name: string, amounts: Amounts | null | undefined): Change {
	const path = ['environment', 'resources', name];
	if (amounts === undefined) return text => text;
	const entries = Object.entries(amounts ?? {}).filter((entry): entry is [string, number] => entry[1] !== undefined);
	return entries.length === 0 ? remove(at(...path)) : text => setIn(text, path, map(entries.map(([key, amount]) => [key, value(amount)])));
}
