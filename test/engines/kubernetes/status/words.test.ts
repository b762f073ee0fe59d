import type {V1PodSpec} from '@kubernetes/client-node';
import {expect, test} from 'vitest';
import {noBash} from '../../../../source/engines/command-script.ts';
import {ApiError} from '../../../../source/engines/kubernetes/client/api-error.ts';
import {word} from '../../../../source/engines/kubernetes/status/causes/kubectl.ts';
import {containersOf} from '../../../../source/engines/kubernetes/status/containers.ts';
import {diagnoseCluster, type Trouble, toDiagnosis} from '../../../../source/engines/kubernetes/status/diagnose.ts';
import {endOf} from '../../../../source/engines/kubernetes/status/end.ts';
import {newsOf} from '../../../../source/engines/kubernetes/status/news.ts';
import {attemptsOf} from '../../../../source/engines/kubernetes/status/observed.ts';
import {progressOf} from '../../../../source/engines/kubernetes/status/progress.ts';
import {parseScheduling, schedulingText} from '../../../../source/engines/kubernetes/status/scheduling-words.ts';
import {fixtureNames, now, readFixture} from './fixture.ts';

test('what the scheduler counts is put into words', () => {
	const say = (text: string) => {
		const scheduling = parseScheduling(text);
		return scheduling && schedulingText(scheduling);
	};
	expect([
		say('0/5 nodes are available: 3 Insufficient nvidia.com/gpu, 2 node(s) had untolerated taint {dedicated: ml}. preemption: 0/5 nodes are available: 5 x.'),
		say("0/3 nodes are available: 1 Too many pods, 1 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector."),
		say('0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.'),
		say('0/4 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found'),
		say(
			'0/2 nodes are available: 1 Insufficient cpu, 1 Insufficient memory, 2 node(s) had untolerated taint(s). no new claims to deallocate, preemption: none.',
		),
		say('the scheduler has no leader'),
	]).toEqual([
		'of 5 nodes, 3 have no nvidia.com/gpu free, 2 are reserved by the taint dedicated=ml',
		'of 3 nodes, 1 has no pods free, 1 is closed or not ready, 1 has other labels than the run asks for',
		'of 1 node, 1 is reserved by the taint node.kubernetes.io/unreachable',
		'of 4 nodes, 4: pod has unbound immediate PersistentVolumeClaims',
		'of 2 nodes, 1 has not enough cpu free, 1 has not enough memory free, 2 are reserved by a taint',
		undefined,
	]);
});

test('no text from outside reaches the screen with its control characters', () => {
	const evil = '\u001b]0;x\u0007\u001b[31m\u202e\r';
	const spoil = <Value>(value: Value): Value =>
		JSON.parse(JSON.stringify(value ?? null), (key, inner) =>
			typeof inner === 'string' && ['message', 'image', 'nodeName', 'field', 'kubernetes.io/arch'].includes(key) ? `${evil}${inner}` : inner,
		);
	for (const name of fixtureNames()) {
		const {namespace, observed, createError: error} = readFixture(name);
		const spoilt = spoil(observed);
		const createError = error && new ApiError(error.fault, `${evil}${error.message}`, {status: error.status, body: spoil(error.body)});
		const progress = progressOf(spoilt, 'main', now);
		const diagnosis = diagnoseCluster({...spoilt, createError, namespace, mainContainer: 'main', now});
		const shown = JSON.stringify([diagnosis, diagnosis && toDiagnosis(diagnosis), endOf(spoilt, 'main', now), newsOf(undefined, progress), progress]);
		expect([name, /\\u001b|\\u0007|\u202e|\\r/.exec(shown)?.input]).toEqual([name, undefined]);
	}
});

test('names from outside are one word of a command', () => {
	expect([word('regcred'), word('a; rm -rf ~'), word('a\u001b[31mb'), word("it's")]).toEqual(['regcred', "'a; rm -rf ~'", 'ab', `'it'\\''s'`]);
});

test('every container of a pod is known: steps, sidecars of both kinds, and those of kubectl debug', () => {
	const {observed} = readFixture('native-sidecar-running');
	const pod = structuredClone(observed.pods[0]!);
	pod.spec!.containers.push({name: 'istio-proxy'});
	pod.spec!.ephemeralContainers = [{name: 'debugger', image: 'busybox'}];
	pod.status!.ephemeralContainerStatuses = [
		{name: 'debugger', image: 'busybox', imageID: '', ready: false, restartCount: 0, containerID: 'containerd://d', state: {running: {}}},
	];
	const proxy = pod.status!.initContainerStatuses!.find(({name}) => name === 'proxy')!;
	proxy.restartCount = 1;
	proxy.lastState = {terminated: {exitCode: 1, containerID: 'containerd://before'}};
	const [attempt] = attemptsOf({...observed, pods: [pod]});
	const views = containersOf(attempt!, 'main');
	expect(views.map(({name, kind, state, restartCount, previousID}) => ({name, kind, state, restartCount, previousID}))).toEqual([
		{name: 'prepare', kind: 'init', state: 'terminated', restartCount: 0},
		{name: 'proxy', kind: 'sidecar', state: 'running', restartCount: 1, previousID: 'containerd://before'},
		{name: 'main', kind: 'main', state: 'running', restartCount: 0},
		{name: 'istio-proxy', kind: 'sidecar', state: 'waiting', restartCount: 0},
		{name: 'debugger', kind: 'ephemeral', state: 'running', restartCount: 0},
	]);
});

test('a hint knows what this run has: its own image, its pull secrets, its context', () => {
	const diagnose = (name: string, facts: Partial<Trouble>, spec: Partial<V1PodSpec> = {}) => {
		const {namespace, observed, createError} = readFixture(name);
		const pods = observed.pods.map(pod => ({...pod, spec: {...pod.spec!, ...spec}}));
		return diagnoseCluster({...observed, pods, createError, namespace, mainContainer: 'main', now, ...facts})?.hint;
	};
	expect([
		diagnose('image-not-found', {strategy: 'kaniko'}),
		diagnose('image-not-found', {strategy: 'inline'}),
		diagnose('image-pull-auth', {}, {imagePullSecrets: [{name: 'mine'}]}),
		diagnose('secret-missing', {context: 'my cluster'}),
		diagnose('pod-security', {strategy: 'inline'}),
	]).toEqual([
		'It was built for this run, and the node does not find it under this name: set kubernetes.registryForNodes to the registry as nodes name it.',
		'Correct the name and the tag in build.image. The page of the image at its registry lists its tags.',
		'See that the name is right, and that mine holds a login for 127.0.0.1:5999 that may pull it: kubectl describe secret mine --namespace slice-status.',
		"Create it (kubectl create secret generic no-such-secret --from-literal=KEY=VALUE --namespace slice-status --context 'my cluster'), or correct the name in environment.secret_refs.",
		'Another namespace may take it: --namespace NAME.',
	]);
});

test('of a command that was killed memory is spoken of only where its log does, and a probe that failed is the proof', () => {
	const {namespace, observed} = readFixture('exit-137');
	const tell = (change: Partial<Trouble>) => {
		const {title, hint, evidence, isGeneral} = diagnoseCluster({...observed, namespace, mainContainer: 'main', now, ...change})!;
		return {title, isAboutMemory: !hint.startsWith('The cluster does not say that memory ran out.'), evidence, isGeneral};
	};
	const title = 'the command was killed (SIGKILL, exit 137)';
	const unhealthy = {metadata: {}, reason: 'Unhealthy', message: 'Liveness probe failed', involvedObject: {uid: observed.pods[0]!.metadata!.uid}};
	const [speaking] = JSON.parse(
		JSON.stringify(observed.pods, (key, value) => (key === 'terminated' ? {...value, message: 'torch: DataLoader worker hit by oom-kill\nbye\n'} : value)),
	);
	expect([tell({}), tell({pods: [speaking]}), tell({events: [...observed.events, unhealthy]})]).toEqual([
		{title, isAboutMemory: false, evidence: ['Killed'], isGeneral: undefined},
		{title, isAboutMemory: true, evidence: ['torch: DataLoader worker hit by oom-kill'], isGeneral: undefined},
		{title, isAboutMemory: false, evidence: ['Liveness probe failed'], isGeneral: undefined},
	]);
});

test('that an image has no bash is no cause of a failure', () => {
	const {namespace, observed} = readFixture('exit-1');
	const [said] = JSON.parse(JSON.stringify(observed.pods, (key, value) => (key === 'terminated' ? {...value, message: `why\n${noBash}\n`} : value)));
	expect(diagnoseCluster({...observed, pods: [said], namespace, mainContainer: 'main', now})?.evidence).toEqual(['why']);
});
