import type {Found} from '../facts.ts';
import type {Folder} from './folder.ts';

/** The slim Python image of the version that `.python-version`, `runtime.txt` or pyproject.toml asks for. */
export async function findPythonImages(folder: Folder): Promise<ReadonlyArray<Found<string>>> {
	const pinned = /^\s*(?:python-)?(3\.\d+)/m;
	const versions = [
		versionIn('.python-version', await folder.text('.python-version'), pinned),
		versionIn('runtime.txt', await folder.text('runtime.txt'), pinned),
		atLeast(versionIn('pyproject.toml', await folder.text('pyproject.toml'), /^\s*(?:requires-python|python)\s*=\s*["'][^"'\d]*(3\.\d+)/m)),
	];
	return versions.flatMap(found => (found ? [{value: `python:${found.value}-slim`, foundIn: found.foundIn}] : []));
}

function versionIn(file: string, text: string | undefined, pattern: RegExp): Found<string> | undefined {
	const match = text === undefined ? null : pattern.exec(text);
	if (!match) return undefined;
	const before = text!.slice(0, match.index + match[0].length);
	return {value: match[1]!, foundIn: `${file}:${before.split('\n').length}`};
}

/** A lower bound asks for that or newer: 3.11 where that is enough. */
function atLeast(found: Found<string> | undefined): Found<string> | undefined {
	return found && Number(found.value.slice(2)) < 11 ? {...found, value: '3.11'} : found;
}
