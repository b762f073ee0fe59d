import {readdir} from 'node:fs/promises';
import {join} from 'node:path';

/** The platform's names and endings in the order that it tries them (polyaxon-schemas, `check_default_path`). */
const names = ['polyaxon', 'polyaxonci', 'polyaxon-ci', 'polyaxon.ci', 'polyaxonfile'];
const endings = ['yaml', 'yml', 'json'];

/** The polyaxonfile of a folder, as an absolute or relative path like the folder's, and the other candidates that it hides. */
export async function findPolyaxonfile(folder: string): Promise<{file?: string; others: readonly string[]}> {
	const entries = await readdir(folder, {withFileTypes: true});
	const present = new Set(entries.filter(entry => !entry.isDirectory()).map(entry => entry.name));
	const candidates = names.flatMap(name => endings.map(ending => `${name}.${ending}`)).filter(name => present.has(name));
	const [file, ...others] = candidates.map(name => join(folder, name));
	return {file, others};
}
