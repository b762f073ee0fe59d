import {afterAll, beforeAll, expect, test, vi} from 'vitest';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {apply, busybox, kubectl, registry} from './kubectl.ts';
import {startTlsServer} from './tls-server.ts';

// A webhook puts a helper into every pod whose image nobody can pull.

let sandbox: ClusterSandbox;
let hook: Awaited<ReturnType<typeof startTlsServer>>;
const helper = {name: 'mesh-proxy', image: `${registry}/none:1`};
beforeAll(async () => {
	sandbox = await createClusterSandbox('broken-helper');
	hook = await startTlsServer(sandbox.folder, (response, body) => {
		const {uid} = JSON.parse(body).request;
		const patch = Buffer.from(JSON.stringify([{op: 'add', path: '/spec/containers/0', value: helper}])).toString('base64');
		response.setHeader('content-type', 'application/json');
		const answer = {uid, allowed: true, patchType: 'JSONPatch', patch};
		response.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer}));
	});
	const webhook = {
		name: 'broken-helper.test.example',
		clientConfig: {url: `https://${hook.host}/`, caBundle: Buffer.from(hook.certificate).toString('base64')},
		rules: [{operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods']}],
		namespaceSelector: {matchExpressions: [{key: 'kubernetes.io/metadata.name', operator: 'In', values: [sandbox.namespace]}]},
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
	await sandbox?.[Symbol.asyncDispose]();
});

test('a run ends with its command though a helper in its pod never starts, which is told once, and leaves no pod behind', async () => {
	// What waits in vain ends a run of the sandbox after five seconds
	const {end, events, log} = await sandbox.run({image: busybox, command: 'for i in $(seq 12); do echo $i; sleep 1; done; echo over'});
	expect([end.status, end.exitCode, log()?.split('\n').slice(-2)]).toEqual(['succeeded', 0, ['over', '']]);
	const warnings = events.flatMap(event => (event.type === 'notice' && event.severity === 'warning' && /mesh-proxy/.test(event.text) ? [event.text] : []));
	expect(warnings).toEqual([
		`The helper mesh-proxy beside the command does not run (its image ${helper.image} cannot be pulled). The command goes on without it.`,
	]);
	expect(await ownObjects(sandbox.namespace, 'jobs,pods')).toEqual([]);
});
