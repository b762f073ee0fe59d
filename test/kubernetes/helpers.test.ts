import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {apply, busybox, kubectl} from './kubectl.ts';
import {startTlsServer} from './tls-server.ts';

// A webhook puts a helper into every pod, as a service mesh does; the helper does not see that the command ends.

let sandbox: ClusterSandbox;
/** May do all that the administrator may: also delete pods. */
let administrator: ClusterSandbox;
let hook: Awaited<ReturnType<typeof startTlsServer>>;
const helper = {name: 'mesh-proxy', image: busybox, command: ['sh', '-c', 'trap "exit 0" TERM; echo ready; while :; do sleep 0.2; done']};
beforeAll(async () => {
	[sandbox, administrator] = await Promise.all([createClusterSandbox('helpers'), createClusterSandbox('helpers-admin', {isAdministrator: true})]);
	hook = await startTlsServer(sandbox.folder, (response, body) => {
		const {uid} = JSON.parse(body).request;
		const patch = Buffer.from(JSON.stringify([{op: 'add', path: '/spec/containers/-', value: helper}])).toString('base64');
		response.setHeader('content-type', 'application/json');
		const answer = {uid, allowed: true, patchType: 'JSONPatch', patch};
		response.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer}));
	});
	const webhook = {
		name: 'mesh.test.example',
		clientConfig: {url: `https://${hook.host}/`, caBundle: Buffer.from(hook.certificate).toString('base64')},
		rules: [{operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods']}],
		namespaceSelector: {matchExpressions: [{key: 'kubernetes.io/metadata.name', operator: 'In', values: [sandbox.namespace, administrator.namespace]}]},
		sideEffects: 'None',
		admissionReviewVersions: ['v1'],
	};
	await apply({apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: {name: sandbox.namespace}, webhooks: [webhook]});
	const pod = () => kubectl('run', 'x', '-n', sandbox.namespace, `--image=${busybox}`, '--dry-run=server', '-o', 'json');
	await vi.waitFor(async () => expect(await pod()).toContain('mesh-proxy'), {timeout: 20_000, interval: 200});
});
afterAll(async () => {
	await kubectl('delete', 'mutatingwebhookconfiguration', sandbox.namespace).catch(() => {});
	await hook?.[Symbol.asyncDispose]();
	await Promise.all([sandbox, administrator].map(each => each?.[Symbol.asyncDispose]()));
});

const notices = ({events}: ReturnType<ClusterSandbox['look']>) =>
	events.flatMap(event => (event.type === 'notice' && /mesh-proxy/.test(event.text) ? [event.text] : []));
const deleted = 'The command has ended, and mesh-proxy in its pod has not: the pod is deleted with its Job, so that nothing runs on.';

test.concurrent('a run ends with its command though a helper runs on in its pod, which is deleted', async () => {
	const runs = await Promise.all([
		sandbox.run({command: 'echo one; echo two', name: 'good'}),
		sandbox.run({command: 'echo three; exit 3', name: 'bad'}),
		sandbox.run({steps: ['echo built'], image: busybox, command: 'true', name: 'built'}),
	]);
	expect(runs.map(({end, log}) => [end.status, end.exitCode, log()])).toEqual([
		['succeeded', 0, 'one\ntwo\n'],
		['failed', 3, 'three\n'],
		['succeeded', 0, ''],
	]);
	expect(runs.map(notices)).toEqual([[deleted], [deleted], [deleted.replace('command', 'build'), deleted]]);
	for (const {events, log} of runs) {
		expect(log('sidecar-mesh-proxy')).toBe('ready\n');
		expect(events).toContainEqual(
			expect.objectContaining({type: 'stream-state', streamId: 'sidecar-mesh-proxy', state: 'ended', detail: 'its container was still running'}),
		);
	}
	expect(await ownObjects(sandbox.namespace, 'jobs,pods')).toEqual([]);
});

test.concurrent('a command that fails beside a helper is started again as often as asked for, where pods may be deleted', async () => {
	const request = {command: 'echo tried; exit 3', environment: {max_restarts: 1}};
	const [free, bound] = await Promise.all([administrator.run(request), sandbox.run({...request, name: 'bound'})]);
	expect([free, bound].map(({end, log}) => [end.status, end.exitCode, log(), log('run-2')])).toEqual([
		['failed', 3, 'tried\n', 'tried\n'],
		['failed', 3, 'tried\n', undefined],
	]);
	expect(notices(free)).toEqual([
		'The command has failed, and mesh-proxy in its pod runs on: the pod is deleted, so that the cluster starts the run again.',
		deleted,
	]);
	expect(notices(bound)).toEqual([deleted]);
	expect(await ownObjects(administrator.namespace, 'jobs,pods')).toEqual([]);
});
