import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type ClusterSandbox, createClusterSandbox, ownObjects, type Request} from './cluster-sandbox.ts';
import {apply, busybox, kubectl, machine, python, registry, registryFolder} from './kubectl.ts';
import {startRefusingRegistry} from './refusing-registry.ts';
import {startTlsServer} from './tls-server.ts';

// Every run is driven without a preflight, which refuses most of these: what is shown is how a run ends that came through.

let sandbox: ClusterSandbox;
let disk: ClusterSandbox;
/** The node looks at disks every now and then only: it is waited for beside the others. */
let filling: ReturnType<ClusterSandbox['run']>;
beforeAll(async () => {
	sandbox = await createClusterSandbox('failures', {
		isAdministrator: true,
		objects: [{apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings'}, data: {ONE: '1'}}],
	});
	disk = await createClusterSandbox('disk', {
		objects: [{apiVersion: 'v1', kind: 'LimitRange', metadata: {name: 'disk'}, spec: {limits: [{type: 'Container', default: {'ephemeral-storage': '1Mi'}}]}}],
	});
	filling = disk.run({command: 'dd if=/dev/zero of=/outputs/big bs=1M count=20 2>/dev/null; echo written; while :; do sleep 0.2; done'});
});
afterAll(async () => {
	await Promise.all([sandbox, disk].map(each => each?.[Symbol.asyncDispose]()));
});

type Wanted = {readonly code: string; readonly title: unknown; readonly reason?: string};

const memory = {resources: {memory: {limits: 32}}};
const waits: ReadonlyArray<readonly [string, Request, Wanted]> = [
	['an image that does not exist', {image: `${registry}/none:1`}, {code: 'image-not-found', title: `the image ${registry}/none:1 does not exist`}],
	['a tag that does not exist', {image: `${registry}/busybox:2`}, {code: 'image-not-found', title: `the image ${registry}/busybox:2 does not exist`}],
	['a name that no image can have', {image: `${registry}/UPPER:1`}, {code: 'image-name-invalid', title: `the image name ${registry}/UPPER:1 is not valid`}],
	[
		'a secret that is gone',
		{environment: {secret_refs: ['gone']}},
		{code: 'secret-missing', title: expect.stringMatching(/^the secret gone is not in the namespace plx-test-failures/)},
	],
	[
		'a configmap that is gone',
		{environment: {configmap_refs: ['gone']}},
		{code: 'configmap-missing', title: expect.stringMatching(/^the configmap gone is not/)},
	],
	[
		'a key that is gone',
		{environment: {configmap_refs: ['settings']}, settings: {configmapRefs: [{name: 'settings', envFile: '', items: ['TWO']}]}},
		{code: 'configmap-key-missing', title: 'the configmap settings has no key TWO'},
	],
	[
		'more processors than any node has',
		{environment: {resources: {cpu: {requests: 1000}}}},
		{code: 'unschedulable-resources', title: 'the run asks for more cpu than any node has (1000)'},
	],
	[
		'more memory than any node has',
		{environment: {resources: {memory: {requests: 10_000_000}}}},
		{code: 'unschedulable-resources', title: expect.stringMatching(/^the run asks for more memory than any node has/)},
	],
	[
		'a GPU where there is none',
		{environment: {resources: {gpu: {limits: 1}}}},
		{code: 'unschedulable-gpu', title: 'no node of this cluster has nvidia.com/gpu'},
	],
	['a label that no node has', {environment: {node_selector: {disk: 'ssd'}}}, {code: 'unschedulable-selector', title: 'no node has the label disk=ssd'}],
	[
		'a service account that is gone',
		{environment: {service_account: 'gone'}},
		{code: 'service-account-missing', title: expect.stringMatching(/^the service account gone is not in/)},
	],
	['an image without any shell', {image: `${registry}/kaniko:v1.24.0`}, {code: 'no-shell', title: 'the image has no sh'}],
];

test('what a run waits for in vain ends it after the wait, with its cause, and leaves no Job behind', async () => {
	const seen = await Promise.all(waits.map(async ([, request]) => sandbox.run({command: 'true', ...request})));
	expect(
		seen.map(({end, diagnosis}, index) => ({what: waits[index]![0], end: [end.status, end.reason], code: diagnosis?.code, title: diagnosis?.title})),
	).toEqual(waits.map(([what, , {code, title}]) => ({what, end: ['failed', what === 'an image without any shell' ? 'not-started' : code], code, title})));
	for (const {diagnosis} of seen) expect(diagnosis).toMatchObject({hint: expect.stringMatching(/\S/), evidence: expect.stringMatching(/\S/)});
	const left = await ownObjects(sandbox.namespace, 'jobs');
	expect(left).toEqual([`job.batch/${seen.at(-1)!.plan.job}`]);
});

const ends: ReadonlyArray<readonly [string, Request, object, string | undefined]> = [
	['exit 1', {}, {exitCode: 1, reason: 'command-failed'}, undefined],
	['exit 2', {}, {exitCode: 2, reason: 'command-failed'}, undefined],
	['/etc/passwd', {}, {exitCode: 126}, 'not-executable'],
	[
		'no-such-program',
		{},
		{exitCode: 127, reason: 'command-not-found', message: 'A program in the command was not found (exit code 127).'},
		'command-not-found',
	],
	["sh -c 'kill -9 $PPID'; sleep 1", {}, {exitCode: 137}, 'killed'],
	["sh -c 'kill -15 $PPID'; sleep 1", {}, {exitCode: 143}, 'terminated'],
	['echo before; python3 -c "x = bytearray(10**9)"', {image: python, environment: memory}, {exitCode: 137, reason: 'out-of-memory'}, 'out-of-memory'],
];

test('the exit code of a command is kept, and memory that ran out is told', async () => {
	const seen = await Promise.all(ends.map(([command, request]) => sandbox.run({command, ...request})));
	expect(seen.map(({end, diagnosis}) => [end, diagnosis?.code])).toEqual(
		ends.map(([, , end, code]) => [expect.objectContaining({status: 'failed', ...end}), code]),
	);
	const last = seen.at(-1)!;
	expect(last.end.message).toBe('The command was killed: it used more memory than its limit of 32Mi (exit code 137).');
	expect(last.diagnosis?.title).toBe('out of memory: the limit was 32Mi');
	expect(last.log()).toContain('before\n');
});

test('a run that others end says so: its time is over, its pod is deleted, its Job is deleted, its pod is evicted by hand', async () => {
	// One that ends at once is gone before anybody sees what was done to it
	const command = 'echo here; trap "sleep 4; exit 143" TERM; while :; do sleep 0.2; done';
	const plans = await Promise.all(['late', 'pod', 'job', 'drain'].map(() => sandbox.plan({command})));
	const driving = plans.map(plan => sandbox.drive(plan));
	await Promise.all(plans.map(plan => sandbox.until(plan, 'its first line', ({log}) => log() === 'here\n')));
	const [late, pod, job, drain] = plans.map(plan => plan.job);
	const drained = await podOf(drain);
	await Promise.all([
		kubectl('patch', 'job', late!, '-n', sandbox.namespace, '-p', '{"spec":{"activeDeadlineSeconds":1}}'),
		kubectl('delete', 'pod', '-n', sandbox.namespace, '-l', `job-name=${pod}`),
		kubectl('delete', 'job', job!, '-n', sandbox.namespace),
		evict(drained),
	]);
	const ended = await Promise.all(driving);
	expect(ended.map(({end, diagnosis}) => [end.status, end.reason, diagnosis?.code])).toEqual([
		['failed', 'deadline', 'deadline'],
		['failed', 'pod-gone', 'pod-gone'],
		['failed', 'deleted', 'job-deleted'],
		['failed', 'drained', 'drained'],
	]);
	expect(ended[0]!.end.message).toBe('The run took longer than the limit of 1 s and was stopped.');
	for (const {log} of ended) expect(log()?.replaceAll('Terminated\n', '')).toBe('here\n');
});

test('a pod that ends at once when it is evicted is told as taken off its node, though nobody saw it end; so is that of a build', async () => {
	const request = {command: 'echo here; while :; do sleep 0.2; done', kubernetes: {stickyWait: 60}};
	const building = {image: busybox, steps: [`echo ${sandbox.namespace}-quick; sleep 60`], name: 'quick'};
	const [plain, build] = await Promise.all([sandbox.plan(request), sandbox.plan({...request, ...building})]);
	const driving = [sandbox.drive(plain), sandbox.drive(build)];
	await sandbox.until(plain, 'its first line', ({log}) => log() === 'here\n');
	await sandbox.until(build, 'its step', ({events}) =>
		events.some(event => event.type === 'stage' && event.stage === 'build' && event.detail?.startsWith('step 1 of 1') === true),
	);
	await Promise.all([plain.job, build.buildJob].map(async name => evict(await podOf(name))));
	const ended = await Promise.all(driving);
	expect(ended.map(({end, diagnosis}) => [end.reason, diagnosis?.code])).toEqual([
		['drained', 'drained'],
		['build-failed', 'drained'],
	]);
	expect(ended[0]!.short.filter(line => /^run (?:started|failed)/.test(line))).toEqual(['run started', expect.stringMatching(/^run failed: /)]);
});

const podOf = async (name = '') =>
	(await kubectl('get', 'pods', '-n', sandbox.namespace, '-l', `job-name=${name}`, '-o', 'jsonpath={.items[0].metadata.name}')).trim();

async function evict(name: string): Promise<void> {
	const eviction = {apiVersion: 'policy/v1', kind: 'Eviction', metadata: {name, namespace: sandbox.namespace}};
	const file = join(sandbox.folder, `eviction-${name}.json`);
	await writeFile(file, JSON.stringify(eviction));
	await kubectl('create', '--raw', `/api/v1/namespaces/${sandbox.namespace}/pods/${name}/eviction`, '-f', file);
}

describe('registries that a node cannot use', () => {
	test('one that wants a log-in, one that speaks http, one whose certificate is not trusted, and one that is not there', async () => {
		await using refusing = await startRefusingRegistry();
		await using plain = await startRefusingRegistry();
		await using secure = await startTlsServer(sandbox.folder, response => response.writeHead(404).end());
		const folder = registryFolder(refusing.host);
		await mkdir(folder, {recursive: true});
		try {
			await writeFile(
				join(folder, 'hosts.toml'),
				`server = "http://${refusing.host}"\n[host."http://${refusing.host}"]\n  capabilities = ["pull", "resolve"]\n`,
			);
			const hosts = [refusing.host, plain.host, secure.host];
			const seen = await Promise.all(hosts.map(host => sandbox.run({image: `${host}/x:1`, command: 'true'})));
			expect(seen.map(({diagnosis}) => diagnosis?.code)).toEqual(['image-pull-auth', 'registry-http', 'registry-certificate']);
			expect(seen.map(({end}) => end.reason)).toEqual(['image-pull-auth', 'registry-http', 'registry-certificate']);
			// What may come back by itself is not ended, but shown
			const away = await sandbox.plan({image: `${machine}:1/x:1`, command: 'true'});
			const driving = sandbox.drive(away);
			await sandbox.until(away, 'the cause', ({events}) =>
				events.some(event => event.type === 'status' && event.message?.includes('connection refused') === true),
			);
			await sandbox.stop(away.runId);
			expect((await driving).end.status).toBe('stopped');
		} finally {
			await rm(folder, {recursive: true, force: true});
		}
	});
});

test('a node that is reserved takes the run with the toleration only, and a run without waits', async () => {
	const tolerations = [{key: 'test', operator: 'Equal', value: 'reserved', effect: 'NoSchedule'}];
	await kubectl('taint', 'node', 'node', 'test=reserved:NoSchedule');
	try {
		const without = await sandbox.plan({command: 'true'});
		const driving = sandbox.drive(without);
		expect((await sandbox.run({command: 'echo tolerated', environment: {tolerations}})).log()).toBe('tolerated\n');
		await sandbox.until(without, 'why it waits', ({events}) =>
			events.some(event => event.type === 'status' && event.status === 'unschedulable' && event.message?.includes('reserved') === true),
		);
		await kubectl('taint', 'node', 'node', 'test-');
		// It ends by itself when the taint is taken away
		expect((await driving).end).toEqual({status: 'succeeded', exitCode: 0});
	} finally {
		await kubectl('taint', 'node', 'node', 'test-').catch(() => {});
	}
});

test('a run that fills the disk beyond its limit is removed by the node, and says so', async () => {
	const {end, diagnosis} = await filling;
	expect(end).toMatchObject({status: 'failed', reason: 'evicted', message: expect.stringMatching(/^The node removed the run: .*ephemeral/)});
	expect(diagnosis).toMatchObject({code: 'evicted'});
});

test('rules of the cluster refuse pods: a webhook of an administrator', async () => {
	await using hook = await startTlsServer(sandbox.folder, (response, body) => {
		const {uid} = JSON.parse(body).request;
		const status = {code: 403, message: 'no run without a cost centre'};
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: {uid, allowed: false, status}}));
	});
	const name = `${sandbox.namespace}-rule`;
	const webhook = {
		name: 'cost.test.example',
		clientConfig: {url: `https://${hook.host}/`, caBundle: Buffer.from(hook.certificate).toString('base64')},
		rules: [{operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods']}],
		namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': sandbox.namespace}},
		sideEffects: 'None',
		admissionReviewVersions: ['v1'],
	};
	await apply({apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', metadata: {name}, webhooks: [webhook]});
	try {
		await expect
			.poll(() => kubectl('run', 'x', '-n', sandbox.namespace, `--image=${busybox}`, '--dry-run=server').catch(String), {timeout: 20_000})
			.toContain('cost centre');
		expect((await sandbox.preflight({command: 'true'}))['refused-by-cluster']?.message).toContain('no run without a cost centre');
		const {end, diagnosis} = await sandbox.run({command: 'true'});
		expect(end).toMatchObject({status: 'failed', reason: 'refused-by-rule'});
		expect(diagnosis?.title).toBe('the rule cost.test.example of the cluster refuses the run: no run without a cost centre');
	} finally {
		await kubectl('delete', 'validatingwebhookconfiguration', name);
	}
});
