import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/engines/engine.ts';
import {ApiError} from '../../../source/engines/kubernetes/client/api-error.ts';
import type {Drive} from '../../../source/engines/kubernetes/drive-context.ts';
import {createServerAway} from '../../../source/engines/kubernetes/server-away.ts';

test('a server that is away for more than a moment is told once, and once that it is back', () => {
	let now = 0;
	const told: RunEvent[] = [];
	const drive = {
		world: {now: () => now},
		client: {cluster: {context: 'c', namespace: 'n', server: 'https://host:6443', user: 'u'}},
	} as unknown as Pick<Drive, 'world' | 'client'>;
	const away = createServerAway(drive, event => told.push(event));
	const error = new ApiError('unreachable', 'Nothing listens at https://host:6443.');
	away.met(error);
	away.isOver();
	expect(told).toEqual([]);
	for (now = 1000; now <= 9000; now += 2000) away.met(error);
	away.isOver();
	away.isOver();
	expect(told.map(event => (event.type === 'notice' ? [event.severity, event.text.slice(0, 60)] : event))).toEqual([
		['warning', 'The cluster of the context "c" cannot be reached: Nothing li'],
		['info', 'The API server answers again.'],
	]);
});
