import {existsSync} from 'node:fs';
import type {EngineSettings} from '../engines/engine.ts';
import {isError, type Problem} from '../polyaxonfile/problem.ts';
import type {World} from '../world.ts';
import type {AskedPlace, ClusterPlace, Clusters} from './clusters.ts';

/** What the kubeconfig names, or what is wrong with it; undefined where there is none. Nobody is asked. */
export async function readClusters(
	world: World,
	{kubernetes = undefined}: Pick<EngineSettings, 'kubernetes'>,
): Promise<Omit<Clusters, 'asked'> | Problem | undefined> {
	const {kubeconfigFiles, readKubeconfig} = await import('../engines/kubernetes/client/kubeconfig.ts');
	const isInPod = world.env.KUBERNETES_SERVICE_HOST !== undefined;
	if (!isInPod && !kubeconfigFiles(world).some(file => existsSync(file))) return undefined;
	const kubeconfig = await readKubeconfig(world);
	if ('code' in kubeconfig) return kubeconfig.code === 'no-kubeconfig' ? undefined : kubeconfig;
	const {contextsOf, chooseCluster} = await import('../engines/kubernetes/client/choose-cluster.ts');
	const {context, namespace} = kubernetes ?? {};
	const usual = {...(context !== undefined && {context}), ...(namespace !== undefined && {namespace})};
	const contexts = contextsOf(kubeconfig).map(({name, namespace: own, isCurrent}) => ({name, namespace: own, isCurrent}));
	if (contexts.length > 0) return {contexts, usual};
	const chosen = chooseCluster(kubeconfig, usual);
	return 'code' in chosen ? chosen : undefined;
}

/** Whether the namespace is ready, and what it has to offer, in about 2 s where the cluster answers. Changes nothing in the cluster. */
export async function askPlace(world: World, place: ClusterPlace, signal: AbortSignal): Promise<Omit<AskedPlace, keyof ClusterPlace | 'isAsking'>> {
	const [{connectKubernetes, placesForQuestions}, {probeKubernetes}, {readClusterFacts}, {readNamespaces}] = await Promise.all([
		import('../engines/kubernetes/client/connect.ts'),
		import('../engines/kubernetes/probe.ts'),
		import('../engines/kubernetes/facts/cluster-facts.ts'),
		import('../engines/kubernetes/facts/namespaces.ts'),
	]);
	const connected = await connectKubernetes(world, {...place, places: placesForQuestions});
	if ('code' in connected) return {problems: [connected]};
	const {client} = connected;
	try {
		const [problems, facts, namespaces] = await Promise.all([
			probeKubernetes(async () => ({client}), signal),
			readClusterFacts(client, signal),
			readNamespaces(client, signal),
		]);
		return {problems, ...(!problems.some(isError) && {facts}), ...(namespaces && {namespaces})};
	} finally {
		client.close();
	}
}
