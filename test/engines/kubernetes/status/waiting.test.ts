import type {V1Pod} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import {diagnoseCluster} from '../../../../source/engines/kubernetes/status/diagnose.ts';
import {holdersOf} from '../../../../source/engines/kubernetes/status/holders.ts';
import {newsOf} from '../../../../source/engines/kubernetes/status/news.ts';
import {progressOf, rememberNotices} from '../../../../source/engines/kubernetes/status/progress.ts';
import {waitOf} from '../../../../source/engines/kubernetes/status/waiting.ts';
import {now} from './fixture.ts';

type State = {readonly running?: object; readonly waiting?: object; readonly terminated?: object};

const startedAt = '2026-11-26T10:00:05Z';
const running: State = {running: {startedAt}};
const creating = {waiting: {reason: 'ContainerCreating'}};
const ended = {terminated: {exitCode: 0, startedAt, finishedAt: '2026-11-26T10:00:09Z'}};
const failing = (reason = 'ImagePullBackOff') => ({waiting: {reason, message: 'no such image: not found'}});

/** A pod of two containers, of which webhooks like to put theirs first, and an init container that lives as long as the pod. */
function podOf(states: {readonly main: State; readonly mesh?: State; readonly proxy?: State}): V1Pod {
	const {main, mesh = running, proxy = running} = states;
	const statusOf = (name: string, state: State) => ({name, state, restartCount: 0, image: name});
	return JSON.parse(
		JSON.stringify({
			metadata: {name: 'p', uid: 'p', creationTimestamp: '2026-11-26T10:00:00Z'},
			spec: {
				nodeName: 'n',
				initContainers: [{name: 'proxy', image: 'proxy:1', restartPolicy: 'Always'}],
				containers: [
					{name: 'mesh', image: 'mesh:1'},
					{name: 'main', image: 'main:1'},
				],
			},
			status: {
				// As the kubelet has it: pending while any of its containers waits
				phase: [main, mesh].some(({waiting}) => waiting) ? 'Pending' : 'Running',
				conditions: [{type: 'PodScheduled', status: 'True', lastTransitionTime: '2026-11-26T10:00:01Z'}],
				initContainerStatuses: [statusOf('proxy', proxy)],
				containerStatuses: [statusOf('main', main), statusOf('mesh', mesh)],
			},
		}),
	);
}

const observe = (states: Parameters<typeof podOf>[0]) => ({pods: [podOf(states)], events: []});
const look = (states: Parameters<typeof podOf>[0]) => {
	const observed = observe(states);
	return [
		waitOf(observed.pods[0], 'main')?.container,
		diagnoseCluster({...observed, namespace: 'team', mainContainer: 'main', now})?.code,
		progressOf(observed, 'main', now).status.status,
	];
};

test('a command is held up by its own image and by what comes before it, and by nothing beside it', () => {
	expect([
		look({main: failing()}),
		look({main: creating, proxy: failing()}),
		look({main: failing(), mesh: failing()}),
		look({main: creating, mesh: failing()}),
		look({main: running, mesh: failing()}),
		look({main: running, mesh: failing('CreateContainerConfigError'), proxy: failing('CrashLoopBackOff')}),
	]).toEqual([
		['main', 'image-not-found', 'warning'],
		['proxy', 'image-not-found', 'warning'],
		['main', 'image-not-found', 'warning'],
		[undefined, undefined, 'scheduled'],
		[undefined, undefined, 'running'],
		[undefined, undefined, 'running'],
	]);
});

test('helpers that do not run beside a command are told once each, however their state changes', () => {
	const states = [
		{main: creating, mesh: failing()},
		{main: running, mesh: failing('ErrImagePull')},
		{main: running, mesh: failing(), proxy: failing('CrashLoopBackOff')},
		{main: running, mesh: creating},
		{main: running, mesh: failing(), proxy: failing('CrashLoopBackOff')},
	];
	let before: Parameters<typeof newsOf>[0];
	const told = states.map(state => {
		const progress = rememberNotices(before, progressOf(observe(state), 'main', now));
		const news = newsOf(before, progress).filter(({type}) => type === 'notice');
		before = progress;
		return news;
	});
	const notice = (text: string) => ({type: 'notice', at: Date.parse(startedAt), severity: 'warning', text});
	expect(told).toEqual([
		[],
		[notice('The helper mesh beside the command does not run (its image mesh:1 cannot be pulled). The command goes on without it.')],
		[notice('The helper proxy beside the command does not run (CrashLoopBackOff). The command goes on without it.')],
		[],
		[],
	]);
});

test('a helper that still waits for its image keeps the pod alive as one that runs does', () => {
	expect([
		holdersOf(observe({main: ended, mesh: failing()}), 'main'),
		holdersOf(observe({main: ended, mesh: running}), 'main'),
		holdersOf(observe({main: ended, mesh: ended}), 'main'),
		holdersOf(observe({main: running, mesh: failing()}), 'main'),
	]).toEqual([['mesh'], ['mesh'], [], []]);
});
