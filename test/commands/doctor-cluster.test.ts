import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {doctorCommand} from '../../source/commands/doctor.ts';
import {createSandbox, type Sandbox} from '../engines/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await createSandbox();
});

afterEach(() => sandbox.remove());

/** What doctor says of the cluster of this kubeconfig: its row, and what stands below it. */
async function clusterRows(kubeconfig: string, env: Readonly<Record<string, string>> = {}) {
	const stdout = new PassThrough();
	const world = {...sandbox.world, env: {...sandbox.world.env, KUBECONFIG: kubeconfig, ...env}, stdout};
	await doctorCommand(world, {});
	return String(stdout.read())
		.replace(/^[\s\S]*^(?=. engine kubernetes)/m, '')
		.replace(/^. settings[\s\S]*/m, '');
}

const kubeconfig = `apiVersion: v1
kind: Config
current-context: lab
clusters: [{name: c, cluster: {server: 'http://127.0.0.1:1'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: lab, context: {cluster: c, user: u, namespace: ml}}, {name: prod, context: {cluster: c, user: u}}]
`;

test('without a kubeconfig the cluster is not installed, which is no fault', async () => {
	expect(await clusterRows(`${sandbox.folder}/none`)).toMatch(/^[–-] engine kubernetes not installed: there is no kubeconfig\n$/);
});

test('context and namespace are named as kubeconfig, settings and environment say', async () => {
	await sandbox.write({'kube.yaml': kubeconfig});
	const file = `${sandbox.code}/kube.yaml`;
	expect(await clusterRows(file)).toMatch(
		/^[✗x] engine kubernetes not ready: context lab, namespace ml\n {2}error: The cluster of the context "lab" cannot be reached/,
	);
	await sandbox.write({'.polyaxon/tui.yaml': 'kubernetes: {context: prod}\n'});
	expect(await clusterRows(file)).toContain('not ready: context prod, namespace default\n');
	expect(await clusterRows(file, {POLYAXON_TUI_NAMESPACE: 'other'})).toContain('not ready: context prod, namespace other\n');
});

test('a context that the kubeconfig does not have is told', async () => {
	await sandbox.write({'kube.yaml': kubeconfig, '.polyaxon/tui.yaml': 'kubernetes: {context: prd}\n'});
	const rows = await clusterRows(`${sandbox.code}/kube.yaml`);
	expect(rows).toMatch(/^[✗x] engine kubernetes not ready\n/);
	expect(rows).toContain('error: The context "prd" is not in the kubeconfig.\n    → Did you mean prod?\n');
});
