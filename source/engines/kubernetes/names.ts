import {hashOf} from '../../image/content-hash.ts';

/** Shorter than Kubernetes needs it for a Job (63), so that also the Job that builds and the pods keep it whole. */
const longestJobName = 48;

/** Names of the Jobs of a run, which no other run in the namespace has: ids of runs on other machines can be the same, a time with a folder is not. */
export function jobNamesOf({
	name,
	runId,
	runFolder,
	created,
}: {
	readonly name: string;
	readonly runId: string;
	readonly runFolder: string;
	readonly created: number;
}): {
	readonly job: string;
	readonly buildJob: string;
} {
	const end = `-${slugOf(runId.replace(/^r-/, ''), 16)}-${hashOf([runFolder, String(created)]).slice(0, 5)}`;
	const job = `plx-${slugOf(name, longestJobName - 4 - end.length)}${end}`;
	return {job, buildJob: `${job}-build`};
}

/** Where the images of a run's name are in a registry: `<registry>/plx-<name>`. */
export function repositoryOf(registry: string, name: string): string {
	return `${registry}/plx-${slugOf(name, 60)}`;
}

/** Any text as a part of a DNS label (RFC 1123) of at most `longest` characters: small letters, digits and single hyphens between them. */
export function slugOf(text: string, longest: number): string {
	const plain = text
		.normalize('NFKD')
		.replaceAll(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replace(/^-+/, '')
		.slice(0, longest)
		.replace(/-+$/, '');
	return plain === '' ? 'run' : plain;
}

/** Any text as the value of a label: at most 63 letters, digits, `.`, `_` and `-`, with a letter or digit at both ends. */
export function labelValue(text: string): string {
	return text
		.replaceAll(/[^A-Za-z0-9._-]+/g, '-')
		.replace(/^[._-]+/, '')
		.slice(0, 63)
		.replace(/[._-]+$/, '');
}
