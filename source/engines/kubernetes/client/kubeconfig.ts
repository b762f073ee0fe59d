import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join, resolve} from 'node:path';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {World} from '../../../world.ts';
import {type KubeEntries, parseKubeconfig} from './kubeconfig-entries.ts';

/** The kubeconfig of this machine: all files merged, or the account of the pod that this program runs in. */
export type Kubeconfig = KubeEntries & {
	/** Absolute paths of the files that were read; none in a pod. */
	readonly files: readonly string[];
};

/** Where Kubernetes puts the account of a pod into its containers. */
const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Reads the kubeconfig as kubectl finds it: the files of KUBECONFIG, else `~/.kube/config`, else the service account of the pod. `files` are the ones that
 * a run was started with. Never throws: what is wrong is the problem.
 */
export async function readKubeconfig(
	world: Pick<World, 'cwd' | 'env' | 'platform'>,
	{files, accountFolder = serviceAccountFolder}: {readonly files?: readonly string[]; readonly accountFolder?: string} = {},
): Promise<Kubeconfig | Problem> {
	const wanted = files ?? kubeconfigFiles(world);
	const present = wanted.filter(file => existsSync(file));
	if (present.length === 0) return (files === undefined || files.length === 0 ? await podAccount(world, accountFolder) : undefined) ?? nowhere(wanted);
	const read: KubeEntries[] = [];
	for (const file of present) {
		const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
		if (typeof text !== 'string') return unreadable(file, text);
		const entries = parseKubeconfig(text, file);
		if ('code' in entries) return entries;
		read.push(entries);
	}
	return {...mergeEntries(read), files: present};
}

/** Absolute paths of the kubeconfig files that kubectl would read here, whether they exist or not. */
export function kubeconfigFiles({cwd, env, platform}: Pick<World, 'cwd' | 'env' | 'platform'>): readonly string[] {
	const listed = (env.KUBECONFIG ?? '').split(platform === 'win32' ? ';' : ':').filter(file => file.trim() !== '');
	if (listed.length > 0) return [...new Set(listed.map(file => resolve(cwd, file)))];
	return [join(env.HOME ?? env.USERPROFILE ?? homedir(), '.kube', 'config')];
}

/** The first file that has a name wins, also for the current context (client-go, clientcmd/loader.go). */
function mergeEntries(read: readonly KubeEntries[]): KubeEntries {
	return {
		clusters: firstOfEach(read.flatMap(({clusters}) => clusters)),
		users: firstOfEach(read.flatMap(({users}) => users)),
		contexts: firstOfEach(read.flatMap(({contexts}) => contexts)),
		currentContext: read.find(({currentContext}) => currentContext !== undefined)?.currentContext,
	};
}

function firstOfEach<Entry extends {readonly name: string}>(entries: readonly Entry[]): readonly Entry[] {
	return entries.filter((entry, index) => entries.findIndex(({name}) => name === entry.name) === index);
}

async function podAccount({env}: Pick<World, 'env'>, folder: string): Promise<Kubeconfig | undefined> {
	const {KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443'} = env;
	if (!host || !existsSync(join(folder, 'token'))) return undefined;
	const namespace = await readFile(join(folder, 'namespace'), 'utf8').catch(() => '');
	const name = 'in-cluster';
	const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
	return {
		files: [],
		clusters: [{name, server, caFile: join(folder, 'ca.crt'), skipTLSVerify: false}],
		users: [{name, tokenFile: join(folder, 'token'), impersonate: {}}],
		contexts: [{name, cluster: name, user: name, namespace: namespace.trim() || undefined}],
		currentContext: name,
	};
}

function nowhere(files: readonly string[]): Problem {
	const looked = files.map(file => sanitiseLine(file)).join(', ');
	return {
		code: 'no-kubeconfig',
		severity: 'error',
		message: `There is no kubeconfig, so no cluster is known: looked for ${looked}.`,
		hint: 'Get one from your cluster (such as "aws eks update-kubeconfig --name C", "gcloud container clusters get-credentials C" or "az aks get-credentials -n C -g G"), or name it: export KUBECONFIG=FILE.',
		path: [],
	};
}

function unreadable(file: string, {code, message}: NodeJS.ErrnoException): Problem {
	const shown = sanitiseLine(file);
	const why = code === 'EACCES' ? 'you have no right to read it' : code === 'EISDIR' ? 'it is a folder' : sanitiseLine(message);
	const hint = code === 'EACCES' ? `Take it: sudo chown "$USER" '${shown}'.` : 'Name a kubeconfig file: export KUBECONFIG=FILE.';
	return {code: 'kubeconfig-unreadable', severity: 'error', message: `The kubeconfig ${shown} cannot be read: ${why}.`, hint, path: [], file};
}
