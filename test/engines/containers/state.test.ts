import {expect, test} from 'vitest';
import {parseState} from '../../../source/engines/containers/container-state.ts';
import {endOfRun} from '../../../source/engines/containers/end-of-run.ts';
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

test('an end for memory is told as sure or as probable, and what the engine says of an end is shown', () => {
	const limited = {engine: 'podman', resources: {memory: 64, gpus: 0, shmSize: '2g'}} as const;
	const killed = {exitCode: 137, at: 0, isOutOfMemory: true};
	expect(endOfRun(limited, killed)).toEqual({
		status: 'failed',
		exitCode: 137,
		reason: 'out-of-memory',
		message: 'The command was killed: it used more memory than its limit of 64 Mi (exit code 137).',
	});
	expect(endOfRun(limited, {...killed, isGuess: true}).message).toBe(
		'The command was killed: it probably used more memory than its limit of 64 Mi (exit code 137).',
	);
	expect(endOfRun(limited, {...killed, isOutOfMemory: false}).reason).toBe('killed');
	expect(endOfRun(limited, {exitCode: 7, at: 0, isOutOfMemory: false, detail: 'the disk is full'})).toEqual({
		status: 'failed',
		exitCode: 7,
		reason: 'command-failed',
		message: 'The command failed with exit code 7. Podman says: the disk is full.',
	});
	expect(endOfRun(limited, {exitCode: 0, at: 0, isOutOfMemory: false, detail: 'nothing bad'})).toEqual({status: 'succeeded', exitCode: 0});
});

test('of a saved handle only what looks like ours is taken', () => {
	const handle = {pulled: 1, image: 'x', build: {pid: 1, startTime: 'a', at: 2}, sent: 'h', ended: {exitCode: 0, at: 1, isOutOfMemory: false}};
	expect(toContainerHandle(JSON.parse(JSON.stringify(handle)))).toEqual(handle);
	const guessed = {ended: {...handle.ended, isGuess: true, detail: 'said'}};
	expect(toContainerHandle(guessed)).toEqual(guessed);
	expect(toContainerHandle({ended: {...handle.ended, detail: 3}})).toEqual({});
	expect(toContainerHandle({pulled: 'x', image: 3, build: {pid: 'a'}, ended: null, other: 1})).toEqual({});
});
