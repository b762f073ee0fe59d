import type {RunSummary} from './store.ts';

/** A run in a list, which need not have a folder on this machine. */
export type ListedRun = RunSummary & {
	/** Where a run without a folder here was found; then `folder` is empty. */
	readonly found?: Found;
};

/** What an engine keeps of a run, by which it is known. */
export type Found = {
	readonly by: 'cluster' | 'container';
	/** Names the run where its id is that of another one too: the Job or the container. */
	readonly ref: string;
};

/** What tells the run from all others in a list, and from then on finds it. */
export function refOf({runId, found}: Pick<ListedRun, 'runId' | 'found'>): string {
	return found?.ref ?? runId;
}

/** What a list says after the status of a run that is not on this machine, such as `only in lab/default`; empty for the others. */
export function foundText({found, place}: Pick<ListedRun, 'found' | 'place'>): string {
	if (!found) return '';
	return found.by === 'cluster' ? `, only in ${place ?? 'the cluster'}` : ', its folder is gone';
}

/** The same in few cells, whatever contexts are named. */
export function foundMark({found}: Pick<ListedRun, 'found'>): string {
	return foundText({...(found && {found})});
}
