import {expect, test} from 'vitest';
import {createKubernetesPlan} from '../../../source/engines/kubernetes/create-plan.ts';
import {inspectPlan} from '../../../source/engines/kubernetes/inspect-plan.ts';
import {restrictedPlan} from '../../../source/engines/kubernetes/strategy.ts';
import {requestOf} from './plan-of.ts';
import {fakeCluster, node, refused} from './preflight/fake-cluster.ts';

const {signal} = new AbortController();
const place = {context: 'admin', namespace: 'n', server: 'https://c', kubeconfig: []};

function planned(change: Parameters<typeof requestOf>[0] = {}) {
	return createKubernetesPlan(requestOf(change), place, {now: 0, realPath: path => path});
}

test('rows and plan of a namespace that takes all', async () => {
	const plan = planned({kubernetes: {registry: 'r:5000/t'}});
	const linux = node({cpu: '8', memory: '16Gi', 'ephemeral-storage': '100Gi'}, {labels: {'kubernetes.io/os': 'linux'}});
	const {client} = fakeCluster({'GET /api/v1/nodes': () => ({items: [linux]})});
	const found = await inspectPlan(client, plan, signal, restrictedPlan);
	expect(found.plan).toBe(plan);
	expect(found.ofStrategy).toEqual([]);
	expect(found.checks.filter(({state}) => state === 'failed')).toEqual([]);
	expect(found.checks.map(({topic}) => topic)).toContain('pod-security');
});

test('in a restricted namespace the steps run in the pod, and the plan says so', async () => {
	const plan = planned({kubernetes: {registry: 'r:5000/t'}});
	const message = 'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';
	const {client, asked} = fakeCluster({
		'POST /api/v1/namespaces/n/pods': ({body}) => {
			const {spec} = body as {spec: {securityContext?: {runAsNonRoot?: boolean}}};
			return spec.securityContext?.runAsNonRoot ? body : refused(403, message);
		},
	});
	const {plan: found} = await inspectPlan(client, plan, signal, restrictedPlan);
	// What the two plans have in common is asked once
	const questions = asked.map(({request, options: {query, body}}) => JSON.stringify([request, query, body]));
	expect(questions).toEqual([...new Set(questions)]);
	expect(plan.strategy.type).toBe('kaniko');
	expect([found.strategy.type, found.isRestricted, found.buildJob]).toEqual(['inline', true, undefined]);
});

test('a strategy that cannot work is told beside the rows', async () => {
	const {client} = fakeCluster();
	const {ofStrategy} = await inspectPlan(client, planned({specification: {kind: 'build', command: undefined}}), signal, restrictedPlan);
	expect(ofStrategy.map(({code}) => code)).toEqual(['no-registry']);
});

test('what keeps the cluster from working at all is told too', async () => {
	const {client} = fakeCluster({'GET /api/v1/namespaces/n': () => ({status: {phase: 'Terminating'}})});
	const {away} = await inspectPlan(client, planned(), signal, restrictedPlan);
	expect(away.map(({code}) => code)).toEqual(['namespace-ends']);
});

test('a cluster that answers late is there, and what it did not say in time is unknown', async () => {
	const plan = planned();
	let answer = () => {};
	const late = new Promise<object>(resolve => {
		answer = () => resolve({status: {phase: 'Active'}});
	});
	const never = () => new Promise(() => {});
	const {client} = fakeCluster({
		'GET /api/v1/namespaces/n': () => late,
		'GET /api/v1/nodes': never,
		'POST /api/v1/namespaces/n/pods': never,
		'POST /apis/batch/v1/namespaces/n/jobs': never,
	});
	setTimeout(answer, 300);
	const found = await inspectPlan(client, plan, signal, restrictedPlan, 100);
	expect([found.plan, found.away]).toEqual([plan, []]);
	expect(found.checks.flatMap(({topic, state}) => (state === 'unknown' ? [topic] : []))).toEqual(['manifest', 'nodes']);
});
