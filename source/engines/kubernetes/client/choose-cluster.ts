import {meantHint} from '../../../polyaxonfile/names.ts';
import type {Problem} from '../../../polyaxonfile/problem.ts';
import {sanitiseLine} from '../../../terminal/sanitise.ts';
import type {Cluster, Login} from './client.ts';
import type {Kubeconfig} from './kubeconfig.ts';
import type {KubeCluster, KubeUser} from './kubeconfig-entries.ts';

/** A context of the kubeconfig, to be chosen from. Texts are as in the file: sanitise them before they are shown. */
export type ContextChoice = {
	readonly name: string;
	readonly cluster: string;
	/** URL of the API server; empty when the kubeconfig has none. */
	readonly server: string;
	readonly user: string;
	readonly namespace: string;
	readonly isCurrent: boolean;
};

/** What flags and settings ask for: a flag goes before a setting, both before the kubeconfig. */
export type WantedCluster = {readonly context?: string; readonly namespace?: string};

/** One context with all that is needed to connect: it holds secrets, so it is never shown or stored. */
export type ChosenCluster = {readonly cluster: Cluster; readonly entry: KubeCluster; readonly user: KubeUser};

/** All contexts of a kubeconfig, in its order. */
export function contextsOf({contexts, clusters, currentContext}: Kubeconfig): readonly ContextChoice[] {
	return contexts.map(({name, cluster, user, namespace = 'default'}) => {
		const server = clusters.find(each => each.name === cluster)?.server ?? '';
		return {name, cluster, server, user, namespace, isCurrent: name === currentContext};
	});
}

/** The cluster, user and namespace that are meant: the wanted ones, else the current context's, else the namespace `default`. */
export function chooseCluster(kubeconfig: Kubeconfig, wanted: WantedCluster = {}): ChosenCluster | Problem {
	const name = wanted.context ?? kubeconfig.currentContext;
	const names = kubeconfig.contexts.map(context => context.name);
	const shown = sanitiseLine(name ?? '');
	if (names.length === 0)
		return problem('no-context', 'The kubeconfig has no contexts, so no cluster is known.', `See what it has: kubectl config view.`, kubeconfig);
	if (name === undefined)
		return problem(
			'no-context',
			'The kubeconfig has no current context.',
			`Choose one: kubectl config use-context NAME. There are: ${listOf(names)}.`,
			kubeconfig,
		);
	const context = kubeconfig.contexts.find(each => each.name === name);
	if (!context) {
		const from = wanted.context === undefined ? 'the current context of the kubeconfig, is not in it' : 'is not in the kubeconfig';
		const message = wanted.context === undefined ? `"${shown}", ${from}.` : `The context "${shown}" ${from}.`;
		return problem(
			'unknown-context',
			message,
			sanitiseLine(meantHint(name, names, words => `There are: ${words}. See them: kubectl config get-contexts.`)),
			kubeconfig,
		);
	}
	const entry = kubeconfig.clusters.find(each => each.name === context.cluster);
	if (!entry) {
		const message = `The context "${shown}" names the cluster "${sanitiseLine(context.cluster)}", which is not in the kubeconfig.`;
		return problem('unknown-cluster', message, `Add it: kubectl config set-cluster '${sanitiseLine(context.cluster)}' --server=URL.`, kubeconfig);
	}
	if (!/^https?:\/\/[^/]/.test(entry.server) || !URL.canParse(entry.server)) {
		const message = `The cluster "${sanitiseLine(entry.name)}" of the kubeconfig has no usable server: "${sanitiseLine(entry.server)}" is no http or https URL.`;
		return problem('bad-server', message, `Set it: kubectl config set-cluster '${sanitiseLine(entry.name)}' --server=https://HOST:6443.`, kubeconfig);
	}
	const user = kubeconfig.users.find(each => each.name === context.user);
	if (!user && context.user !== '') {
		const message = `The context "${shown}" names the user "${sanitiseLine(context.user)}", who is not in the kubeconfig.`;
		return problem('unknown-user', message, `Add it: kubectl config set-credentials '${sanitiseLine(context.user)}' --token=TOKEN.`, kubeconfig);
	}
	const namespace = wanted.namespace ?? context.namespace ?? 'default';
	if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
		const message = `"${sanitiseLine(namespace)}" cannot be a namespace: those have small letters, digits and "-", at most 63.`;
		return problem('bad-namespace', message, 'Name another one. See them: kubectl get namespaces.', kubeconfig);
	}
	const login = loginOf(user);
	return {
		cluster: {context: name, namespace, server: entry.server, entry: entry.name, user: context.user, login},
		entry,
		user: user ?? {name: '', impersonate: {}},
	};
}

/** Of several ways the one that counts: a program or provider is asked only when there is no token (client-go, transport/round_trippers.go). */
function loginOf(user: KubeUser | undefined): Login {
	if (!user) return {type: 'none'};
	const {exec, authProvider, tokenFile, token, username, certData, certFile} = user;
	if (tokenFile !== undefined) return {type: 'token-file', file: tokenFile};
	if (token !== undefined) return {type: 'token'};
	if (exec) return {type: 'program', program: exec.command};
	if (authProvider) return {type: 'provider', program: authProvider.name};
	if (username !== undefined) return {type: 'password'};
	return {type: certData !== undefined || certFile !== undefined ? 'certificate' : 'none'};
}

function listOf(names: readonly string[]): string {
	return sanitiseLine(names.length > 9 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', '));
}

function problem(code: string, message: string, hint: string, {files}: Kubeconfig): Problem {
	return {code, severity: 'error', message, hint, path: [], ...(files.length === 1 && {file: files[0]})};
}
