import {expect, test} from 'vitest';
import {runOf} from '../../../source/engines/containers/found-runs.ts';

const labels = {'plx.run': 'r-abcdef', 'plx.name': 'digits', 'plx.kind': 'experiment', 'plx.folder': '/runs/r-abcdef', 'plx.code': '/code'};
const startedAt = '2026-11-26T11:18:38.434Z';

/** The run of a container with these labels, in the words of podman. */
const found = (more: Readonly<Record<string, string>>) =>
	runOf(
		'podman',
		'plx-r-abcdef-000000',
		JSON.stringify([{State: {Status: 'running', StartedAt: startedAt}, ImageName: 'x:1', Config: {Labels: {...labels, ...more}}}]),
	);

test('a run that is found by its labels keeps its memory limit and its grace period', () => {
	const plan = found({'plx.memory': '64', 'plx.grace': '2.5'})?.plan('/elsewhere');
	expect(plan).toMatchObject({kind: 'experiment', runFolder: '/elsewhere', gracePeriod: 2.5, resources: {memory: 64, gpus: 0, shmSize: ''}});
	const bare = found({'plx.memory': 'lots', 'plx.grace': '-1'})?.plan('/elsewhere');
	expect([bare?.gracePeriod, bare?.resources]).toEqual([10, {gpus: 0, shmSize: ''}]);
});

test('a container that names no kind of the platform is none of ours', () => {
	expect(found({})?.kind).toBe('experiment');
	expect(found({'plx.kind': 'anything'})).toBeUndefined();
});
