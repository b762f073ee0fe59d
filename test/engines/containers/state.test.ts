import {expect, test} from 'vitest';
import {parseState} from '../../../source/engines/containers/container-state.ts';
import {endOfRun, isMemoryTheCause} from '../../../source/engines/containers/end-of-run.ts';
import {toContainerHandle} from '../../../source/engines/containers/handle.ts';

const never = '0001-01-01T00:00:00Z';
const state = (facts: object, rest: object = {}) => parseState(JSON.stringify([{State: facts, ...rest}]));

test('what "container inspect" prints is read, of podman and of docker', () => {
	// podman 4.3.1, recorded
	const running = {
		Status: 'running',
		Running: true,
		OOMKilled: false,
		Pid: 28226,
		ConmonPid: 28216,
		ExitCode: 0,
		StartedAt: '2026-11-26T11:18:38.434135696Z',
		FinishedAt: never,
	};
	expect(state(running, {HostConfig: {LogConfig: {Type: 'k8s-file', Path: '/x/ctr.log'}}})).toEqual({
		is: 'running',
		startedAt: Date.parse('2026-11-26T11:18:38.434Z'),
		logFile: '/x/ctr.log',
		writer: 28216,
	});
	expect(state({Status: 'created', StartedAt: never, FinishedAt: never, ExitCode: 0})).toEqual({is: 'waiting'});
	// docker, from its documentation
	const ended = {
		Status: 'exited',
		Running: false,
		OOMKilled: true,
		ExitCode: 137,
		Error: '',
		StartedAt: '2026-11-26T11:18:38Z',
		FinishedAt: '2026-11-26T11:18:40Z',
	};
	expect(state(ended, {HostConfig: {LogConfig: {Type: 'json-file', Config: {}}}})).toEqual({
		is: 'ended',
		exitCode: 137,
		isOutOfMemory: true,
		startedAt: Date.parse('2026-11-26T11:18:38Z'),
		endedAt: Date.parse('2026-11-26T11:18:40Z'),
	});
	expect(state({Status: 'dead', StartedAt: '2026-11-26T11:18:38Z', ExitCode: 3, Error: 'it broke'})).toMatchObject({
		is: 'ended',
		exitCode: 3,
		detail: 'it broke',
	});
	expect([parseState('nonsense'), parseState('[]')]).toEqual([undefined, undefined]);
});

test('a kill under a memory limit is one for memory, where the engine does not tell', () => {
	const limited = {resources: {memory: 64, gpus: 0, shmSize: '2g'}};
	const free = {resources: {gpus: 0, shmSize: '2g'}};
	expect([
		isMemoryTheCause(limited, 137, false),
		isMemoryTheCause(free, 137, false),
		isMemoryTheCause(free, 137, true),
		isMemoryTheCause(limited, 1, false),
	]).toEqual([true, false, true, false]);
	expect(endOfRun(limited, {exitCode: 137, at: 0, isOutOfMemory: true}).reason).toBe('out-of-memory');
	expect(endOfRun(free, {exitCode: 137, at: 0, isOutOfMemory: false}).reason).toBe('killed');
});

test('of a saved handle only what looks like ours is taken', () => {
	const handle = {pulled: 1, image: 'x', build: {pid: 1, startTime: 'a', at: 2}, sent: 'h', ended: {exitCode: 0, at: 1, isOutOfMemory: false}};
	expect(toContainerHandle(JSON.parse(JSON.stringify(handle)))).toEqual(handle);
	expect(toContainerHandle({pulled: 'x', image: 3, build: {pid: 'a'}, ended: null, other: 1})).toEqual({});
});
