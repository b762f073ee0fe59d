import type {RunEvent} from '../engine.ts';
import type {ApiError} from './client/api-error.ts';
import {problemOfApiError} from './client/api-problem.ts';
import type {Drive} from './drive-context.ts';

/** Says once that the API server is away, and once that it is back. */
export function createServerAway(
	{world, client}: Pick<Drive, 'world' | 'client'>,
	push: (event: RunEvent) => void,
): {met(error: ApiError): void; isOver(): void} {
	let since: number | undefined;
	let isSaid = false;
	return {
		met(error) {
			since ??= world.now();
			if (isSaid || world.now() - since < 4000) return;
			isSaid = true;
			const {message, hint} = problemOfApiError(error, client.cluster);
			push({at: world.now(), type: 'notice', severity: 'warning', text: `${message} ${hint ?? ''} The run goes on, and is looked for again and again.`});
		},
		isOver() {
			if (isSaid) push({at: world.now(), type: 'notice', severity: 'info', text: 'The API server answers again.'});
			since = undefined;
			isSaid = false;
		},
	};
}
