import {expect, test} from 'vitest';
import type {EngineChoice} from '../../../source/ui/wizard/screen-state.ts';
import type {WizardScreenProps} from '../../../source/ui/wizard/wizard-screen.tsx';
import type {ClusterReview} from '../../../source/wizard/cluster-review.ts';
import type {AskedPlace, Clusters} from '../../../source/wizard/clusters.ts';
import {openWizard} from './open-wizard.tsx';

const down = '\u001b[B';
const up = '\u001b[A';
const esc = '\u001b';

const engines: readonly EngineChoice[] = [
	{name: 'podman', problems: [], reason: 'a container of the image'},
	{name: 'host', problems: [], reason: 'this computer, without the image'},
	{name: 'kubernetes', problems: [], reason: 'a Job in a cluster'},
];

const lab: AskedPlace = {
	context: 'lab',
	namespace: 'ml',
	isAsking: false,
	problems: [],
	facts: {
		secrets: [
			{name: 'db-login', type: 'Opaque', keys: 2},
			{name: 'push', type: 'kubernetes.io/dockerconfigjson', keys: 1},
			...Array.from({length: 30}, (_, index) => ({name: `token-${index + 1}`, type: 'Opaque', keys: 1})),
		],
		configmaps: [{name: 'hosts', keys: ['DB_HOST', 'DB_PORT']}, {name: 'old'}],
		devices: [{resource: 'nvidia.com/gpu', total: 6, mostOnOneNode: 4, nodes: 2}],
		nodeLabels: [
			{
				key: 'disk',
				values: [
					{value: 'ssd', nodes: 2},
					{value: 'hdd', nodes: 1},
				],
			},
			{
				key: 'kubernetes.io/hostname',
				values: [
					{value: 'a', nodes: 1},
					{value: 'b', nodes: 1},
					{value: 'c', nodes: 1},
				],
			},
			{key: 'kubernetes.io/os', values: [{value: 'linux', nodes: 3}]},
			{
				key: 'zone',
				values: [
					{value: 'a', nodes: 2},
					{value: 'b', nodes: 1},
				],
			},
		],
		serviceAccounts: ['default', 'runner', 'trainer'],
		registries: [
			{host: 'registry.lab:5000', hostForNodes: 'localhost:5000', from: 'cluster'},
			{host: 'quay.io', from: 'images', images: 2},
		],
	},
	namespaces: ['default', 'ml', 'ml-test'],
};

const clusters: Clusters = {
	contexts: [
		{name: 'prod', namespace: 'default', isCurrent: false},
		{name: 'lab', namespace: 'ml', isCurrent: true},
	],
	usual: {},
	asked: [lab],
};

const review: ClusterReview = {
	isLooking: false,
	strategy: {type: 'inline', why: 'No registry is set: the build steps run at the start of the pod.'},
	checks: [
		{topic: 'rights', title: 'Rights in the namespace ml', state: 'ok', detail: 'Runs can be started, followed, stopped and found.'},
		{
			topic: 'refs',
			title: 'Secret "nope"',
			state: 'failed',
			problem: {
				code: 'missing-secret',
				severity: 'error',
				message: 'The secret "nope" is not in the namespace ml.',
				hint: 'Create it: kubectl create secret generic nope.',
				path: ['environment', 'secret_refs', 0],
				line: 15,
			},
		},
		{topic: 'nodes', title: 'Nodes for the run', state: 'unknown', detail: 'Your account may not look at nodes.'},
		...Array.from({length: 12}, (_, index) => ({topic: 'limits' as const, title: `Limit ${index + 1}`, state: 'ok' as const})),
	],
	problems: [],
};

/** Nothing is wrong. */
const calm: ClusterReview = {...review, checks: review.checks.filter(({state}) => state === 'ok')};

function openOn(props: Parameters<typeof openWizard>[0] = {}) {
	return openWizard({engines, clusters, start: {engine: 'kubernetes'}, columns: 80, rows: 24, ...props});
}

/** Enter goes from field to field. */
const toGpu = Array.from({length: 4}, () => '\r');
const toLabels = [...toGpu, '\r'];

const frames: ReadonlyArray<readonly [name: string, columns: number, rows: number, keys: readonly string[], props?: Partial<WizardScreenProps>]> = [
	['cluster-where', 80, 24, ['0']],
	['cluster-namespace', 80, 24, ['0', 'n', 'ml']],
	['cluster-namespace', 60, 16, ['0', 'n']],
	['cluster-secrets', 80, 24, ['7', '/', 'token-1', ' ', down, ' ']],
	['cluster-secrets', 200, 50, ['7']],
	['cluster-configmaps', 80, 24, ['8', up + up]],
	['cluster-resources', 80, 24, ['9']],
	['cluster-gpu', 80, 24, ['9', ...toGpu, down, down]],
	['cluster-labels', 80, 24, ['9', ...toLabels, 'disk=sdd', down]],
	['cluster-labels', 60, 16, ['9', ...toLabels]],
	['cluster-labels', 200, 50, ['9', ...toLabels, 'zone=b, d', down]],
	['cluster-accounts', 80, 24, ['9', ...toLabels, '\r', 'trainr']],
	['cluster-review', 80, 24, ['r'], {clusterReview: review}],
	['cluster-review', 200, 50, ['r'], {clusterReview: review, needsRegistry: true}],
	['cluster-registry', 80, 24, ['r', 'i'], {clusterReview: review, needsRegistry: true}],
	['cluster-registry-taken', 80, 24, ['r', 'i', '\r'], {clusterReview: calm, needsRegistry: true}],
	['cluster-registry-taken', 200, 50, ['r', 'i', 'registry.lab:5000/team\r'], {clusterReview: calm, needsRegistry: true}],
	['cluster-list', 80, 24, ['r', 'v'], {clusterReview: review}],
];

test.for(frames)('the frame of %s at %ix%i', async ([name, columns, rows, keys, props]) => {
	const wizard = openOn({columns, rows, ...props});
	for (const key of keys) await wizard.press(key);
	const shown = await wizard.text();
	wizard.close();
	await expect(`${shown}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
	expect(shown.split('\n').length).toBeLessThanOrEqual(rows);
});

test('a context that is chosen goes into the answers with its namespace, and a namespace stays with its context', async () => {
	const wizard = openOn();
	await wizard.press('0');
	await wizard.press(down);
	await wizard.press('n');
	await wizard.press('team-a\r');
	await wizard.press(up);
	await wizard.press(down);
	const shown = await wizard.text();
	wizard.close();
	const answers = wizard.events.flatMap(event =>
		event.type === 'draft' ? [[event.state.answers.engine, event.state.answers.context, event.state.answers.namespace].join(' ')] : [],
	);
	expect(answers).toEqual(['kubernetes prod default', 'kubernetes prod team-a', 'kubernetes lab ml', 'kubernetes prod team-a']);
	expect(shown).toContain('polyaxon-tui init  kubernetes prod/team-a');
});

test('a registry that is chosen goes into the answers and is taken back, and nobody is asked who has one or has nothing to bake', async () => {
	const wizard = openOn({clusterReview: review, needsRegistry: true});
	await wizard.press('r');
	for (const keys of ['i', 'ghcr.io/me\r', 'i', `${up}\r`, 'i', 'https://x\r', esc]) await wizard.press(keys);
	const shown = await wizard.text();
	wizard.close();
	const chosen = wizard.events.flatMap(event => (event.type === 'draft' ? [event.state.answers.registry] : []));
	expect(chosen.slice(-2)).toEqual([{registry: 'ghcr.io/me'}, undefined]);
	expect(shown).toContain('i registry');
	for (const props of [{clusterReview: review}, {needsRegistry: true, clusterReview: {...review, strategy: {type: 'none', why: ''} as const}}]) {
		const other = openOn(props);
		await other.press('r');
		await other.press('i');
		const asked = await other.text();
		other.close();
		expect(asked).not.toContain('egistry for the image');
	}
});

test('where the cluster names no registry, as to plain users, one can be typed', async () => {
	const plain = {...clusters, asked: [{...lab, facts: {...lab.facts, registries: undefined}}]};
	const wizard = openOn({clusters: plain, clusterReview: calm, needsRegistry: true, columns: 200, rows: 50});
	await wizard.press('r');
	const before = await wizard.text();
	await wizard.press('i');
	const asking = await wizard.text();
	await wizard.press('ghcr.io/me\r');
	const after = await wizard.text();
	wizard.close();
	expect(before).toContain('Press i to name a registry');
	expect(asking).toContain('goes into .polyaxon/tui.yaml when you write; none is known here');
	expect(after).toContain('The registry ghcr.io/me goes into');
});

test('a registry that is chosen is kept in its cluster, and not in another one', async () => {
	const chosenAfter = async (keys: readonly string[]) => {
		const wizard = openOn({clusterReview: review, needsRegistry: true});
		for (const key of ['r', 'i', '\r', ...keys]) await wizard.press(key);
		wizard.close();
		const last = wizard.events.at(-1);
		return last?.type === 'draft' ? last.state.answers.registry?.registry : 'no draft';
	};
	expect(await chosenAfter(['0', 'n', 'ml-test\r', 'r'])).toBe('registry.lab:5000');
	expect(await chosenAfter(['0', down, 'r'])).toBeUndefined();
});

test('what cannot be a namespace is not taken', async () => {
	const wizard = openOn();
	await wizard.press('0');
	await wizard.press('n');
	await wizard.press('Team_A\r');
	const shown = await wizard.text();
	await wizard.press(esc);
	await wizard.press('\t');
	wizard.close();
	expect(shown).toContain('This cannot be a namespace');
	const last = wizard.events.at(-1);
	expect(last?.type === 'draft' && last.state.answers.namespace).toBe('ml');
});

test('other engines show no cluster in the header', async () => {
	const wizard = openOn({start: {engine: 'host'}});
	await wizard.press('0');
	await wizard.press(up + up);
	const shown = await wizard.text();
	wizard.close();
	expect(shown).toMatch(/▸ podman/);
	expect(shown.split('\n')[0]).not.toContain('kubernetes');
});

test('the names are offered whatever engine is chosen, and a cluster that is away is not mentioned then', async () => {
	const away = {...lab, facts: undefined, problems: [{code: 'away', severity: 'error' as const, message: 'Nothing listens.', path: []}]};
	const open = async (engine: 'host' | 'kubernetes', asked: AskedPlace) => {
		const wizard = openOn({clusters: {...clusters, asked: [asked]}, start: {engine}});
		await wizard.press('7');
		const shown = await wizard.text();
		wizard.close();
		return shown;
	};
	expect(await open('host', lab)).toContain('32 secrets in lab/ml; their values are not read');
	expect(await open('host', away)).not.toContain('lab/ml');
	expect(await open('kubernetes', away)).toContain('lab/ml is not ready, so type the names');
	expect(await open('kubernetes', {...lab, facts: {}})).toContain('lab/ml did not list its secrets');
});

test('in a small window there is room for all that keeps a cluster from being chosen, with the command that mends it', async () => {
	const lacking = {
		code: 'no-rights',
		severity: 'error' as const,
		message: `Your account lacks rights in the namespace "ml" of the context "lab": ${Array.from({length: 16}, (_, index) => `things-${index} (create)`).join(', ')}.`,
		hint: 'The Role to ask for: polyaxon-tui doctor --role --context lab --namespace ml. Or choose another namespace.',
		path: [],
	};
	const wizard = openOn({clusters: {...clusters, asked: [{...lab, problems: [lacking]}]}, start: {engine: 'kubernetes'}});
	await wizard.press('0');
	const shown = await wizard.text();
	wizard.close();
	expect(shown.replaceAll(/\s*\n[^│]*│\s*/g, ' ')).toContain(`${lacking.message} ${lacking.hint}`);
});

test('without a cluster that answers, the review says that it is being asked, and with a red row that the run would not start', async () => {
	const asking = openOn({clusterReview: {isLooking: true, checks: [], problems: []}});
	await asking.press('r');
	const first = await asking.text();
	asking.close();
	const red = openOn({clusterReview: review});
	await red.press('r');
	const second = await red.text();
	red.close();
	expect(first).toContain('asking the cluster whether it would take the run');
	expect(second).toContain('write and run  the cluster would not take it');
	expect(second).toContain('✗ line 15: The secret "nope" is not in the namespace ml.');
});

test('the list of the cluster is scrolled to its end and back', async () => {
	const wizard = openOn({clusterReview: review});
	await wizard.press('r');
	await wizard.press('v');
	for (let page = 0; page < 9; page++) await wizard.press('\u001b[6~');
	const end = await wizard.text();
	for (let page = 0; page < 9; page++) await wizard.press('\u001b[5~');
	const start = await wizard.text();
	wizard.close();
	expect(end).toContain('✓ Limit 12');
	expect(start).toContain('· image: none is built. No registry is set');
});

test('in ASCII nothing else is shown', async () => {
	const wizard = openOn({clusterReview: review, hasUnicode: false});
	const shown: string[] = [];
	for (const keys of ['0', 'n', esc, '7', '/', esc, 'r', 'v']) {
		await wizard.press(keys);
		shown.push(await wizard.text());
	}
	wizard.close();
	expect(shown.join('\n').match(/[^\n -~]/g)).toBeNull();
});

test('the wizard is told of each state, and of the first', async () => {
	const seen: string[] = [];
	const wizard = openOn({onSeen: ({step, answers}) => seen.push(`${step} ${answers.engine}`)});
	await wizard.press('r');
	wizard.close();
	expect(seen).toEqual(['kind kubernetes', 'review kubernetes']);
});
