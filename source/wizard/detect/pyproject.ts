import type {Found} from '../facts.ts';
import type {Folder} from './folder.ts';

/** One pip step for the dependencies of pyproject.toml's `[project]`, since steps do not see that file; undefined when there are none. */
export async function findProjectStep(folder: Folder): Promise<Found<string> | undefined> {
	const text = await folder.text('pyproject.toml');
	if (text === undefined) return undefined;
	const project = /^\[project\][^\n]*\n((?:(?!^\[[\w.-]+\]\s*$)[\s\S])*)/m.exec(text);
	const list = project && /^dependencies\s*=\s*\[((?:"[^"\n]*"|'[^'\n]*'|[^\]"'])*)\]/m.exec(project[1]!);
	if (!project || !list) return undefined;
	const names = [...list[1]!.replaceAll(/^\s*#.*$/gm, '').matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(match => match[1] ?? match[2]!);
	if (names.length === 0 || names.some(name => name.includes("'"))) return undefined;
	const line = text.slice(0, project.index + project[0].indexOf(list[0])).split('\n').length;
	return {
		value: `pip install ${names.map(name => (/^[\w.[\],=-]+$/.test(name) && !name.includes('[') ? name : `'${name}'`)).join(' ')}`,
		foundIn: `pyproject.toml:${line}`,
	};
}
