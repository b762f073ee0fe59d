import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Problem} from '../../polyaxonfile/problem.ts';
import type {World} from '../../world.ts';
import type {KubernetesClient} from './client/client.ts';
import {connectKubernetes} from './client/connect.ts';
import {kubeconfigFiles} from './client/kubeconfig.ts';
import {createRenewingClient} from './client/renewing-client.ts';
import type {KubernetesPlan} from './plan.ts';

type Place = Pick<KubernetesPlan, 'runFolder' | 'kubeconfig' | 'context' | 'namespace' | 'server'>;

const fileOf = (runFolder: string) => join(runFolder, 'kubeconfig.json');

/** Leaves word for the driver of a run which kubeconfig is meant here and now: the login that the run was started with may have ended. */
export function noteLogin(world: World, runFolder: string): void {
	const file = fileOf(runFolder);
	try {
		writeFileSync(`${file}.new`, JSON.stringify(kubeconfigFiles(world)), {mode: 0o600});
		renameSync(`${file}.new`, file);
	} catch {
		// It is only of use when the other one fails
	}
}

/** A client for a run that has begun: by the kubeconfig that it was started with, and where that is of no use by the one that was noted since. */
export async function connectRun(world: World, plan: Place): Promise<KubernetesClient | Problem> {
	const {kubeconfig: files, context, namespace} = plan;
	const asStarted = async () => {
		const connected = await connectKubernetes(world, {files, context, namespace});
		return 'code' in connected ? connected : connected.client;
	};
	const first = await asStarted();
	const client = 'code' in first ? await connectNoted(world, plan) : first;
	if (!client) return first;
	return createRenewingClient(client, async () => {
		const noted = await connectNoted(world, plan);
		if (noted) return noted;
		const again = await asStarted();
		return 'code' in again ? undefined : again;
	});
}

/** By the context of that name, else by the current one; a kubeconfig that leads to another server is not meant. */
async function connectNoted(world: World, {runFolder, context, namespace, server}: Place): Promise<KubernetesClient | undefined> {
	const files = readNoted(runFolder);
	if (!files) return undefined;
	for (const wanted of [{context, namespace}, {namespace}]) {
		const connected = await connectKubernetes(world, {files, ...wanted});
		if ('code' in connected) continue;
		if (connected.client.cluster.server === server) return connected.client;
		connected.client.close();
	}
	return undefined;
}

function readNoted(runFolder: string): readonly string[] | undefined {
	try {
		const value: unknown = JSON.parse(readFileSync(fileOf(runFolder), 'utf8'));
		return Array.isArray(value) && value.every(file => typeof file === 'string') ? value : undefined;
	} catch {
		return undefined;
	}
}
