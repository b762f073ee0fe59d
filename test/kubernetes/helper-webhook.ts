import type {V1Container} from '@kubernetes/client-node';
import {expect, vi} from 'vitest';
import type {ClusterSandbox} from './cluster-sandbox.ts';
import {apply, busybox, kubectl} from './kubectl.ts';
import {startTlsServer} from './tls-server.ts';

/** A webhook that puts a container into every pod of the sandboxes, as a service mesh does: `0` before the others, `-` behind them. Works when it resolves. */
export async function startHelperWebhook(
	sandboxes: readonly [ClusterSandbox, ...ClusterSandbox[]],
	helper: V1Container,
	place: '0' | '-',
): Promise<AsyncDisposable> {
	const [{folder, namespace}] = sandboxes;
	const hook = await startTlsServer(folder, (response, body) => {
		const {uid} = JSON.parse(body).request;
		const patch = Buffer.from(JSON.stringify([{op: 'add', path: `/spec/containers/${place}`, value: helper}])).toString('base64');
		response.setHeader('content-type', 'application/json');
		const answer = {uid, allowed: true, patchType: 'JSONPatch', patch};
		response.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer}));
	});
	const values = sandboxes.map(each => each.namespace);
	const webhook = {
		name: 'mesh.test.example',
		clientConfig: {url: `https://${hook.host}/`, caBundle: Buffer.from(hook.certificate).toString('base64')},
		rules: [{operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods']}],
		namespaceSelector: {matchExpressions: [{key: 'kubernetes.io/metadata.name', operator: 'In', values}]},
		sideEffects: 'None',
		admissionReviewVersions: ['v1'],
	};
	await apply({apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', metadata: {name: namespace}, webhooks: [webhook]});
	const pod = () => kubectl('run', 'x', '-n', namespace, `--image=${busybox}`, '--dry-run=server', '-o', 'json');
	await vi.waitFor(async () => expect(await pod()).toContain(helper.name), {timeout: 20_000, interval: 200});
	return {
		async [Symbol.asyncDispose]() {
			await kubectl('delete', 'mutatingwebhookconfiguration', namespace).catch(() => {});
			await hook[Symbol.asyncDispose]();
		},
	};
}
