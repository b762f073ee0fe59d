import {afterAll, beforeAll, expect, test} from 'vitest';
import {parse} from 'yaml';
import {createKubernetesEngine, findPlace} from '../../source/engines/kubernetes/kubernetes.ts';
import {roleFor} from '../../source/engines/kubernetes/preflight/role.ts';
import {type ClusterSandbox, createClusterSandbox, ownObjects} from './cluster-sandbox.ts';
import {python} from './kubectl.ts';
import {limitedAccount} from './limited-account.ts';

let sandbox: ClusterSandbox;
let engine: ClusterSandbox['engine'];
beforeAll(async () => {
	sandbox = await createClusterSandbox('no-exec');
	const {rules} = parse(roleFor(sandbox.namespace)) as {readonly rules: ReadonlyArray<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>>};
	const others = rules.map(rule => ({...rule, resources: rule.resources.filter(resource => resource !== 'pods/exec')}));
	const KUBECONFIG = await limitedAccount(sandbox.namespace, sandbox.folder, {name: 'sender', rules: others.filter(({resources}) => resources.length > 0)});
	const world = {...sandbox.world, env: {...sandbox.world.env, KUBECONFIG}};
	const place = await findPlace(world, {namespace: sandbox.namespace});
	if ('code' in place) throw new Error(place.message);
	engine = createKubernetesEngine(world, place);
	await sandbox.write({'train.py': 'print("trained")\n'});
});
afterAll(() => sandbox?.[Symbol.asyncDispose]());

test('a driver that ends while the way of the code is changed is followed by one that ends the run, which nobody has deleted', async () => {
	const plan = await sandbox.plan({image: python, command: 'python3 train.py', kubernetes: {builder: 'inline'}}, engine);
	const controller = new AbortController();
	const driving = sandbox.drive(plan, controller.signal, engine);
	await sandbox.until(plan, 'the change', ({events}) => events.some(event => event.type === 'handle' && 'viaConfigMap' in event.handle));
	controller.abort();
	await driving;
	expect(sandbox.look(plan).events.some(event => event.type === 'handle' && 'job' in event.handle && 'viaConfigMap' in event.handle)).toBe(false);
	const {end, log, short} = await sandbox.drive(plan, undefined, engine);
	expect(end).toEqual({status: 'succeeded', exitCode: 0});
	expect(log()).toMatch(/^trained$/m);
	expect(short).toContain('upload succeeded: by a ConfigMap');
	expect((await ownObjects(sandbox.namespace, 'jobs,configmaps')).toSorted()).toEqual([`configmap/${plan.job}-context`, `job.batch/${plan.job}`]);
});
