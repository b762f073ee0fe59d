import {readFile, realpath, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {isInside} from './code-folder.ts';

/** No Dockerfile is longer; a file that is, is something else. */
const largest = 1_000_000;

/** The text of the Dockerfile that `build.dockerfile` names, or undefined when there is none in the code folder: links out of it are not followed. */
export async function readOwnDockerfile(codeFolder: string, path: string): Promise<string | undefined> {
	try {
		const file = await realpath(join(codeFolder, path));
		if (!isInside(await realpath(codeFolder), file)) return undefined;
		const stats = await stat(file);
		return stats.isFile() && stats.size <= largest ? await readFile(file, 'utf8') : undefined;
	} catch {
		return undefined;
	}
}

/** Sources of COPY and ADD in a Dockerfile, as far as its text tells; those of other stages, of the internet and with variables are not among them. */
export function copiedSources(text: string): readonly string[] {
	const lines = text
		.replaceAll(/^\s*#.*\n/gm, '')
		.replaceAll(/\\[ \t]*\r?\n/g, ' ')
		.split(/\r?\n/);
	return lines.flatMap(line => {
		const [, rest] = /^\s*(?:COPY|ADD)\s+(.*)$/i.exec(line) ?? [];
		if (rest === undefined || rest.includes('<<')) return [];
		const flags = /^(?:--\S+\s+)*/.exec(rest)?.[0] ?? '';
		if (/--from=/.test(flags)) return [];
		const words = wordsOf(rest.slice(flags.length).trim());
		return words.slice(0, -1).filter(word => !/[$*?[]|^\w+:\/\/|^git@/.test(word));
	});
}

function wordsOf(text: string): readonly string[] {
	if (!text.startsWith('[')) return text.split(/\s+/);
	try {
		const words: unknown = JSON.parse(text);
		return Array.isArray(words) ? words.map(String) : [];
	} catch {
		return text.split(/\s+/);
	}
}

/** The images that a Dockerfile starts from, as far as its text names them: no stages of its own, no variables, not `scratch`. */
export function basesOf(text: string): readonly string[] {
	const lines = text.replaceAll(/\\[ \t]*\r?\n/g, ' ').split(/\r?\n/);
	const stages = new Set<string>(['scratch']);
	const bases = new Set<string>();
	for (const line of lines) {
		const [, image, stage] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
		if (image === undefined) continue;
		if (!stages.has(image.toLowerCase()) && !image.includes('$')) bases.add(image);
		if (stage !== undefined) stages.add(stage.toLowerCase());
	}
	return [...bases];
}
