import {X509Certificate} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import type {World} from '../../../world.ts';
import {type ChosenCluster, chooseCluster, type WantedCluster} from './choose-cluster.ts';
import type {KubernetesClient} from './client.ts';
import {createKubernetesClient} from './create-client.ts';
import {type Kubeconfig, readKubeconfig} from './kubeconfig.ts';

/** A client, and the kubeconfig that it was made from. */
export type Connected = {readonly client: KubernetesClient; readonly kubeconfig: Kubeconfig};

/** `places` of a client that asks many things which are to be answered in 2 s: a round trip may take most of that, so that all go out at once. */
export const placesForQuestions = 32;

/**
 * The client of the wanted context, else of the current one; `files` are the kubeconfig files of a run that was started earlier, `places` is the number of
 * requests on their way at a time. Reads files and asks nobody yet. What is wrong with the kubeconfig or the choice is the problem.
 */
export async function connectKubernetes(
	world: Pick<World, 'cwd' | 'env' | 'platform' | 'now'>,
	{files, places, ...wanted}: WantedCluster & {readonly files?: readonly string[]; readonly places?: number} = {},
): Promise<Connected | Problem> {
	const kubeconfig = await readKubeconfig(world, {files});
	if ('code' in kubeconfig) return kubeconfig;
	const chosen = chooseCluster(kubeconfig, wanted);
	if ('code' in chosen) return chosen;
	return {client: createKubernetesClient(await withCertificateEnd(chosen), world, {places}), kubeconfig};
}

/** Servers refuse an expired certificate with the same bare 401 as any other, so we look ourselves. */
async function withCertificateEnd(chosen: ChosenCluster): Promise<ChosenCluster> {
	const {cluster, user} = chosen;
	if (cluster.login?.type !== 'certificate') return chosen;
	try {
		const pem = user.certData === undefined ? await readFile(user.certFile ?? '') : Buffer.from(user.certData, 'base64');
		return {...chosen, cluster: {...cluster, login: {...cluster.login, expires: Date.parse(new X509Certificate(pem).validTo)}}};
	} catch {
		// The first request says what is wrong with it.
		return chosen;
	}
}
