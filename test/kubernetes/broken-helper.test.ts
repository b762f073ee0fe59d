import {afterAll, beforeAll, expect, test} from 'vitest';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {startHelperWebhook} from './helper-webhook.ts';
import {busybox, registry} from './kubectl.ts';

// A webhook puts a helper into every pod whose image nobody can pull.

let sandbox: ClusterSandbox;
let hook: AsyncDisposable;
const helper = {name: 'mesh-proxy', image: `${registry}/none:1`};
beforeAll(async () => {
	sandbox = await createClusterSandbox('broken-helper');
	hook = await startHelperWebhook([sandbox], helper, '0');
});
afterAll(async () => {
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
