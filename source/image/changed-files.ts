import {lstat} from 'node:fs/promises';
import {join} from 'node:path';
import {contextFiles} from './context.ts';
import type {ImagePlan} from './plan.ts';

/** What it means that files changed while the code was sent. */
export function changedText(files: readonly string[]): string {
	const named = files.length === 0 ? 'The code' : `${files.slice(0, 3).join(', ')}${files.length > 3 ? ` and ${files.length - 3} more` : ''}`;
	return `${named} changed while the code was sent: the image has it as it was then. Name files that change by themselves in .polyaxonignore: else every run builds an image.`;
}

/** Files of the context that were written to since a time (milliseconds since 1970), relative to the code folder. */
export async function filesChangedSince(image: ImagePlan, codeFolder: string, time: number): Promise<readonly string[]> {
	const files = contextFiles(image).flatMap(entry => (entry.type === 'file' ? [entry.source] : []));
	const changed: string[] = [];
	for (const path of files) {
		const stats = await lstat(join(codeFolder, path)).catch(() => undefined);
		if (stats && Math.max(stats.mtimeMs, stats.ctimeMs) >= time) changed.push(path);
	}
	return changed;
}
