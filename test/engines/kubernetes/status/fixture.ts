import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ApiError, type ApiFault, type StatusBody} from '../../../../source/engines/kubernetes/client/api-error.ts';
import type {Observed} from '../../../../source/engines/kubernetes/status/observed.ts';

const folder = fileURLToPath(new URL('../../../fixtures/kubernetes', import.meta.url));

/** What a cluster said: recorded from Kubernetes 1.34.4 with containerd 1.6.20, or made from that by hand. */
export type Fixture = {
	readonly made?: 'by hand';
	readonly namespace: string;
	readonly observed: Observed;
	readonly createError?: ApiError;
};

/** Later than everything in the fixtures. */
export const now = Date.parse('2026-11-26T16:00:00Z');

export function readFixture(name: string): Fixture {
	const {createError: error, ...rest} = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Omit<Fixture, 'createError'> & {
		readonly createError?: {readonly fault: ApiFault; readonly status: number; readonly message: string; readonly body?: StatusBody};
	};
	return {...rest, ...(error && {createError: new ApiError(error.fault, error.message, error)})};
}

export function readExpected(name: string): unknown {
	return JSON.parse(readFileSync(join(folder, 'expected', `${name}.json`), 'utf8'));
}

export function fixtureNames(): readonly string[] {
	return readdirSync(folder)
		.filter(file => file.endsWith('.json'))
		.map(file => file.slice(0, -'.json'.length));
}

/** All looks at one real run, from its Job to its end. */
export function readSequence(name: string): readonly Observed[] {
	const {frames, objects} = JSON.parse(readFileSync(join(folder, 'sequences', `${name}.json`), 'utf8')) as {
		readonly frames: ReadonlyArray<{readonly job?: string; readonly pods: readonly string[]; readonly events: readonly string[]}>;
		readonly objects: Readonly<Record<string, never>>;
	};
	return frames.map(({job, pods, events}) => ({
		...(job !== undefined && {job: objects[job]}),
		pods: pods.map(id => objects[id]!),
		events: events.map(id => objects[id]!),
	}));
}
