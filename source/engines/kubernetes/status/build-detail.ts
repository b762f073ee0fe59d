import type {Progress} from './progress.ts';
import {uploadContainer} from './spans.ts';

/** What the Job of a build does before its builder runs, for the detail of the stage `build`; undefined once the builder itself tells. */
export function buildDetail({stage, detail, status, containers, attempt}: Progress): string | undefined {
	const said = detail === undefined ? '' : `: ${detail}`;
	if (status.status === 'running' || status.status === 'succeeded' || status.status === 'failed') return undefined;
	if (stage === 'schedule') return `waiting for a node${said}`;
	const upload = containers.find(({name, attempt: number}) => name === uploadContainer && number === attempt);
	if (upload?.state === 'running') return 'waiting for the code';
	if (stage === 'pull') return `fetching ${upload?.state === 'waiting' ? 'the helper' : 'the builder'}${said}`;
	return 'starting';
}
