import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import {rerunCommand} from '../../source/commands/rerun.ts';
import type {KubernetesPlan} from '../../source/engines/kubernetes/plan.ts';
import {sendJson, startApiServer} from '../engines/kubernetes/client/api-server.ts';
import {planOf} from '../engines/kubernetes/plan-of.ts';
import {createFakeRun, temporaryWorld} from '../helpers/fake-run.ts';

/** What a dry run says of running a run of a cluster again with these flags. */
async function again(flags: {readonly engine?: string; readonly namespace?: string}) {
	await using world = await temporaryWorld();
	const {runId, folder} = await createFakeRun(world, {engine: 'kubernetes', plan: planOf(), codeFolder: world.root});
	await writeFile(join(folder, 'polyaxonfile.yml'), 'version: 1\nkind: job\nbuild:\n  image: a:1\nrun:\n  cmd: ls\n');
	const exitCode = await rerunCommand(world, runId, {...flags, dryRun: true});
	const read = (stream: unknown) => String((stream as PassThrough).read() ?? '');
	return {exitCode, engine: /^engine\n {2}(\w+)/.exec(read(world.stdout))?.[1], refused: read(world.stderr).includes('is for the engine kubernetes')};
}

test('the cluster of a run is not asked for where it is run again elsewhere, and one that is named there is refused', async () => {
	expect(await again({engine: 'host'})).toEqual({exitCode: 0, engine: 'host', refused: false});
	expect(await again({engine: 'host', namespace: 'x'})).toEqual({exitCode: 2, engine: undefined, refused: true});
});

/** The registry and the strategy of a run that is run again with a registry, by the flags and settings of now. */
async function registryAgain({flags = {}, settings = '', command = ['polyaxon-tui', 'rerun', 'r-abcdef']}: Again): Promise<readonly unknown[]> {
	await using world = await temporaryWorld();
	const server = await startApiServer((request, response) => {
		request.resume();
		sendJson(response, /accessreviews/.test(request.url ?? '') ? {status: {allowed: true}} : {items: []});
	});
	try {
		const kubeconfig = join(world.root, 'kube.yaml');
		await writeFile(
			kubeconfig,
			`apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: '${server.url}'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: lab, context: {cluster: c, user: u}}, {name: prod, context: {cluster: c, user: u}}]
`,
		);
		if (settings !== '') {
			await mkdir(join(world.root, '.polyaxon'));
			await writeFile(join(world.root, '.polyaxon/tui.yaml'), settings);
		}
		const before = planOf({kubernetes: {registry: 'r:5000/team', registryForNodes: 'localhost:5000/team', isInsecureRegistry: true}});
		const {runId, folder} = await createFakeRun(world, {engine: 'kubernetes', plan: before, codeFolder: world.root, command});
		await writeFile(join(folder, 'polyaxonfile.yml'), 'version: 1\nkind: job\nbuild:\n  image: a:1\n  build_steps: [pip install six]\nrun:\n  cmd: ls\n');
		const env = {...world.env, KUBECONFIG: kubeconfig};
		expect(await rerunCommand({...world, env}, runId, {...flags, dryRun: true, json: true})).toBe(0);
		const {strategy, settings: used} = JSON.parse(String((world.stdout as PassThrough).read())) as KubernetesPlan;
		return [strategy.type, used.registry, used.registryForNodes, used.isInsecureRegistry];
	} finally {
		await server.close();
	}
}

type Again = {readonly flags?: {readonly context?: string}; readonly settings?: string; readonly command?: readonly string[]};

test('a registry that was chosen for a run alone is used again in the same cluster, where the settings name none', async () => {
	expect(await registryAgain({})).toEqual(['kaniko', 'r:5000/team', 'localhost:5000/team', true]);
	expect(await registryAgain({settings: 'kubernetes: {registry: own:5000}\n'})).toEqual(['kaniko', 'own:5000', undefined, false]);
	expect(await registryAgain({flags: {context: 'prod'}})).toEqual(['inline', undefined, undefined, false]);
});

test('the registry of a run that was found in a cluster is not used', async () => {
	expect(await registryAgain({command: []})).toEqual(['inline', undefined, undefined, false]);
});
