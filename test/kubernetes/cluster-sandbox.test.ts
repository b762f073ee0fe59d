import process from 'node:process';
import {expect, test} from 'vitest';
import {createClusterSandbox} from './cluster-sandbox.ts';
import {kubectl} from './kubectl.ts';
import {ownNamespaces} from './own-namespaces.ts';

test('a sandbox that cannot be made takes its namespace with it', async () => {
	await expect(createClusterSandbox('broken', {objects: [{apiVersion: 'v1', kind: 'Nonsense', metadata: {name: 'x'}}]})).rejects.toThrow('Nonsense');
	const left = await kubectl('get', 'namespaces', '-l', ownNamespaces(), '-o', 'jsonpath={range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}');
	// Deleted at once, gone a moment later
	expect(['', `plx-test-broken-${process.pid} Terminating`]).toContain(left.split('\n').find(line => line.includes('broken')) ?? '');
});
