import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

// Pods that were evicted are gone, and the Job does not count those that its rules ignore: only who saw them knows how the others are numbered.

const fileOf = (runFolder: string, jobUid: string) => join(runFolder, 'pods', `${jobUid}.json`);

/** The uids of a Job's pods as drivers of this machine have seen them, first one first; empty when none was saved. */
export function readPodOrder(runFolder: string, jobUid: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(readFileSync(fileOf(runFolder, jobUid), 'utf8'));
		return Array.isArray(value) ? value.filter(uid => typeof uid === 'string') : [];
	} catch {
		return [];
	}
}

/** Saves it. */
export function savePodOrder(runFolder: string, jobUid: string, order: readonly string[]): void {
	const file = fileOf(runFolder, jobUid);
	try {
		mkdirSync(join(runFolder, 'pods'), {recursive: true, mode: 0o700});
		writeFileSync(`${file}.new`, JSON.stringify(order), {mode: 0o600});
		renameSync(`${file}.new`, file);
	} catch {
		// The next driver numbers by what the cluster still has
	}
}
