import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {resolve} from 'node:path';
import {type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from 'yaml';
import type {Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import {type EngineName, engineNames, type RefSource} from './engine.ts';
import type {GivenSettings} from './kubernetes/settings/cluster-settings.ts';
import {readClusterSection} from './kubernetes/settings/read-section.ts';
import {type Report, readEntry, suggestion} from './settings-entry.ts';

/** What one settings file says, and what is wrong in it. */
export type FileSettings = {
	readonly engine?: EngineName;
	readonly gracePeriod?: number;
	readonly shmSize?: string;
	readonly kubernetes?: GivenSettings;
	readonly secretRefs: readonly RefSource[];
	readonly configmapRefs: readonly RefSource[];
	readonly problems: readonly Problem[];
};

const keys = ['engine', 'secretRefs', 'configmapRefs', 'gracePeriod', 'shmSize', 'kubernetes'];

/** Reads one settings file. A file that is not there says nothing. Relative env files are looked for from `envFilesFrom`. */
export async function readSettingsFile(world: Pick<World, 'env'>, file: string, {envFilesFrom}: {readonly envFilesFrom: string}): Promise<FileSettings> {
	try {
		const text = await readFile(file, 'utf8');
		return parseSettings(text, file, path => resolve(envFilesFrom, path.replace(/^~(?=\/|$)/, world.env.HOME ?? homedir())));
	} catch (error) {
		const isAbsent = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
		return {secretRefs: [], configmapRefs: [], problems: isAbsent ? [] : [unreadable(file, error)]};
	}
}

function unreadable(file: string, error: unknown): Problem {
	const problem = {code: 'settings-unreadable', severity: 'error', path: [], file} as const;
	if (error instanceof Error && 'code' in error && error.code === 'EISDIR') {
		return {...problem, message: `${file} is a folder, and has to be a file of settings.`, hint: 'Move the folder away.'};
	}
	return {...problem, message: `Cannot read the settings: ${error instanceof Error ? error.message : String(error)}.`, hint: 'Change its rights.'};
}

/** The settings in a text. `toPath` makes the path of an env file absolute. */
export function parseSettings(text: string, file: string, toPath: (envFile: string) => string): FileSettings {
	const lineCounter = new LineCounter();
	const document = parseDocument(text, {lineCounter});
	const problems: Problem[] = [];
	const at = (start: number, end: number) => {
		const {line, col: column} = lineCounter.linePos(start);
		return {file, line, column, length: Math.max(1, end - start)};
	};
	const report: Report = (problem, node) => {
		const [start, end] = (isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined) ?? [0, 0];
		problems.push({severity: 'error', ...problem, ...at(start, end)});
	};

	for (const {message, pos} of document.errors) {
		const reason = message.split('\n')[0]?.replace(/ at line .*$/, '') ?? '';
		problems.push({code: 'not-yaml', severity: 'error', message: `The settings are not YAML: ${reason}.`, path: [], ...at(pos[0], pos[0])});
	}
	const found = problems.length > 0 ? {} : readContents(document.contents, report, (node, path) => readEntry(node, path, {file, toPath, report}));
	return {secretRefs: [], configmapRefs: [], ...found, problems};
}

type Found = {-readonly [Key in keyof Omit<FileSettings, 'problems'>]?: FileSettings[Key]};

function readContents(contents: Document['contents'], report: Report, toRef: (node: unknown, path: Problem['path']) => readonly RefSource[]): Found {
	const found: Found = {};
	if (contents === null) return found;
	if (!isMap<Node, Node | null>(contents)) {
		report({code: 'wrong-type', message: 'The settings have to be a map of keys.', hint: 'Write lines such as `gracePeriod: 10`.', path: []}, contents);
		return found;
	}
	for (const {key: keyNode, value: node} of contents.items) {
		const key = isScalar(keyNode) ? String(keyNode.value) : String(keyNode);
		const wrong = (message: string, hint: string) => report({code: 'wrong-type', message, hint, path: [key]}, node);
		switch (key) {
			case 'engine': {
				const engine = engineNames.find(name => isScalar(node) && node.value === name);
				const hint = `Use ${engineNames.join(', ')}.`;
				if (engine) found.engine = engine;
				else report({code: 'unknown-engine', message: `This release does not have the engine "${String(node)}".`, hint, path: [key]}, node);
				break;
			}
			case 'gracePeriod':
				if (isScalar(node) && typeof node.value === 'number' && node.value >= 0 && node.value <= 86_400) found.gracePeriod = node.value;
				else wrong('"gracePeriod" has to be a number of seconds, at least 0.', 'Write it as `gracePeriod: 10`.');
				break;
			case 'shmSize':
				if (isScalar(node) && /^[1-9]\d*[kmg]?b?$/i.test(String(node.value))) found.shmSize = String(node.value).toLowerCase();
				else wrong('"shmSize" has to be a size such as 2g.', 'Write it as `shmSize: 512m` or `shmSize: 2g`.');
				break;
			case 'secretRefs':
			case 'configmapRefs':
				if (isSeq(node)) found[key] = node.items.flatMap((item, index) => toRef(item, [key, index]));
				else if (!(isScalar(node) && node.value === null)) wrong(`"${key}" has to be a list.`, `Write it as \`${key}: [name1]\`.`);
				break;
			case 'kubernetes':
				found.kubernetes = readClusterSection(node, report);
				break;
			default:
				report({code: 'unknown-key', message: `"${key}" is not a setting.`, hint: suggestion(key, keys), path: [key]}, keyNode);
		}
	}
	return found;
}
